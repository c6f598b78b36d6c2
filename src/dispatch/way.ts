import type { Clock, Tenant, TenantStatus } from '../contract.ts'
import type { Directory, EventsMap, KeepAlive } from '../ports.ts'
import { gate, type Gate } from './gate.ts'
import { type Host, type HostRefusal, readHost } from './host.ts'
import { chooseLane, type Lane } from './lane.ts'
import { pathOf } from './location.ts'
import { type PreviewVisit, readPreview } from './preview-visit.ts'
import { resolve } from './resolve.ts'

export interface WayParts {
  /** The platform's own domains; events live on `<key>.<apex>` or on domains of their own. */
  readonly apexes: ReadonlySet<string>
  readonly directory: Directory
  readonly events: EventsMap
  readonly clock: Clock
  /** Signs preview links; null: there are none. */
  readonly previewSecret: string | null
}

/** Where a request leads, before any event code runs. */
export type Way =
  | { readonly kind: 'nobody'; readonly reason: HostRefusal | 'unknown' }
  | { readonly kind: 'platform'; readonly name: '' | 'admin' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  | {
      readonly kind: 'shut'
      readonly tenant: Tenant
      readonly gate: Exclude<Gate, { kind: 'pass' }>
    }
  | { readonly kind: 'arrival'; readonly tenant: Tenant; readonly response: Response }
  | {
      readonly kind: 'event'
      readonly tenant: Tenant
      readonly status: TenantStatus
      readonly lane: Lane
      /** Whether a preview link opened it: such answers are for this visitor only. */
      readonly previewed: boolean
    }

/** Host → directory → gate → lane. The router follows it; `explain` tells it. */
export async function findWay(
  parts: WayParts,
  request: Request,
  keepAlive: KeepAlive,
): Promise<Way> {
  const host: Host = readHost(request.url, request.headers.get('host'), parts.apexes)
  if (host.kind === 'refused') return { kind: 'nobody', reason: host.reason }
  if (host.kind === 'platform') return { kind: 'platform', name: host.name }
  const found = await resolve(host.hostname, parts.directory, keepAlive)
  if (found.kind === 'unknown') return { kind: 'nobody', reason: 'unknown' }
  if (found.kind === 'unavailable') return found
  const { tenant } = found
  const visit = {
    tenant,
    hostname: host.hostname,
    previewHost: host.preview !== null,
    method: request.method,
    path: pathOf(request.url),
    now: parts.clock.now(),
  }
  let passage = gate({ ...visit, previewed: false })
  let preview: PreviewVisit = { kind: 'none' }
  if (passage.kind === 'hidden' && passage.opensToPreview) {
    preview = await readPreview(request, tenant.key, parts.previewSecret, visit.now)
    if (preview.kind === 'arrival') return { ...preview, tenant }
    if (preview.kind === 'visitor') passage = gate({ ...visit, previewed: true })
  }
  if (passage.kind !== 'pass') return { kind: 'shut', tenant, gate: passage }
  const lane = chooseLane(tenant, parts.events)
  return {
    kind: 'event',
    tenant,
    status: passage.status,
    lane,
    previewed: preview.kind === 'visitor',
  }
}
