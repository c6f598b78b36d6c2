import type { ExecutionContext } from 'hono'
import { ANONYMOUS, type Clock, type Tenant } from '../contract.ts'
import type { OpenStore, Telemetry } from '../ports.ts'
import type { Base } from '../seam/base.ts'
import type { AppFetch, EventApp } from './compose.ts'
import { contain, narrowContext, type Outcome } from './contain.ts'
import { eventFault, notice, UNAVAILABLE } from './notice.ts'
import { RequestEnv } from './request-env.ts'

export interface ServeParts<Pieces> {
  readonly base: Base<Pieces>
  readonly openStore: OpenStore
  readonly clock: Clock
  readonly telemetry: Telemetry
  /** Milliseconds an event app has for its answer. */
  readonly deadline: number
}

export interface Turn<Pieces> {
  readonly request: Request
  readonly ctx: ExecutionContext
  readonly requestId: string
  readonly tenant: Tenant
  readonly app: EventApp<Pieces>
}

export interface Served {
  readonly response: Response
  /** Seams that the base answered for. */
  readonly degraded: readonly string[]
}

/** Runs an event app and, where it faults, what the fault table says. */
export async function serve<Pieces>(
  parts: ServeParts<Pieces>,
  turn: Turn<Pieces>,
): Promise<Served> {
  const { request, app } = turn
  const first = await attempt(parts, turn, app.fetch)
  if (first.outcome.kind === 'answered') {
    return { response: first.outcome.response, degraded: first.degraded }
  }
  if (first.outcome.kind === 'broken') return unavailable(request, first.degraded)
  const degraded = [...first.degraded, first.outcome.seam]
  if (app.fallsOpen && isRead(request) && parts.base.isPublic(request)) {
    const second = await attempt(parts, turn, app.baseFetch)
    if (second.outcome.kind === 'answered') return { response: second.outcome.response, degraded }
  }
  return { response: await errorPage(parts, turn), degraded }
}

/** One run of an app with an environment of its own: a second run sees nothing of the first. */
async function attempt<Pieces>(
  parts: ServeParts<Pieces>,
  { request, ctx, requestId, tenant, app }: Turn<Pieces>,
  fetch: AppFetch<Pieces>,
): Promise<{ readonly outcome: Outcome; readonly degraded: readonly string[] }> {
  const fault = (seam: string, error: unknown): void =>
    parts.telemetry.fault({ requestId, event: tenant.key, seam, error })
  const degraded: string[] = []
  const env = new RequestEnv({
    tenant,
    viewer: ANONYMOUS,
    store: parts.openStore(tenant, ANONYMOUS),
    clock: parts.clock,
    requestId,
    pieces: app.laid.bind((seam, error) => {
      degraded.push(seam)
      fault(seam, error)
    }),
  })
  const narrow = narrowContext(ctx, (error) => fault('waitUntil', error))
  const outcome = await contain(fetch, request, env, narrow, parts.deadline)
  if (outcome.kind === 'faulted') fault(outcome.seam, outcome.error)
  if (outcome.kind === 'broken') fault('platform', outcome.error)
  return { outcome, degraded }
}

/** The base's error page in the event's own look; the platform's plain one where that fails too. */
async function errorPage<Pieces>(parts: ServeParts<Pieces>, turn: Turn<Pieces>): Promise<Response> {
  const page: AppFetch<Pieces> = (request, env) => parts.base.page('fault', request, env)
  const { outcome } = await attempt(parts, turn, page)
  if (outcome.kind === 'answered') return outcome.response
  return notice(turn.request, eventFault(turn.tenant.name, turn.requestId))
}

const unavailable = (request: Request, degraded: readonly string[]): Served => ({
  response: notice(request, UNAVAILABLE),
  degraded,
})

/** Only these are ever answered a second time: a body that was read cannot be read again. */
const isRead = (request: Request): boolean => request.method === 'GET' || request.method === 'HEAD'
