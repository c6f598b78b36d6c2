import { type Result, SYSTEM, type Tenant, type TenantStatus } from '../contract.ts'
import type { KeepAlive } from '../ports.ts'
import type { DispatchParts } from './dispatch.ts'
import { errorText } from './error-text.ts'
import { type ExplainedApp, explainApp } from './explain-app.ts'
import { explainIsolated } from './explain-isolated.ts'
import { explainThere } from './forward.ts'
import { readHost } from './host.ts'
import { statusAt } from '../status-schedule.ts'
import { findWay, type Way } from './way.ts'
import { withoutModule } from './without-module.ts'

/** What the router would do with a request, told without running any event code's handlers. */
export interface Explanation {
  readonly url: string
  readonly method: string
  /** Where the way ends, and why when it ends early. */
  readonly outcome: string
  readonly event: ExplainedEvent | null
  /** When the record in use was read, epoch milliseconds; null when it was read for this. */
  readonly readAt: number | null
  readonly lane: string | null
  readonly release: string | null
  readonly app: ExplainedApp | null
}

export interface ExplainedEvent {
  readonly key: string
  readonly name: string
  readonly revision: number
  /** The record's own status, and the one that the schedule makes of it now. */
  readonly status: TenantStatus
  readonly statusNow: TenantStatus
  readonly schedule: Tenant['schedule']
}

/** Follows a request with the functions that the router follows it with. */
export async function explain<Pieces>(
  parts: DispatchParts<Pieces>,
  request: Request,
  keepAlive: KeepAlive,
): Promise<Explanation> {
  const host = readHost(request.url, null, parts.apexes)
  const readAt = host.kind === 'event' ? parts.directory.readAt(host.hostname) : null
  const way = await findWay(parts, request, keepAlive)
  const common = { url: request.url, method: request.method, readAt }
  const noApp = { lane: null, release: null, app: null }
  if (way.kind !== 'event') {
    const event =
      'tenant' in way ? explainEvent(way.tenant, statusAt(way.tenant, parts.clock.now())) : null
    return { ...common, ...noApp, outcome: early(way), event }
  }
  const { tenant, lane, status } = way
  if ((parts.base.shared?.(request) ?? null) !== null) {
    return { ...common, ...noApp, outcome: SHARED, event: explainEvent(tenant, status) }
  }
  if (lane.kind === 'remote') {
    const here = { ...common, event: explainEvent(tenant, status) }
    return explainShare(here, lane.share, explainThere(parts, request, lane.share))
  }
  if (lane.kind === 'isolated') {
    const { outcome: said, ...isolated } = await explainIsolated(parts, lane, tenant, request)
    return { ...common, ...isolated, outcome: said, event: explainEvent(tenant, status) }
  }
  const store = parts.openStore(tenant, SYSTEM)
  const loaded = await parts.eventApps(tenant, lane)
  const app = loaded.ok ? loaded.value : await withoutModule(parts, tenant)
  return {
    ...common,
    outcome: outcome(loaded, app !== null),
    event: explainEvent(tenant, status),
    lane: loaded.ok || app === null ? lane.kind : 'base',
    release: 'source',
    app: app === null ? null : await explainApp(parts, request, tenant, app, store),
  }
}

const SHARED = 'the base answers, with a file that is the same for every event'

function outcome(loaded: Result<unknown, unknown>, baseAnswers: boolean): string {
  if (loaded.ok) return 'the event answers'
  const why = `the module does not load: ${errorText(loaded.error)}`
  return baseAnswers ? `the base answers alone: ${why}` : `503: ${why}`
}

/** What the event's share says, or that it says nothing. */
async function explainShare(
  here: Pick<Explanation, 'url' | 'method' | 'readAt' | 'event'>,
  share: number,
  there: Promise<Explanation>,
): Promise<Explanation> {
  try {
    const told = await there
    return { ...told, lane: told.lane === null ? null : `${told.lane} of share ${share}` }
  } catch (error) {
    const refused = `503: share ${share} does not answer: ${String(error)}`
    return { ...here, outcome: refused, lane: `remote, share ${share}`, release: null, app: null }
  }
}

const explainEvent = (
  { key, name, revision, status, schedule }: Tenant,
  statusNow: TenantStatus,
): ExplainedEvent => ({ key, name, revision, status, statusNow, schedule })

/** Why a way ends before an event answers. */
function early(way: Exclude<Way, { kind: 'event' }>): string {
  switch (way.kind) {
    case 'nobody':
      return way.reason === 'unknown'
        ? '404: the registry knows no such host'
        : `404: nobody’s host (${way.reason})`
    case 'platform':
      return way.name === '' ? 'the platform’s own front page' : `the platform’s ${way.name} host`
    case 'unavailable':
      return `503: ${way.reason}, and no good record is known`
    case 'arrival':
      return '303: a preview link, taken in exchange for a cookie'
    case 'shut':
      return shutBy(way.gate)
    case 'preview':
      return `a preview of release ${way.preview.release}`
  }
}

function shutBy(passage: Extract<Way, { kind: 'shut' }>['gate']): string {
  switch (passage.kind) {
    case 'hidden':
      return passage.opensToPreview
        ? '404 as for an unknown host: not open yet, a preview link opens it'
        : '404 as for an unknown host: suspended'
    case 'canonical':
      return `308 to the event’s canonical host ${passage.host}`
    case 'moved':
      return `308 to ${passage.path}: a redirect of the event`
    case 'closed':
      return `503 for ${passage.retryAfter} s: “${passage.text}”`
    case 'gone':
      return passage.redirect === null ? '410: the event is over' : `302 to ${passage.redirect}`
    case 'read-only':
      return '403: the event is archived and can only be read'
    case 'look-only':
      return '403: a preview of a release, where nothing can be changed'
    case 'preview-over':
      return '410: a link to a release that shows nothing, or no longer'
  }
}
