import type { OutboxState, Tenant } from '../../contract.ts'
import type { FaultBin, OutboundCount } from '../../ports.ts'
import type { AuditEntry } from '../../registry/registrar/audit-calls.ts'
import type { TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { instant, statusAt } from '../../status-schedule.ts'
import { tell, type Told } from '../told.ts'
import type { Visit } from './page.ts'

/** What is known of an event besides its record. */
export interface EventFacts {
  /** When it came to its status, epoch milliseconds; null where nobody knows any more. */
  readonly since: number | null
  /** What the router does with a visit of its first page; null where that could not be found out. */
  readonly told: Told | null
  /** null when the counter did not answer. */
  readonly faults: readonly FaultBin[] | null
  /** Hosts that its code calls; null when the counter did not answer. */
  readonly calls: readonly OutboundCount[] | null
  /** null when the event's store did not answer. */
  readonly outbox: OutboxState | null
  /** The latest first. */
  readonly audit: readonly AuditEntry[]
}

/** Asks everything at once. What does not answer is no reason not to show the rest. */
export async function factsOf(visit: Visit, entry: TenantEntry): Promise<EventFacts> {
  const { parts, actor, keepAlive } = visit.turn
  const { key, canonicalHost } = entry.tenant
  const url = `${parts.originOf(entry.tenant)}/`
  const [audit, steps, told, faults, calls, outbox] = await Promise.all([
    parts.registrar.call('audit.list', { key, limit: 6 }),
    parts.registrar.call('audit.list', { key, action: 'tenants.status', limit: 1 }),
    tell(parts, actor, { url, method: 'GET' }, keepAlive).catch(() => null),
    parts.faultHistory(key).catch(() => null),
    parts.outboundCalls(key).catch(() => null),
    parts
      .outboxOf(canonicalHost, keepAlive)
      .then((found) => found?.outbox.state() ?? null)
      .catch(() => null),
  ])
  return {
    since: sinceOf(entry, steps.ok ? (steps.value.entries[0]?.at ?? null) : null, visit.now),
    told: typeof told === 'string' ? null : told,
    faults,
    calls,
    outbox,
    audit: audit.ok ? audit.value.entries : [],
  }
}

/** @param stepped when the status was last changed by hand; null where the log has no such entry */
function sinceOf(entry: TenantEntry, stepped: number | null, now: number): number | null {
  const byHand = stepped ?? entry.created.at
  return Math.max(byHand, lastScheduled(entry.tenant, now) ?? byHand)
}

/** When the schedule last changed the status; null for never yet. */
function lastScheduled(tenant: Tenant, now: number): number | null {
  const { schedule, timeZone } = tenant
  const status = statusAt(tenant, now)
  if (status === tenant.status) return null
  const times = schedule
    .filter(({ to }) => to === status)
    .map(({ at }) => instant(at, timeZone))
    .filter((at) => at <= now)
  return times.length === 0 ? null : Math.min(...times)
}
