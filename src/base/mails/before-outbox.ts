import type { Sql, StoreContext } from '../../contract.ts'
import { command, repeatable } from '../../store/feature.ts'
import { requireSystem } from '../people/signed-in.ts'
import { mailsAbout, type MeetingNews } from './mail-work.ts'

// Until 0.2 a Worker took from `meetings_history` whom to tell, after each request. What is left here
// may go once no Worker and no release of that time is in use.

/** How long what such a Worker had taken was its own, in milliseconds. */
const LEASE = 2 * 60_000

type Untold = Pick<
  MeetingNews,
  'meeting' | 'actor' | 'action' | 'requester' | 'invitee' | 'place'
> & {
  readonly number: number
  readonly slot: string | null
  readonly start: number | null
  readonly end: number | null
}

const untold = (which: string): string =>
  `SELECT h.number, h.meeting, h.actor, h.action, m.requester, m.invitee, m.place,
     coalesce(m.proposed_slot, m.slot) AS slot, coalesce(m.proposed_start, m.start) AS start,
     coalesce(m.proposed_end, m."end") AS "end"
   FROM meetings_history h JOIN meetings_meetings m ON m.id = h.meeting WHERE ${which}`

/** Has told what older code has noted and not told. Answers when to look again. */
export function tellUntold(sql: Sql, { now, emit }: StoreContext): number | null {
  const rows = sql.all<Untold>(
    `${untold('h.told IS NULL')} UNION ALL ${untold('h.told < 0 AND h.told >= ?')} ORDER BY number`,
    LEASE - now,
  )
  for (const { slot, start, end, number: _number, ...row } of rows) {
    const time = slot === null || start === null || end === null ? null : { id: slot, start, end }
    mailsAbout({ ...row, time }).forEach(emit)
  }
  if (rows.length > 0)
    settle(
      sql,
      rows.map(({ number }) => number),
      now,
    )
  const [taken] = sql.all<{ at: number | null }>(
    'SELECT max(told) AS at FROM meetings_history WHERE told < 0',
  )
  return taken?.at === null || taken === undefined ? null : LEASE - taken.at
}

const settle = (sql: Sql, numbers: readonly number[], now: number): unknown =>
  sql.all(
    'UPDATE meetings_history SET told = ? WHERE number IN (SELECT value FROM json_each(?))',
    now,
    JSON.stringify(numbers),
  )

/** Nothing is to be taken any more. */
export const takeMails = repeatable('mails.take', (_sql, _input: object, context) => {
  requireSystem(context)
  return { numbers: [], mails: [] }
})

/** Says that mails taken from older code were sent. */
export const settleMails = command(
  'mails.settle',
  (sql, { numbers }: { numbers: readonly number[] }, context): object => {
    requireSystem(context)
    settle(sql, numbers, context.now)
    return {}
  },
)
