import type { Tenant, TenantStatus } from './contract.ts'
import { localClock } from './local-time.ts'

/** The way of an event's life; a schedule only ever moves forward on it. */
const ORDER: readonly TenantStatus[] = ['draft', 'live', 'frozen', 'archived']

const rank = (status: TenantStatus): number => ORDER.indexOf(status)

interface Transition {
  /** Epoch milliseconds. */
  readonly at: number
  readonly to: TenantStatus
}

/** Reading a time zone is dear: done once for as long as a record is kept. */
const resolved = new WeakMap<Tenant, readonly Transition[]>()

/**
 * The status an event has at `now`: the record's, moved on by the transitions whose time has come, in
 * the event's time zone. A suspended event stays suspended; a schedule never moves one back.
 *
 * @param now epoch milliseconds
 */
export function statusAt(tenant: Tenant, now: number): TenantStatus {
  if (tenant.status === 'suspended' || tenant.schedule.length === 0) return tenant.status
  let status: TenantStatus = tenant.status
  for (const { at, to } of transitions(tenant)) {
    if (at <= now && rank(to) > rank(status)) status = to
  }
  return status
}

/** The next time after `now` at which the schedule changes the status, epoch milliseconds; null for never. */
export function nextChange(tenant: Tenant, now: number): number | null {
  if (tenant.status === 'suspended' || tenant.schedule.length === 0) return null
  const status = rank(statusAt(tenant, now))
  const later = transitions(tenant).filter(({ at, to }) => at > now && rank(to) > status)
  const next = Math.min(...later.map(({ at }) => at))
  return next === Infinity ? null : next
}

function transitions(tenant: Tenant): readonly Transition[] {
  let known = resolved.get(tenant)
  if (known === undefined) {
    known = tenant.schedule.map(({ at, to }) => ({ at: instant(at, tenant.timeZone), to }))
    resolved.set(tenant, known)
  }
  return known
}

/** Epoch milliseconds of a local time `YYYY-MM-DDTHH:MM`; never for a zone that does not exist. */
export function instant(local: string, timeZone: string): number {
  const wall = Date.parse(`${local}Z`)
  return localClock(timeZone)?.instantOf(wall) ?? Infinity
}
