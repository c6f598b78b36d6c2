import type { ExecutionContext } from 'hono'
import type { Result, Tenant } from '../contract.ts'
import type { KeepAlive } from '../ports.ts'
import { within } from '../within.ts'
import { after, type Eventually } from './after.ts'
import { PLATFORM } from './book.ts'
import { forward, type ForwardParts } from './forward.ts'
import { serveIsolated } from './isolated.ts'
import type { Lane } from './lane.ts'
import { atPath, onHost, redirect } from './location.ts'
import {
  closed,
  gone,
  LOOK_ONLY,
  NO_EVENT,
  notice,
  PREVIEW_OVER,
  READ_ONLY,
  UNAVAILABLE,
} from './notice.ts'
import { SAFE_HEADERS } from '../seam/base.ts'
import { PRIVATE } from './preview-visit.ts'
import { lookAt, type LookParts } from './look-at.ts'
import { serve, type Served, type ServeParts, type Turn } from './serve.ts'
import { findWay, type Stop, type Way, type WayParts } from './way.ts'
import { withoutModule, type WithoutModuleParts } from './without-module.ts'

export interface DispatchParts<Pieces>
  extends
    WayParts,
    ServeParts<Pieces>,
    WithoutModuleParts<Pieces>,
    ForwardParts,
    LookParts<Pieces> {
  /** Answers on the platform's own hosts; `''` is the bare apex. */
  readonly platform: (
    name: '' | 'admin',
    request: Request,
    requestId: string,
    keepAlive: KeepAlive,
  ) => Response | Promise<Response>
  readonly newRequestId: () => string
}

export type Dispatch = (request: Request, ctx: ExecutionContext) => Eventually<Response>

/** How a request was answered. */
interface Answer extends Partial<Omit<Served, 'response'>> {
  readonly response: Response
  readonly tenant?: Tenant
  readonly lane?: Lane['kind']
  /** The release that answered; left out for what was deployed. */
  readonly release?: string | null
  readonly previewed?: boolean
  /** Marked and logged already, by the share that gave it. */
  readonly forwarded?: boolean
  /** When the event was found, epoch milliseconds. */
  readonly foundAt?: number
}

/** The way of a request, from host to answer. Throws never; answers always. */
export function createDispatch<Pieces>(parts: DispatchParts<Pieces>): Dispatch {
  return (request, ctx) => {
    const asked: Asked = { request, requestId: parts.newRequestId(), started: parts.clock.now() }
    try {
      const answered = answer(parts, asked, ctx)
      if (!(answered instanceof Promise)) return finish(parts, asked, answered)
      return answered
        .then((later) => finish(parts, asked, later))
        .catch((error) => stumble(parts, asked, error))
    } catch (error) {
      return stumble(parts, asked, error)
    }
  }
}

interface Asked {
  readonly request: Request
  readonly requestId: string
  /** Epoch milliseconds. */
  readonly started: number
}

function finish<Pieces>(parts: DispatchParts<Pieces>, asked: Asked, answered: Answer): Response {
  if (answered.forwarded === true) return answered.response
  note(parts, asked, answered)
  return marked(answered.response, asked.requestId, answered)
}

function stumble<Pieces>(parts: DispatchParts<Pieces>, asked: Asked, error: unknown): Response {
  const { request, requestId } = asked
  parts.telemetry.fault({ requestId, event: '', seam: PLATFORM, error })
  return finish(parts, asked, { fault: PLATFORM, response: notice(request, UNAVAILABLE) })
}

/** One line and one metric for every request, whatever became of it. */
function note<Pieces>(
  { clock, telemetry }: DispatchParts<Pieces>,
  { request, requestId, started }: Asked,
  answered: Answer,
): void {
  const ended = clock.now()
  const { response, tenant, lane, foundAt = ended, degraded } = answered
  telemetry.request({
    requestId,
    event: tenant?.key ?? null,
    lane: lane ?? null,
    release: lane === undefined ? null : (answered.release ?? 'source'),
    route: answered.route ?? null,
    method: request.method,
    status: response.status,
    duration: ended - started,
    phases: { resolve: foundAt - started, app: ended - foundAt },
    degraded: degraded === undefined || degraded.length === 0 ? [] : [...degraded],
    fault: answered.fault ?? null,
  })
}

function answer<Pieces>(
  parts: DispatchParts<Pieces>,
  { request, requestId, started }: Asked,
  ctx: ExecutionContext,
): Eventually<Answer> {
  const keepAlive = (promise: Promise<unknown>): void => ctx.waitUntil(promise)
  return after(findWay(parts, request, keepAlive, started), (way): Eventually<Answer> => {
    switch (way.kind) {
      case 'nobody':
        return { response: notice(request, NO_EVENT) }
      case 'platform':
        // Made elsewhere, like an answer of the module: it is given what every page carries.
        return after(parts.platform(way.name, request, requestId, keepAlive), (response) => ({
          response,
          own: true,
        }))
      case 'unavailable':
        parts.telemetry.fault({
          requestId,
          event: '',
          seam: PLATFORM,
          error: new Error(way.reason),
        })
        return { fault: PLATFORM, response: notice(request, UNAVAILABLE) }
      case 'arrival':
        return way
      case 'shut':
        return { ...way, response: shut(request, way.tenant, way.gate) }
      case 'event':
        return show(parts, request, ctx, requestId, way)
      case 'preview': {
        const { tenant, preview, foundAt } = way
        const looked = lookAt(parts, { request, ctx, requestId, tenant }, preview)
        return looked.then((served) => ({
          ...served,
          tenant,
          foundAt,
          lane: 'isolated',
          release: preview.release,
          previewed: true,
        }))
      }
    }
  })
}

/** The event's own answer, in its lane. */
function show<Pieces>(
  parts: DispatchParts<Pieces>,
  request: Request,
  ctx: ExecutionContext,
  requestId: string,
  way: Extract<Way, { kind: 'event' }>,
): Eventually<Answer> {
  const { tenant, lane } = way
  const shared = parts.base.shared?.(request) ?? null
  if (shared !== null) {
    return eventAnswer(way, { ...NOTHING_SERVED, response: shared, fault: null })
  }
  if (lane.kind === 'remote') {
    const forwarded = forward(parts, request, requestId, tenant, lane.share)
    return forwarded.then((answered) => ({
      ...eventAnswer(way, { ...NOTHING_SERVED, fault: null, ...answered }),
      forwarded: answered.forwarded,
    }))
  }
  if (lane.kind === 'isolated') {
    const isolated = serveIsolated(parts, { request, ctx, requestId, tenant }, lane)
    return isolated.then((served) => ({ ...eventAnswer(way, served), release: served.release }))
  }
  const composed = parts.eventApps(tenant, lane)
  const inTime =
    composed instanceof Promise ? within(composed, parts.limits.deadline, late) : composed
  return after(inTime, (app): Eventually<Answer> => {
    if (!app.ok) {
      parts.telemetry.fault({ requestId, event: tenant.key, seam: MODULE, error: app.error })
      return unloaded(parts, { request, ctx, requestId, tenant }, way)
    }
    const served = serve(parts, { request, ctx, requestId, tenant, app: app.value })
    return served instanceof Promise
      ? served.then((later) => eventAnswer(way, later))
      : eventAnswer(way, served)
  })
}

const eventAnswer = (way: Extract<Way, { kind: 'event' }>, served: Served): Answer => ({
  response: served.response,
  route: served.route,
  own: served.own,
  degraded: served.degraded,
  fault: served.fault,
  tenant: way.tenant,
  previewed: way.previewed,
  lane: way.lane.kind,
  foundAt: way.foundAt,
})

const NOTHING_SERVED = { route: null, own: false, degraded: [] } as const

/** The seam that stands for a whole module. */
const MODULE = 'module'

/** The base alone where nothing but looks is lost by it, else nobody. */
async function unloaded<Pieces>(
  parts: DispatchParts<Pieces>,
  turn: Omit<Turn<Pieces>, 'app'>,
  way: Extract<Way, { kind: 'event' }>,
): Promise<Answer> {
  const app = await withoutModule(parts, turn.tenant)
  if (app === null) {
    const response = notice(turn.request, UNAVAILABLE)
    return eventAnswer(way, { ...NOTHING_SERVED, response, fault: MODULE })
  }
  const served = await serve(parts, { ...turn, app })
  const degraded = [MODULE, ...served.degraded]
  const answered = eventAnswer(way, { ...served, degraded, fault: served.fault ?? MODULE })
  return { ...answered, lane: 'base' }
}

const late = <T>(): Result<T, Error> => ({
  ok: false,
  error: new Error('The module did not load in time.'),
})

/** Browsers keep a permanent redirect for good unless told otherwise; records change. */
const FOR_A_WHILE = { 'Cache-Control': 'max-age=300' } as const

/** The answer of a host whose event is not open. */
function shut(request: Request, tenant: Tenant, passage: Stop): Response {
  switch (passage.kind) {
    case 'hidden':
      return notice(request, NO_EVENT)
    case 'canonical':
      return redirect(onHost(request.url, passage.host), 308, FOR_A_WHILE)
    case 'moved':
      return redirect(atPath(request.url, passage.path), 308, FOR_A_WHILE)
    case 'closed':
      return notice(request, closed(tenant.name, passage.text, passage.retryAfter))
    case 'gone':
      if (passage.redirect !== null) return redirect(passage.redirect, 302)
      return notice(request, gone(tenant.name))
    case 'read-only':
      return notice(request, READ_ONLY)
    case 'look-only':
      return notice(request, LOOK_ONLY)
    case 'preview-over':
      return notice(request, PREVIEW_OVER)
  }
}

/** What every answer carries, whoever gave it. */
function marked(response: Response, requestId: string, answered: Answer): Response {
  // Copying costs more than everything else here; only some answers (of `fetch`) cannot be marked.
  try {
    response.headers.set('X-Request-Id', requestId)
  } catch {
    return marked(new Response(response.body, response), requestId, answered)
  }
  const { headers } = response
  if (answered.degraded !== undefined && answered.degraded.length > 0) {
    headers.set(
      'Usher-Degraded',
      answered.degraded
        .join(', ')
        .replace(/[^ -~]/g, '?')
        .slice(0, 1000),
    )
  }
  if (answered.own) {
    // The base and the platform set these themselves.
    for (const [name, value] of Object.entries(SAFE_HEADERS)) {
      if (!headers.has(name)) headers.set(name, value)
    }
  }
  if (answered.previewed) {
    for (const [name, value] of Object.entries(PRIVATE)) headers.set(name, value)
  }
  return response
}
