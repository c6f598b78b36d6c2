import type { Sql, StoreContext } from '../../contract.ts'
import { mailsAbout, type MeetingNews } from '../mails/mail-work.ts'

/** One thing that happened to a meeting: for its history, and for those who are to be told. */
export interface Happening extends MeetingNews {
  readonly before: string | null
  readonly after: string
}

/** Notes what happened, in one statement, and has it told. */
export function noteHappenings(
  sql: Sql,
  happenings: readonly Happening[],
  { now, emit }: StoreContext,
): void {
  if (happenings.length === 0) return
  // `told`: older code looks there for what it still has to tell.
  sql.all(
    `INSERT INTO meetings_history (meeting, at, actor, action, before, after, told)
     SELECT value ->> 'meeting', ?1, value ->> 'actor', value ->> 'action', value ->> 'before',
       value ->> 'after', ?1 FROM json_each(?2)`,
    now,
    JSON.stringify(happenings),
  )
  for (const happening of happenings) mailsAbout(happening).forEach(emit)
}
