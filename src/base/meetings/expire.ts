import type { Sql } from '../../contract.ts'
import { expiresAt } from './expiry.ts'
import { readSettings } from './facts.ts'
import { noteHappenings } from './row.ts'
import { freeTime } from './time.ts'

const HOUR = 60 * 60_000

interface Open {
  readonly id: string
  readonly status: 'pending' | 'needs-new-time'
  readonly slot: string | null
  readonly since: number
}

/** Ends open requests that nobody answered in time. Answers when the next one's time comes. */
export function expireRequests(sql: Sql, now: number): number | null {
  const [row] = sql.all<{ value: string }>('SELECT value FROM meetings_settings')
  const { expiryHours } = readSettings(row?.value ?? null)
  if (expiryHours === null) return null
  const ended = sql.all<Open>(
    `SELECT id, status, slot, since FROM meetings_meetings
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
  const actor = 'system'
  const happenings = ended.map(({ id, status }) => ({
    meeting: id,
    actor,
    action: 'expire',
    before: status,
    after: 'expired',
  }))
  if (happenings.length > 0) noteHappenings(sql, happenings, now)
  const [next] = sql.all<Open>(
    `SELECT id, status, slot, since FROM meetings_meetings
     WHERE status IN ('pending', 'needs-new-time') ORDER BY since LIMIT 1`,
  )
  return next === undefined ? null : expiresAt(next, expiryHours)
}
