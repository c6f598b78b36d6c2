import type { ExecutionContext } from 'hono'
import type { Tenant, Viewer } from '../contract.ts'
import { isReadOnly } from '../event-read-only.ts'
import { isSuspended } from '../event-suspended.ts'
import type { Base } from '../seam/base.ts'
import { after, type Eventually } from './after.ts'
import { Book, type FaultParts, NarrowContext, PLATFORM } from './book.ts'
import type { AppFetch, EventApp } from './compose.ts'
import { contain, DEADLINE_PASSED, type Outcome } from './contain.ts'
import { identify } from './identify.ts'
import {
  eventFault,
  LOOK_ONLY,
  NO_EVENT,
  type Notice,
  notice,
  TOO_BIG,
  TOO_SLOW,
  UNAVAILABLE,
} from './notice.ts'
import { type BodyState, countBody } from './request-body.ts'
import { type EnvParts, RequestEnv } from './request-env.ts'
import { watchBody } from './response-body.ts'

export interface ServeParts<Pieces> extends FaultParts, EnvParts {
  readonly base: Base<Pieces>
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

/** Somebody at the door: who they are, and their request with its body counted. */
export interface Visitor {
  readonly request: Request
  readonly body: { readonly state: BodyState }
  readonly viewer: Viewer
}

/** A turn of somebody. */
export interface KnownTurn<Pieces> extends Visitor {
  readonly asked: Turn<Pieces>
}

export interface Served {
  readonly response: Response
  /** Pattern of the route that answered; null when none did. */
  readonly route: string | null
  /** Whether the module's own route answered. */
  readonly own: boolean
  /** Seams that the base answered for. */
  readonly degraded: readonly string[]
  /** The seam that stopped the event app; null when it answered. */
  readonly fault: string | null
  /** The visitor's own body stopped it. */
  readonly brokenOff?: true
}

/** Runs an event app and, where it faults, what the fault table says. */
export const serve = <Pieces>(parts: ServeParts<Pieces>, turn: Turn<Pieces>): Eventually<Served> =>
  meet(parts, turn, (visitor) => serveVisitor(parts, { ...visitor, asked: turn }))

/** Before any code of the event: the body is counted, and it is told who is asking. */
export function meet<Pieces>(
  parts: ServeParts<Pieces>,
  turn: Omit<Turn<Pieces>, 'app'>,
  next: (visitor: Visitor) => Eventually<Served>,
): Eventually<Served> {
  const { request, body } = countBody(turn.request, parts.limits.body)
  if (body.state === 'too-big') return visitors(notice(request, TOO_BIG))
  return after(identify(parts, turn), (viewer) => {
    if (viewer === 'unknown') return unknown(request)
    if (viewer === 'suspended') return visitors(notice(request, NO_EVENT))
    return next({ request, body, viewer })
  })
}

/** What the event app answers to somebody. */
export function serveVisitor<Pieces>(
  parts: ServeParts<Pieces>,
  known: KnownTurn<Pieces>,
): Eventually<Served> {
  const { asked, request, body } = known
  const degraded: string[] = []
  const book = openBook(parts, asked, degraded)
  return after(run(parts, known, asked.app.fetch, book), (outcome) => {
    if (outcome.kind === 'answered') return answered(outcome.response, book, degraded)
    if (isSuspended(outcome.error)) return visitors(notice(request, NO_EVENT))
    if (isReadOnly(outcome.error)) return visitors(notice(request, LOOK_ONLY))
    const blame = blameOf(body.state, outcome.error === DEADLINE_PASSED)
    return blame === null
      ? afterFault(parts, known, book, degraded, outcome)
      : { ...visitors(notice(request, blame)), brokenOff: true }
  })
}

function answered(response: Response, book: Book, degraded: string[]): Served {
  const own = book.answeredBy !== PLATFORM
  return {
    response: own && response !== book.whole ? watched(response, book) : response,
    route: book.route,
    own,
    degraded,
    fault: null,
  }
}

/** What the visitor is told whose own body stopped the event app; null when it did not. */
function blameOf(state: BodyState, late: boolean): Notice | null {
  if (state === 'too-big') return TOO_BIG
  return state === 'broken' || (state === 'waiting' && late) ? TOO_SLOW : null
}

/** Who is asking could not be told, and it matters. */
const unknown = (request: Request): Served => ({
  ...visitors(notice(request, UNAVAILABLE)),
  fault: PLATFORM,
})

/** An answer to what only the visitor can mend; no fault of anybody's code. */
const visitors = (response: Response): Served => ({
  response,
  route: null,
  own: false,
  degraded: [],
  fault: null,
})

const watched = (response: Response, book: Book): Response =>
  watchBody(response, (error) => book.tell(`${book.answeredBy} body`, error))

/** What the fault table says: the platform's notice, the base's own answer, or a page of the event. */
async function afterFault<Pieces>(
  parts: ServeParts<Pieces>,
  known: KnownTurn<Pieces>,
  failed: Book,
  degraded: string[],
  outcome: Exclude<Outcome, { kind: 'answered' }>,
): Promise<Served> {
  const { request } = known
  const served = { route: failed.route, own: false, degraded }
  if (outcome.kind === 'broken') {
    failed.fault(PLATFORM, outcome.error)
    return { ...served, response: notice(request, UNAVAILABLE), fault: PLATFORM }
  }
  failed.failed(outcome.seam, outcome.error)
  const response = outcome.closed
    ? await closedPage(parts, known, degraded)
    : await instead(parts, known, degraded)
  return { ...served, response, fault: outcome.seam }
}

/** What could not be decided is not shown: the event's page says so, and when to come back. */
async function closedPage<Pieces>(
  parts: ServeParts<Pieces>,
  known: KnownTurn<Pieces>,
  degraded: string[],
): Promise<Response> {
  const book = openBook(parts, known.asked, degraded)
  const page: AppFetch<Pieces> = (shown, env) => parts.base.page('closed', shown, env)
  const outcome = await run(parts, known, page, book)
  if (outcome.kind === 'answered') return outcome.response
  book.fault(outcome.kind === 'broken' ? PLATFORM : outcome.seam, outcome.error)
  return notice(known.request, UNAVAILABLE)
}

/** The base's own answer where it may stand in, else the event's error page. */
export async function instead<Pieces>(
  parts: ServeParts<Pieces>,
  known: KnownTurn<Pieces>,
  degraded: string[],
): Promise<Response> {
  const { asked: turn, request } = known
  const { app, tenant, requestId } = turn
  const ways: AppFetch<Pieces>[] = fallsBack(app, parts.base, request) ? [app.baseFetch] : []
  ways.push((shown, env) => parts.base.page('fault', shown, env))
  for (const fetch of ways) {
    const book = openBook(parts, turn, degraded)
    const outcome = await run(parts, known, fetch, book)
    if (outcome.kind === 'answered') return outcome.response
    book.fault(outcome.kind === 'broken' ? PLATFORM : outcome.seam, outcome.error)
    if (fetch === app.baseFetch) return notice(request, UNAVAILABLE)
  }
  return notice(request, eventFault(tenant.name, requestId))
}

export const deadlineOf = (
  { limits }: Pick<ServeParts<never>, 'limits'>,
  { tenant }: Pick<Turn<never>, 'tenant'>,
): number => tenant.deadline ?? limits.deadline

function openBook<Pieces>(parts: ServeParts<Pieces>, turn: Turn<Pieces>, degraded: string[]): Book {
  const { tenant, requestId, ctx } = turn
  const deadline = Math.min(parts.limits.pieceDeadline, deadlineOf(parts, turn) / 2)
  return new Book(parts, tenant.key, requestId, ctx, degraded, deadline)
}

/** One run of an app with an environment of its own: a second run sees nothing of the first. */
function run<Pieces>(
  parts: ServeParts<Pieces>,
  { asked, request, viewer }: KnownTurn<Pieces>,
  fetch: AppFetch<Pieces>,
  book: Book,
): Eventually<Outcome> {
  const { app, ctx } = asked
  const env = new RequestEnv(parts, asked, viewer, app, book)
  const narrow = new NarrowContext(ctx, book)
  return contain(fetch, request, env, book, narrow, deadlineOf(parts, asked))
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
