import type { ExecutionContext } from 'hono'
import type { Tenant } from '../contract.ts'
import type { Directory, EventsMap } from '../ports.ts'
import { createEventApps } from './event-apps.ts'
import { gate } from './gate.ts'
import { type Host, readHost } from './host.ts'
import { chooseLane } from './lane.ts'
import { gone, NO_EVENT, notice, UNAVAILABLE } from './notice.ts'
import { resolve } from './resolve.ts'
import { serve, type ServeParts } from './serve.ts'

export interface DispatchParts<Pieces> extends ServeParts<Pieces> {
  /** The platform's own domains; events live on `<key>.<apex>` or on domains of their own. */
  readonly apexes: ReadonlySet<string>
  readonly directory: Directory
  readonly events: EventsMap
  readonly newRequestId: () => string
}

export type Dispatch = (request: Request, ctx: ExecutionContext) => Promise<Response>

interface Answer {
  readonly response: Response
  readonly event?: string
  readonly lane?: string
  readonly degraded?: readonly string[]
}

/** The way of a request, from host to answer. Keeps composed event apps between requests. */
export function createDispatch<Pieces>(parts: DispatchParts<Pieces>): Dispatch {
  const eventApps = createEventApps(parts.base)

  /** Host to event, or to the answer that no event gives. */
  async function answer(request: Request, ctx: ExecutionContext, id: string): Promise<Answer> {
    const host: Host = readHost(request.url, request.headers.get('host'), parts.apexes)
    if (host.kind !== 'event') return { response: notice(request, NO_EVENT) }
    const found = await resolve(host.hostname, parts.directory, (p) => ctx.waitUntil(p))
    if (found.kind === 'unknown') return { response: notice(request, NO_EVENT) }
    if (found.kind === 'unavailable') return { response: notice(request, UNAVAILABLE) }
    const { tenant } = found
    const event = tenant.key
    const passage = gate(tenant, host.hostname)
    switch (passage.kind) {
      case 'hidden':
        return { response: notice(request, NO_EVENT) }
      case 'gone':
        return { event, response: notice(request, gone(tenant.name)) }
      case 'redirect':
        return { event, response: redirect(request.url, passage.host) }
      case 'pass':
        return { event, ...(await show(request, ctx, id, tenant)) }
    }
  }

  /** The event's own answer, in its lane. */
  async function show(
    request: Request,
    ctx: ExecutionContext,
    requestId: string,
    tenant: Tenant,
  ): Promise<Answer> {
    const lane = chooseLane(tenant, parts.events)
    const app = await eventApps(tenant, lane)
    if (!app.ok) {
      parts.telemetry.fault({ requestId, event: tenant.key, seam: 'module', error: app.error })
      return { lane: lane.kind, response: notice(request, UNAVAILABLE) }
    }
    const served = await serve(parts, { request, ctx, requestId, tenant, app: app.value })
    return { lane: lane.kind, ...served }
  }

  return async (request, ctx) => {
    const started = parts.clock.now()
    const requestId = parts.newRequestId()
    const {
      response,
      event = null,
      lane = null,
      degraded = [],
    } = await answer(request, ctx, requestId)
    parts.telemetry.request({
      requestId,
      event,
      lane,
      method: request.method,
      status: response.status,
      duration: parts.clock.now() - started,
      degraded,
    })
    return marked(response, requestId, degraded)
  }
}

/** Same path and query on another host, port kept for local development. */
function redirect(url: string, host: string): Response {
  const to = new URL(url)
  to.hostname = host
  return new Response(null, { status: 308, headers: { Location: to.href } })
}

/** What every answer carries, whoever gave it. */
function marked(response: Response, requestId: string, degraded: readonly string[]): Response {
  const marks = new Response(response.body, response)
  marks.headers.set('X-Request-Id', requestId)
  if (degraded.length > 0) marks.headers.set('Usher-Degraded', [...new Set(degraded)].join(', '))
  if (!marks.headers.has('X-Content-Type-Options')) {
    marks.headers.set('X-Content-Type-Options', 'nosniff')
  }
  if (!marks.headers.has('Referrer-Policy')) {
    marks.headers.set('Referrer-Policy', 'strict-origin-when-cross-origin')
  }
  return marks
}
