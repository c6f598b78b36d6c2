import type { Sql } from '../../contract.ts'
import { alter } from './alter.ts'
import { nextChange, statusAt } from '../../status-schedule.ts'
import { listEntry } from './live-list.ts'
import { followStatus } from './release-choice.ts'
import { readChanging } from './stored.ts'
import { LIVE_EVENTS_KEY } from '../kv-live-events.ts'
import type { Turn } from './turn.ts'

/**
 * Notes what schedules have done to events by now. Requests see it from the record and the clock alone;
 * the lists have to be told.
 */
export function followSchedules(turn: Turn): void {
  const { sql, now, touch } = turn
  for (const before of readChanging(sql, now)) {
    const { number, tenant, statusNow } = before
    const status = statusAt(tenant, now)
    sql.all(
      'UPDATE tenants SET status_now = ?, next_change = ? WHERE number = ?',
      status,
      nextChange(tenant, now),
      number,
    )
    const [was, is] = [listEntry(tenant, statusNow), listEntry(tenant, status)]
    if (JSON.stringify(was) !== JSON.stringify(is)) touch(LIVE_EVENTS_KEY)
    const after = followStatus(sql, before, { ...tenant, status })
    if (after.release?.pinned === tenant.release?.pinned) continue
    // The status itself stays the schedule's to tell.
    const kept = { ...after, status: tenant.status }
    const action = after.release?.pinned === true ? 'releases.pin' : 'releases.unpin'
    alter(turn, { by: BY_SCHEDULE, action, before, after: kept })
  }
}

const BY_SCHEDULE = { actor: 'platform', reason: 'as the event’s schedule has it' }

/** When a schedule has something to do next, epoch milliseconds; null for never. */
export const nextFollowing = (sql: Sql): number | null =>
  sql.all<{ at: number | null }>(
    'SELECT min(next_change) AS at FROM tenants WHERE next_change IS NOT NULL',
  )[0]?.at ?? null
