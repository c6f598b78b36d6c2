import type { ExecutionContext } from 'hono'
import type { Result, Tenant } from '../contract.ts'
import { within } from '../within.ts'
import type { EventApps } from './event-apps.ts'
import type { Gate } from './gate.ts'
import type { Lane } from './lane.ts'
import { atPath, onHost, redirect } from './location.ts'
import { closed, gone, NO_EVENT, notice, READ_ONLY, UNAVAILABLE } from './notice.ts'
import { SAFE_HEADERS } from '../seam/base.ts'
import { serve, type Served, type ServeParts } from './serve.ts'
import { findWay, type Way, type WayParts } from './way.ts'

export interface DispatchParts<Pieces> extends WayParts, ServeParts<Pieces> {
  readonly eventApps: EventApps<Pieces>
  /** Answers on the platform's own hosts; `''` is the bare apex. */
  readonly platform: (name: '' | 'admin', request: Request) => Response | Promise<Response>
  readonly newRequestId: () => string
}

export type Dispatch = (request: Request, ctx: ExecutionContext) => Promise<Response>

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
  return async (request, ctx) => {
    const started = parts.clock.now()
    const requestId = parts.newRequestId()
    let answered: Answer
    try {
      answered = await answer(parts, request, ctx, requestId)
    } catch (error) {
      parts.telemetry.fault({ requestId, event: '', seam: 'platform', error })
      answered = { fault: 'platform', response: notice(request, UNAVAILABLE) }
    }
    const ended = parts.clock.now()
    const { response, tenant, lane, foundAt = ended } = answered
    parts.telemetry.request({
      requestId,
      event: tenant?.key ?? null,
      lane: lane ?? null,
      release: lane === undefined ? null : 'source',
      route: answered.route ?? null,
      method: request.method,
      status: response.status,
      duration: ended - started,
      phases: { resolve: foundAt - started, app: ended - foundAt },
      degraded: answered.degraded === undefined ? [] : [...answered.degraded],
      fault: answered.fault ?? null,
    })
    return marked(response, requestId, answered)
  }
}

async function answer<Pieces>(
  parts: DispatchParts<Pieces>,
  request: Request,
  ctx: ExecutionContext,
  requestId: string,
): Promise<Answer> {
  const found = findWay(parts, request, (promise) => ctx.waitUntil(promise))
  const way = found instanceof Promise ? await found : found
  switch (way.kind) {
    case 'nobody':
      return { response: notice(request, NO_EVENT) }
    case 'platform':
      return { response: await parts.platform(way.name, request) }
    case 'unavailable':
      return { response: notice(request, UNAVAILABLE) }
    case 'arrival':
      return way
    case 'shut':
      return { tenant: way.tenant, response: shut(request, way.tenant, way.gate) }
    case 'event': {
      const foundAt = parts.clock.now()
      const { tenant, previewed } = way
      const shown = await show(parts, request, ctx, requestId, way)
      return { tenant, previewed, foundAt, ...shown }
    }
  }
}

/** The event's own answer, in its lane. */
async function show<Pieces>(
  parts: DispatchParts<Pieces>,
  request: Request,
  ctx: ExecutionContext,
  requestId: string,
  { tenant, lane }: Extract<Way, { kind: 'event' }>,
): Promise<Omit<Answer, 'tenant'>> {
  const composed = parts.eventApps(tenant, lane)
  const app =
    composed instanceof Promise ? await within(composed, parts.limits.deadline, late) : composed
  if (!app.ok) {
    parts.telemetry.fault({ requestId, event: tenant.key, seam: 'module', error: app.error })
    return { lane: lane.kind, fault: 'module', response: notice(request, UNAVAILABLE) }
  }
  const served = await serve(parts, { request, ctx, requestId, tenant, app: app.value })
  return { lane: lane.kind, ...served }
}

const late = <T>(): Result<T, Error> => ({
  ok: false,
  error: new Error('The module did not load in time.'),
})

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
      return redirect(onHost(request.url, passage.host), 308)
    case 'moved':
      return redirect(atPath(request.url, passage.path), 308)
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
    headers.set('Usher-Degraded', [...answered.degraded].join(', '))
  }
  if (answered.own) {
    // The base and the platform set these themselves.
    for (const [name, value] of Object.entries(SAFE_HEADERS)) {
      if (!headers.has(name)) headers.set(name, value)
    }
  }
  if (answered.previewed) {
    headers.set('X-Robots-Tag', 'noindex, nofollow')
    headers.set('Cache-Control', 'private, no-store')
  }
  return response
}
