import type { Sql } from '../../contract.ts'
import { nextChange, statusAt } from '../../status-schedule.ts'
import { listEntry } from './live-list.ts'
import { readChanging } from './stored.ts'
import { LIVE_EVENTS_KEY } from '../kv-live-events.ts'
import type { Turn } from './turn.ts'

/**
 * Notes what schedules have done to events by now. Requests see it from the record and the clock alone;
 * the lists have to be told.
 */
export function followSchedules({ sql, now, touch }: Pick<Turn, 'sql' | 'now' | 'touch'>): void {
  for (const { number, tenant, statusNow } of readChanging(sql, now)) {
    const status = statusAt(tenant, now)
    sql.all(
      'UPDATE tenants SET status_now = ?, next_change = ? WHERE number = ?',
      status,
      nextChange(tenant, now),
      number,
    )
    const [was, is] = [listEntry(tenant, statusNow), listEntry(tenant, status)]
    if (JSON.stringify(was) !== JSON.stringify(is)) touch(LIVE_EVENTS_KEY)
  }
}

/** When a schedule has something to do next, epoch milliseconds; null for never. */
export const nextFollowing = (sql: Sql): number | null =>
  sql.all<{ at: number | null }>(
    'SELECT min(next_change) AS at FROM tenants WHERE next_change IS NOT NULL',
  )[0]?.at ?? null
