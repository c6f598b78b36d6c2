import type { Sql, StoreContext } from '../../contract.ts'
import { expiresAt } from './expiry.ts'
import { readSettings } from './facts.ts'
import { externalIdOf, type Happening, noteHappenings } from './happening.ts'
import { freeTime } from './time.ts'

const HOUR = 60 * 60_000

interface Open {
  readonly id: string
  readonly status: 'pending' | 'needs-new-time'
  readonly requester: string
  readonly invitee: string
  readonly slot: string | null
  readonly start: number | null
  readonly end: number | null
  readonly since: number
  readonly own_external: string | null
  readonly their_external: string | null
}

/** Ends open requests that nobody answered in time. Answers when the next one's time comes. */
export function expireRequests(sql: Sql, context: StoreContext): number | null {
  const { now } = context
  const [row] = sql.all<{ value: string }>('SELECT value FROM meetings_settings')
  const { expiryHours } = readSettings(row?.value ?? null)
  if (expiryHours === null) return null
  const ended = sql.all<Open>(
    `SELECT id, status, requester, invitee, slot, start, "end", since,
       ${externalIdOf('requester')} AS own_external, ${externalIdOf('invitee')} AS their_external
     FROM meetings_meetings
     WHERE status IN ('pending', 'needs-new-time') AND since <= ?`,
    now - expiryHours * HOUR,
  )
  for (const { id, slot } of ended) {
    sql.all(
      `UPDATE meetings_meetings SET status = 'expired', place = NULL, since = ?,
         revision = revision + 1 WHERE id = ?`,
      now,
      id,
    )
    if (slot !== null) freeTime(sql, id, slot)
  }
  const happenings = ended.map(
    ({ id, status, requester, invitee, slot, start, end, ...known }): Happening => ({
      meeting: id,
      actor: 'system',
      action: 'expire',
      requester,
      invitee,
      time: slot === null || start === null || end === null ? null : { id: slot, start, end },
      place: null,
      externalIds: { requester: known.own_external, invitee: known.their_external },
      before: status,
      after: 'expired',
    }),
  )
  noteHappenings(sql, happenings, context)
  const [next] = sql.all<Pick<Open, 'status' | 'since'>>(
    `SELECT status, since FROM meetings_meetings
     WHERE status IN ('pending', 'needs-new-time') ORDER BY since LIMIT 1`,
  )
  return next === undefined ? null : expiresAt(next, expiryHours)
}
