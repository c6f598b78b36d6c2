import type { Clock, Tenant, TenantStatus } from '../contract.ts'
import type { Directory, KeepAlive } from '../ports.ts'
import { gate, type Gate, type Visit } from './gate.ts'
import { type Host, type HostRefusal, readHost } from './host.ts'
import { chooseLane, type Lane, type LaneParts } from './lane.ts'
import { pathOf } from './location.ts'
import { readPreview } from './preview-visit.ts'
import type { ReleasePreview } from './release-preview.ts'
import { mayPreviewRelease, readReleaseVisit } from './release-visit.ts'
import { type Resolution, resolve } from './resolve.ts'

export interface WayParts extends LaneParts {
  /** The platform's own domains; events live on `<key>.<apex>` or on domains of their own. */
  readonly apexes: ReadonlySet<string>
  readonly directory: Directory
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
      readonly previewed: boolean
      readonly gate: Stop
    }
  | { readonly kind: 'arrival'; readonly tenant: Tenant; readonly response: Response }
  | {
      readonly kind: 'event'
      /** When it was found, epoch milliseconds. */
      readonly foundAt: number
      readonly tenant: Tenant
      readonly status: TenantStatus
      readonly lane: Lane
      /** Whether a preview link opened it: such answers are for this visitor only. */
      readonly previewed: boolean
    }
  /** Somebody looks at a release, in force or not. */
  | {
      readonly kind: 'preview'
      readonly foundAt: number
      readonly tenant: Tenant
      readonly preview: ReleasePreview
    }

/** Why a visit goes no further. */
export type Stop =
  | Exclude<Gate, { kind: 'pass' }>
  /** A release is looked at: nothing can be done there. */
  | { readonly kind: 'look-only' }
  /** The link to a release shows nothing, or no longer. */
  | { readonly kind: 'preview-over' }

/** Host → directory → gate → lane. The router follows it; `explain` tells it. */
export function findWay(
  parts: WayParts,
  request: Request,
  keepAlive: KeepAlive,
  now = parts.clock.now(),
): Way | Promise<Way> {
  const host: Host = readHost(request.url, request.headers.get('host'), parts.apexes)
  if (host.kind === 'refused') return { kind: 'nobody', reason: host.reason }
  if (host.kind === 'platform') return { kind: 'platform', name: host.name }
  const found = resolve(host.hostname, parts.directory, keepAlive)
  return found instanceof Promise
    ? found.then((read) => passGate(parts, request, host, read, parts.clock.now()))
    : passGate(parts, request, host, found, now)
}

function passGate(
  parts: WayParts,
  request: Request,
  host: Extract<Host, { kind: 'event' }>,
  found: Resolution,
  now: number,
): Way | Promise<Way> {
  if (found.kind === 'unknown') return { kind: 'nobody', reason: 'unknown' }
  if (found.kind === 'unavailable') return found
  const { tenant } = found
  const visit: Visit = {
    tenant,
    hostname: host.hostname,
    previewHost: host.preview !== null,
    previewed: false,
    method: request.method,
    path: tenant.redirects.length === 0 ? '/' : pathOf(request.url),
    now,
  }
  return mayPreviewRelease(request) ? lookAt(parts, request, visit) : enter(parts, request, visit)
}

function enter(parts: WayParts, request: Request, visit: Visit): Way | Promise<Way> {
  const passage = gate(visit)
  if (passage.kind === 'hidden' && passage.opensToPreview) return knock(parts, request, visit)
  return arrive(parts, visit, passage)
}

/** At a release of the event, for whoever has a link to it; nobody can do anything there. */
async function lookAt(parts: WayParts, request: Request, before: Visit): Promise<Way> {
  const { tenant } = before
  const seen = await readReleaseVisit(request, tenant, parts.previewSecret, before.now)
  const visit = { ...before, now: parts.clock.now() }
  if (seen.kind === 'none') return enter(parts, request, visit)
  const shut = (stop: Stop): Way => ({ kind: 'shut', tenant, previewed: true, gate: stop })
  if (seen.kind === 'over') {
    return gate(visit).kind === 'pass'
      ? shut({ kind: 'preview-over' })
      : enter(parts, request, visit)
  }
  const passage = gate({ ...visit, previewed: true })
  if (passage.kind !== 'pass') return shut(passage)
  if (seen.kind === 'turned') return { kind: 'arrival', tenant, response: seen.response }
  // A service worker would stay with the visitor, and be the live event's.
  const installs = request.headers.get('service-worker') === 'script'
  if (installs || !['GET', 'HEAD', 'OPTIONS'].includes(request.method)) {
    return shut({ kind: 'look-only' })
  }
  return { kind: 'preview', foundAt: visit.now, tenant, preview: seen.preview }
}

/** At an event that is not open: a preview link lets in. */
async function knock(parts: WayParts, request: Request, visit: Visit): Promise<Way> {
  const { tenant, now } = visit
  const preview = await readPreview(request, tenant.key, parts.previewSecret, now)
  if (preview.kind === 'arrival') {
    // A cookie belongs to one host: it is to be that of the event.
    const elsewhere = !visit.previewHost && visit.hostname !== tenant.canonicalHost
    const host = tenant.canonicalHost
    return elsewhere
      ? { kind: 'shut', tenant, previewed: true, gate: { kind: 'canonical', host } }
      : { ...preview, tenant }
  }
  const previewed = {
    ...visit,
    previewed: preview.kind === 'visitor',
    now: parts.clock.now(),
  }
  return arrive(parts, previewed, gate(previewed))
}

function arrive(parts: WayParts, { tenant, previewed, now }: Visit, passage: Gate): Way {
  if (passage.kind !== 'pass') return { kind: 'shut', tenant, previewed, gate: passage }
  const lane = chooseLane(parts, tenant, passage.status)
  return { kind: 'event', foundAt: now, tenant, status: passage.status, lane, previewed }
}
