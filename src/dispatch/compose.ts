import { type ExecutionContext, Hono, type Handler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { AppEnv } from '../contract.ts'
import type { AppRoutes, Base, Laid } from '../seam/base.ts'
import { GivenUp, SeamFault } from '../seam/fault.ts'
import type { EventModule, OwnRoute, RoutesSeam } from '../seam/module.ts'
import { type Layer, Layers } from './layers.ts'
import { PLATFORM, RequestEnv } from './request-env.ts'

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
  const { fetch, layers } = router(base, laid, module)
  return {
    fetch,
    baseFetch: module === null ? fetch : router(base, laid, null).fetch,
    laid,
    fallsOpen: module?.onFault === 'base' || !hasMiddleware(module?.routes?.routes ?? []),
    layers,
    module,
  }
}

function router<Pieces>(
  base: Base<Pieces>,
  laid: Laid<Pieces>,
  module: EventModule | null,
): { readonly fetch: AppFetch<Pieces>; readonly layers: Layers } {
  const app: AppRoutes<Pieces> = new Hono<{ Bindings: AppEnv<Pieces> }>()
  const layers = new Layers()
  if (module?.routes !== undefined) layOver(app, layers, module.routes, module.wraps === 'base')
  if (module !== null && laid.routes !== null) layUnder(app, layers, laid.routes, 'page')
  layUnder(app, layers, base.routes, 'base')
  app.notFound(async (c) => {
    const { method, path } = c.req
    const allowed = layers.allowed(path)
    if (allowed.length === 0 || allowed.includes(method)) {
      if (method !== 'OPTIONS' || allowed.length === 0)
        return base.page('not-found', c.req.raw, c.env)
      return new Response(null, { status: 204, headers: { Allow: allowed.join(', ') } })
    }
    const page = await base.page('not-allowed', c.req.raw, c.env)
    page.headers.set('Allow', allowed.join(', '))
    return page
  })
  app.onError((error, c) => {
    if (error instanceof HTTPException) {
      const answer = error.getResponse()
      return c.newResponse(answer.body, answer)
    }
    RequestEnv.book(c.env)?.fail(error)
    return new Response(null, { status: 500 })
  })
  return { fetch: app.fetch, layers }
}

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
      const book = RequestEnv.book(c.env)
      if (book !== null) {
        book.route = path
        book.answeredBy = PLATFORM
      }
      return (handler as Handler)(c, next)
    })
  }
}

/** The module's routes: each watched, its middleware around nothing but them unless it says so. */
function layOver<Pieces>(
  app: AppRoutes<Pieces>,
  layers: Layers,
  own: RoutesSeam,
  wrapsBase: boolean,
): void {
  // Hono's own `route` puts a sub-app's onError around its handlers; done on a stage of its own, so
  // that what the module's onError answers counts as answered and what it throws as a fault.
  const staged = new Hono().route('/', own as unknown as Hono)
  const notFound = ownNotFound(own as unknown as Hono)
  for (const [i, { method, path, handler }] of staged.routes.entries()) {
    const layer: Layer = { by: 'event', pattern: path }
    const watched = attributed(handler as Handler, layer, `route:${method} ${path}`, notFound)
    if (isMiddleware(own.routes[i])) {
      const mine: Handler = (c, next) => (layers.isOwn(c.req.path) ? watched(c, next) : next())
      app.on(method, path, wrapsBase ? watched : mine)
    } else {
      layers.add(method, layer)
      app.on(method, path, watched)
    }
  }
}

/** What the module says to a path that its own handler calls not found. */
function ownNotFound(own: Hono): (request: Request, env: object) => Response | Promise<Response> {
  // A copy that shares the app's notFound handler but has no route: every path is unknown to it.
  const unrouted = own.basePath('/')
  unrouted.router = new Hono().router
  return (request, env) => unrouted.fetch(request, env)
}

/** The handler, with whatever it throws named as the module's. An HTTPException is an answer. */
function attributed(
  handler: Handler,
  layer: Layer,
  seam: string,
  notFound: ReturnType<typeof ownNotFound>,
): Handler {
  return async (c, next) => {
    const book = RequestEnv.book(c.env)
    if (book === null) return handler(c, next)
    if (!book.watch.allows(seam)) throw new SeamFault(seam, new GivenUp())
    const { running } = book
    const outerNotFound = c.notFound
    const enter = (): void => {
      book.running = seam
      c.notFound = () => notFound(c.req.raw, c.env)
    }
    const leave = (): void => {
      book.running = running
      c.notFound = outerNotFound
    }
    const onward = async (): Promise<void> => {
      leave()
      await next()
      enter()
    }
    enter()
    book.route = layer.pattern
    book.answeredBy = seam
    try {
      const response: unknown = await handler(c, onward)
      book.watch.succeeded(seam)
      return response as Response
    } catch (error) {
      if (error instanceof HTTPException || error instanceof SeamFault) throw error
      throw new SeamFault(seam, error)
    } finally {
      leave()
    }
  }
}

/** Hono tells middleware from a handler by its `next`; on one path alone it may well be the answer. */
const isMiddleware = (route: OwnRoute | undefined): boolean =>
  route !== undefined &&
  route.method === 'ALL' &&
  route.handler.length > 1 &&
  route.path.includes('*')

/**
 * Whether anything in the module can stand between a visitor and a route (sign-in, payment): told by
 * handlers that take `next`, catch every method, or share a route. In doubt, yes.
 */
function hasMiddleware(routes: readonly OwnRoute[]): boolean {
  const seen = new Set<string>()
  return routes.some(({ method, path, handler }) => {
    const id = `${method} ${path}`
    if (method === 'ALL' || handler.length > 1 || seen.has(id)) return true
    seen.add(id)
    return false
  })
}
