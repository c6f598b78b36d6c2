import type { ExecutionContext } from 'hono'
import type { Result, Tenant } from '../contract.ts'
import type { KeepAlive } from '../ports.ts'
import { within } from '../within.ts'
import { after, type Eventually } from './after.ts'
import { PLATFORM } from './book.ts'
import type { EventApps } from './event-apps.ts'
import type { Gate } from './gate.ts'
import type { Lane } from './lane.ts'
import { atPath, onHost, redirect } from './location.ts'
import { closed, gone, NO_EVENT, notice, READ_ONLY, UNAVAILABLE } from './notice.ts'
import { SAFE_HEADERS } from '../seam/base.ts'
import { PRIVATE } from './preview-visit.ts'
import { serve, type Served, type ServeParts } from './serve.ts'
import { findWay, type Way, type WayParts } from './way.ts'

export interface DispatchParts<Pieces> extends WayParts, ServeParts<Pieces> {
  readonly eventApps: EventApps<Pieces>
  /** Answers on the platform's own hosts; `''` is the bare apex. */
  readonly platform: (
    name: '' | 'admin',
    request: Request,
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
  readonly previewed?: boolean
  /** When the event was found, epoch milliseconds. */
  readonly foundAt?: number
}

/** The way of a request, from host to answer. Throws never; answers always. */
export function createDispatch<Pieces>(parts: DispatchParts<Pieces>): Dispatch {
  return (request, ctx) => {
    const started = parts.clock.now()
    const requestId = parts.newRequestId()
    const finish = (answered: Answer): Response => {
      note(parts, request, requestId, started, answered)
      return marked(answered.response, requestId, answered)
    }
    const stumble = (error: unknown): Response => {
      parts.telemetry.fault({ requestId, event: '', seam: PLATFORM, error })
      return finish({ fault: PLATFORM, response: notice(request, UNAVAILABLE) })
    }
    try {
      const answered = answer(parts, request, ctx, requestId)
      return answered instanceof Promise ? answered.then(finish).catch(stumble) : finish(answered)
    } catch (error) {
      return stumble(error)
    }
  }
}

/** One line and one metric for every request, whatever became of it. */
function note<Pieces>(
  { clock, telemetry }: DispatchParts<Pieces>,
  request: Request,
  requestId: string,
  started: number,
  answered: Answer,
): void {
  const ended = clock.now()
  const { response, tenant, lane, foundAt = ended, degraded } = answered
  telemetry.request({
    requestId,
    event: tenant?.key ?? null,
    lane: lane ?? null,
    release: lane === undefined ? null : 'source',
    route: answered.route ?? null,
    method: request.method,
    status: response.status,
    duration: ended - started,
    phases: { resolve: foundAt - started, app: ended - foundAt },
    degraded: degraded === undefined || degraded.size === 0 ? [] : [...degraded],
    fault: answered.fault ?? null,
  })
}

function answer<Pieces>(
  parts: DispatchParts<Pieces>,
  request: Request,
  ctx: ExecutionContext,
  requestId: string,
): Eventually<Answer> {
  const keepAlive = (promise: Promise<unknown>): void => ctx.waitUntil(promise)
  return after(findWay(parts, request, keepAlive), (way): Eventually<Answer> => {
    switch (way.kind) {
      case 'nobody':
        return { response: notice(request, NO_EVENT) }
      case 'platform':
        // Made elsewhere, like an answer of the module: it is given what every page carries.
        return after(parts.platform(way.name, request, keepAlive), (response) => ({
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
    }
  })
}

/** The event's own answer, in its lane. */
function show<Pieces>(
  parts: DispatchParts<Pieces>,
  request: Request,
  ctx: ExecutionContext,
  requestId: string,
  { tenant, lane, previewed }: Extract<Way, { kind: 'event' }>,
): Eventually<Answer> {
  const common = { tenant, previewed, lane: lane.kind, foundAt: parts.clock.now() }
  const composed = parts.eventApps(tenant, lane)
  const inTime =
    composed instanceof Promise ? within(composed, parts.limits.deadline, late) : composed
  return after(inTime, (app): Eventually<Answer> => {
    if (!app.ok) {
      parts.telemetry.fault({ requestId, event: tenant.key, seam: 'module', error: app.error })
      return { ...common, fault: 'module', response: notice(request, UNAVAILABLE) }
    }
    const turn = { request, ctx, requestId, tenant, app: app.value }
    return after(serve(parts, turn), (served) => ({
      response: served.response,
      route: served.route,
      own: served.own,
      degraded: served.degraded,
      fault: served.fault,
      tenant,
      previewed,
      lane: lane.kind,
      foundAt: common.foundAt,
    }))
  })
}

const late = <T>(): Result<T, Error> => ({
  ok: false,
  error: new Error('The module did not load in time.'),
})

/** Browsers keep a permanent redirect for good unless told otherwise; records change. */
const FOR_A_WHILE = { 'Cache-Control': 'max-age=300' } as const

/** The answer of a host whose event is not open. */
function shut(
  request: Request,
  tenant: Tenant,
  passage: Exclude<Gate, { kind: 'pass' }>,
): Response {
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
  if (answered.degraded !== undefined && answered.degraded.size > 0) {
    headers.set(
      'Usher-Degraded',
      [...answered.degraded]
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
