import type { ExecutionContext } from 'hono'
import { ANONYMOUS, type Clock, type Tenant } from '../contract.ts'
import type { OpenStore, Telemetry } from '../ports.ts'
import type { Base } from '../seam/base.ts'
import { GivenUp } from '../seam/fault.ts'
import type { Breakers } from './breaker.ts'
import type { AppFetch, EventApp } from './compose.ts'
import { contain, DeadlinePassed, narrowContext, type Outcome } from './contain.ts'
import { eventFault, notice, TOO_BIG, TOO_SLOW, UNAVAILABLE } from './notice.ts'
import { countBody } from './request-body.ts'
import { Book, PLATFORM, RequestEnv } from './request-env.ts'
import { watchBody } from './response-body.ts'
import { type Attribution, bookFault, watchSeams } from './watch.ts'

export interface ServeParts<Pieces> {
  readonly base: Base<Pieces>
  readonly openStore: OpenStore
  readonly clock: Clock
  readonly telemetry: Telemetry
  readonly breakers: Breakers
  readonly limits: ServeLimits
}

export interface ServeLimits {
  /** Milliseconds an event app has for its answer. */
  readonly deadline: number
  /** Milliseconds one asynchronous view of a module has. */
  readonly pieceDeadline: number
  /** Bytes of a request's body. */
  readonly body: number
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
  /** Pattern of the route that answered; null when none did. */
  readonly route: string | null
  /** Seams that the base answered for. */
  readonly degraded: ReadonlySet<string>
  /** The seam that stopped the event app; null when it answered. */
  readonly fault: string | null
}

/** Runs an event app and, where it faults, what the fault table says. */
export async function serve<Pieces>(
  parts: ServeParts<Pieces>,
  turn: Turn<Pieces>,
): Promise<Served> {
  const { app, tenant } = turn
  const counted = countBody(turn.request, parts.limits.body)
  const { request } = counted
  const degraded = new Set<string>()
  const served = (response: Response, route: string | null, fault: string | null): Served => ({
    response,
    route,
    degraded,
    fault,
  })
  if (counted.state() === 'too-big') return served(notice(request, TOO_BIG), null, null)

  const first = await attempt(parts, { ...turn, request }, app.fetch, degraded)
  const { outcome, route } = first
  if (outcome.kind === 'answered') return served(outcome.response, route, null)
  if (counted.state() === 'too-big') return served(notice(request, TOO_BIG), route, null)
  if (first.late && counted.state() === 'unfinished') {
    return served(notice(request, TOO_SLOW), route, null)
  }
  first.bookOutcome()
  if (outcome.kind === 'broken') return served(notice(request, UNAVAILABLE), route, PLATFORM)
  degraded.add(outcome.seam)
  if (fallsBack(app, parts.base, request)) {
    const second = await attempt(parts, turn, app.baseFetch, degraded)
    if (second.outcome.kind === 'answered') {
      return served(second.outcome.response, second.route, outcome.seam)
    }
    second.bookOutcome()
  }
  const page = await errorPage(parts, turn, degraded)
  return served(
    page ?? notice(request, eventFault(tenant.name, turn.requestId)),
    route,
    outcome.seam,
  )
}

interface Attempt {
  readonly outcome: Outcome
  readonly route: string | null
  /** Whether the deadline passed. */
  readonly late: boolean
  /** Logs and counts a bad outcome; a visitor's own fault is not. */
  readonly bookOutcome: () => void
}

/** One run of an app with an environment of its own: a second run sees nothing of the first. */
async function attempt<Pieces>(
  parts: ServeParts<Pieces>,
  { request, ctx, requestId, tenant, app }: Turn<Pieces>,
  fetch: AppFetch<Pieces>,
  degraded: Set<string>,
): Promise<Attempt> {
  const { telemetry, breakers, limits } = parts
  const keepAlive = (promise: Promise<unknown>): void => ctx.waitUntil(promise)
  const to: Attribution = { event: tenant.key, requestId, telemetry, breakers, keepAlive }
  const deadline = tenant.deadline ?? limits.deadline
  const watch = watchSeams(to, degraded, Math.min(limits.pieceDeadline, deadline / 2))
  const book = new Book(watch)
  const env = new RequestEnv(
    {
      tenant,
      viewer: ANONYMOUS,
      store: parts.openStore(tenant, ANONYMOUS),
      clock: parts.clock,
      requestId,
      pieces: app.laid.bind(watch),
    },
    book,
  )
  const narrow = narrowContext(ctx, (error) => bookFault(to, 'waitUntil', error))
  const outcome = await contain(fetch, request, env, book, narrow, deadline)
  const streamed = `${book.answeredBy} body`
  return {
    outcome:
      outcome.kind === 'answered' && book.answeredBy !== PLATFORM
        ? {
            kind: 'answered',
            response: watchBody(outcome.response, (error) => bookFault(to, streamed, error)),
          }
        : outcome,
    route: book.route,
    late: outcome.kind !== 'answered' && outcome.error instanceof DeadlinePassed,
    bookOutcome: () => {
      if (outcome.kind === 'answered' || outcome.error instanceof GivenUp) return
      bookFault(to, outcome.kind === 'broken' ? PLATFORM : outcome.seam, outcome.error)
    },
  }
}

/** The base's error page in the event's own look; null where that fails too. */
async function errorPage<Pieces>(
  parts: ServeParts<Pieces>,
  turn: Turn<Pieces>,
  degraded: Set<string>,
): Promise<Response | null> {
  const page: AppFetch<Pieces> = (request, env) => parts.base.page('fault', request, env)
  const { outcome, bookOutcome } = await attempt(parts, turn, page, degraded)
  if (outcome.kind === 'answered') return outcome.response
  bookOutcome()
  return null
}

/**
 * Whether the base answers where a route of the module faulted: only for public pages, only where
 * nothing of the module guards them, and only GET and HEAD: a body that was read cannot be read again.
 */
export const fallsBack = <Pieces>(
  app: EventApp<Pieces>,
  base: Base<Pieces>,
  request: Request,
): boolean => app.fallsOpen && ['GET', 'HEAD'].includes(request.method) && base.isPublic(request)
