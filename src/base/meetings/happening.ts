import type { Sql, StoreContext } from '../../contract.ts'
import { type HookSeam, tell } from '../../seam/hook.ts'
import { mailsAbout, type MeetingNews } from '../mails/mail-work.ts'
import {
  type MeetingFact,
  meetingAccepted,
  meetingCancelled,
  meetingDeclined,
  meetingExpired,
  meetingHeld,
  meetingMissed,
  meetingMoved,
  meetingRequested,
  meetingWithdrawn,
} from './hooks.ts'
import type { MeetingStatus, Side } from './meeting.ts'

/** One thing that happened to a meeting: for its history, and for those who are to be told. */
export interface Happening extends MeetingNews {
  readonly before: MeetingStatus | null
  readonly after: MeetingStatus
  /** Both sides' ids with the organiser; only where an event may be told. */
  readonly externalIds?: Readonly<Record<Side, string | null>>
}

/** A side's id with the organiser, in SQL. */
export const externalIdOf = (side: Side): string =>
  `(SELECT external_id FROM people_persons WHERE id = ${side})`

/** Notes what happened, in one statement, and has it told. */
export function noteHappenings(
  sql: Sql,
  happenings: readonly Happening[],
  context: StoreContext,
): void {
  if (happenings.length === 0) return
  const rows = happenings.map(({ meeting, actor, action, before, after }) => ({
    meeting,
    actor,
    action,
    before,
    after,
  }))
  // `told`: older code looks there for what it still has to tell.
  sql.all(
    `INSERT INTO meetings_history (meeting, at, actor, action, before, after, told)
     SELECT value ->> 'meeting', ?1, value ->> 'actor', value ->> 'action', value ->> 'before',
       value ->> 'after', ?1 FROM json_each(?2)`,
    context.now,
    JSON.stringify(rows),
  )
  for (const happening of happenings) {
    mailsAbout(happening).forEach(context.emit)
    const hook = hookOf(happening)
    if (hook !== null) tell(context, hook, happening.meeting, factOf(happening, context.now))
  }
}

/** Which hook hears of it; null for none. */
function hookOf({ action, before, after }: Happening): HookSeam<string, MeetingFact> | null {
  switch (action) {
    case 'request':
      return meetingRequested
    case 'accept':
      return meetingAccepted
    case 'decline':
      return meetingDeclined
    case 'withdraw':
      return meetingWithdrawn
    case 'expire':
      return meetingExpired
    case 'cancel':
      return meetingCancelled
    case 'accept-proposal':
      return meetingMoved
    case 'move':
      return before === 'confirmed' ? meetingMoved : null
    case 'report-held':
    case 'report-not-held':
      return after === 'held' ? meetingHeld : meetingMissed
    default:
      return null
  }
}

const factOf = (
  { meeting, actor, requester, invitee, time, place, externalIds }: Happening,
  at: number,
): MeetingFact => ({
  meeting,
  requester: { id: requester, externalId: externalIds?.requester ?? null },
  invitee: { id: invitee, externalId: externalIds?.invitee ?? null },
  time: time === null ? null : { start: time.start, end: time.end },
  place,
  by: sideOf(actor, requester, invitee),
  at,
})

function sideOf(actor: string, requester: string, invitee: string): MeetingFact['by'] {
  if (actor === requester) return 'requester'
  if (actor === invitee) return 'invitee'
  return actor === 'system' ? 'system' : 'organiser'
}
