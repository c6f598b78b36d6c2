import { type ExecutionContext, type Handler, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { AppEnv } from '../contract.ts'
import type { AppRoutes, Base, Laid } from '../seam/base.ts'
import { SeamFault } from '../seam/fault.ts'
import { type EventModule, ownRoutes } from '../seam/module.ts'
import { PLATFORM } from './book.ts'
import { Layers } from './layers.ts'
import { hasMiddleware, layOver, ownMissing } from './own-routes.ts'
import { bookOf, type RequestEnv } from './request-env.ts'

/** Base app and module as one thing that answers `fetch`. Made once per event and kept. */
export interface EventApp<Pieces> {
  readonly fetch: AppFetch<Pieces>
  /** The same seams over the base's routes alone: what a faulty route of the module falls back to. */
  readonly baseFetch: AppFetch<Pieces>
  readonly laid: Laid<Pieces>
  /** Whether the base's own answer may stand in when a public route of the module faults. */
  readonly fallsOpen: boolean
  readonly layers: Layers
  readonly module: EventModule | null
}

export type AppFetch<Pieces> = (
  request: Request,
  env: RequestEnv<Pieces>,
  ctx: ExecutionContext,
) => Response | Promise<Response>

/**
 * Lays the module's routes over the base's in one router: what the module answers is its own, what
 * it has no route for is the base's, and what it deliberately answers with 404 stays a 404.
 */
export function compose<Pieces>(
  base: Base<Pieces>,
  laid: Laid<Pieces>,
  module: EventModule | null,
): EventApp<Pieces> {
  const bare = baseRouter(base)
  const { fetch, layers } = module === null ? bare : router(base, laid, module)
  const own = ownRoutes(module)?.routes ?? []
  return {
    fetch,
    baseFetch: bare.fetch,
    laid,
    fallsOpen: module?.app === undefined && (module?.onFault === 'base' || !hasMiddleware(own)),
    layers,
    module,
  }
}

interface Router<Pieces> {
  readonly fetch: AppFetch<Pieces>
  readonly layers: Layers
}

const baseRouters = new WeakMap<object, Router<never>>()

/** The base's routes alone: one router, warm, for all events that have none of their own. */
function baseRouter<Pieces>(base: Base<Pieces>): Router<Pieces> {
  const known = baseRouters.get(base) as Router<Pieces> | undefined
  if (known !== undefined) return known
  const made = router(base, null, null)
  baseRouters.set(base, made)
  return made
}

function router<Pieces>(
  base: Base<Pieces>,
  laid: Laid<Pieces> | null,
  module: EventModule | null,
): Router<Pieces> {
  const app: AppRoutes<Pieces> = new Hono<{ Bindings: AppEnv<Pieces> }>()
  const layers = new Layers()
  const own = ownRoutes(module)
  if (own !== undefined) layOver(app, layers, own, module?.wraps === 'base')
  if (laid !== null && laid.routes !== null) layUnder(app, layers, laid.routes, 'page')
  for (const routes of baseOf(base, module)) layUnder(app, layers, routes, 'base')
  const missing = module?.app === undefined ? null : ownMissing(module.app)
  app.notFound(async (c) => {
    const { method, path } = c.req
    const allowed = layers.allowed(path)
    if (allowed.length === 0 || allowed.includes(method)) {
      if (method !== 'OPTIONS' || allowed.length === 0)
        return (await missing?.(c)) ?? base.page('not-found', c.req.raw, c.env)
      return new Response(null, { status: 204, headers: { Allow: allowed.join(', ') } })
    }
    const page = await base.page('not-allowed', c.req.raw, c.env)
    page.headers.set('Allow', allowed.join(', '))
    return page
  })
  app.onError((error, c) => {
    const book = bookOf(c.env)
    try {
      if (error instanceof HTTPException) {
        const answer = error.getResponse()
        return c.newResponse(answer.body, answer)
      }
      book?.fail(error)
    } catch (broken) {
      // An exception that cannot even be made an answer of is its thrower's.
      book?.fail(book.answeredBy === PLATFORM ? broken : new SeamFault(book.answeredBy, broken))
    }
    return new Response(null, { status: 500 })
  })
  // Routers build themselves at the first match: a path that is no pattern is to be told here.
  app.router.match('GET', '/')
  layers.find('GET', '/')
  return { fetch: app.fetch, layers }
}

/** What of the base answers under a module: all of it, or what the module's own app keeps. */
const baseOf = <Pieces>(
  base: Base<Pieces>,
  module: EventModule | null,
): readonly AppRoutes<Pieces>[] =>
  module?.app === undefined
    ? [base.routes]
    : [...base.parts].filter(([name]) => module.keeps?.includes(name)).map(([, routes]) => routes)

/** The base's routes: each only notes that it answers. */
function layUnder<Pieces>(
  app: AppRoutes<Pieces>,
  layers: Layers,
  routes: AppRoutes<Pieces>,
  by: 'page' | 'base',
): void {
  for (const { method, path, handler } of routes.routes) {
    layers.add(method, { by, pattern: path })
    app.on(method, path, (c, next) => {
      const book = bookOf(c.env)
      if (book !== null) {
        book.route = path
        book.answeredBy = PLATFORM
      }
      return (handler as Handler)(c, next)
    })
  }
}
