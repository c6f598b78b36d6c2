import { type Context, type ExecutionContext, type Handler, Hono } from 'hono'
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
  /** Names of hooks that the module fills; undefined where a module is missing that may fill some. */
  readonly listeners: readonly string[] | undefined
}

export type AppFetch<Pieces> = (
  request: Request,
  env: RequestEnv<Pieces>,
  ctx: ExecutionContext,
) => Response | Promise<Response>

/**
 * Lays the module's routes over the base's: what the module answers is its own, what it has no route
 * for is the base's, and what it deliberately answers with 404 stays a 404.
 */
export function compose<Pieces>(
  base: Base<Pieces>,
  laid: Laid<Pieces>,
  module: EventModule | null,
): EventApp<Pieces> {
  const bare = baseRouter(base)
  const { fetch, layers } = module === null ? bare : overBase(base, bare, laid, module)
  const own = ownRoutes(module)?.routes ?? []
  return {
    fetch,
    baseFetch: bare.fetch,
    laid,
    fallsOpen: module?.app === undefined && (module?.onFault === 'base' || !hasMiddleware(own)),
    layers,
    module,
    listeners: Object.keys(module?.hooks ?? {}),
  }
}

interface Router<Pieces> {
  readonly fetch: AppFetch<Pieces>
  readonly layers: Layers
}

const baseRouters = new WeakMap<object, Router<never>>()

/** The base's routes alone: one router, warm, for all events. */
function baseRouter<Pieces>(base: Base<Pieces>): Router<Pieces> {
  const known = baseRouters.get(base) as Router<Pieces> | undefined
  if (known !== undefined) return known
  const made = routerOf(base, [base.routes])
  baseRouters.set(base, made)
  return made
}

function routerOf<Pieces>(base: Base<Pieces>, parts: readonly AppRoutes<Pieces>[]): Router<Pieces> {
  const layers = new Layers(null)
  const app = createApp(base, layers)
  for (const routes of parts) layUnder(app, layers, routes, 'base')
  return { fetch: app.fetch, layers }
}

/**
 * The module's routes in a router of their own. What they have nothing to do with goes to the base's
 * router at once: it is not built, compiled and kept again for every event.
 */
function overBase<Pieces>(
  base: Base<Pieces>,
  bare: Router<Pieces>,
  laid: Laid<Pieces>,
  module: EventModule,
): Router<Pieces> {
  const own = ownRoutes(module)
  if (own === undefined && laid.routes === null) return bare
  const below = module.app === undefined ? bare : routerOf(base, keptOf(base, module))
  const missing = module.app === undefined ? null : ownMissing(module.app)
  const layers = new Layers(below.layers)
  const app = createApp(base, layers, { below, missing })
  const takes = own === undefined ? NOTHING : layOver(app, layers, own, module.wraps === 'base')
  if (laid.routes !== null) layUnder(app, layers, laid.routes, 'page')
  const { fetch, getPath } = ready(app, layers)
  if (module.wraps === 'base' || module.app !== undefined) return { layers, fetch }
  return {
    layers,
    fetch: (request, env, ctx) => {
      const path = getPath(request)
      const isOwn = layers.isOwn(path) || takes(path)
      return isOwn ? fetch(request, env, ctx) : below.fetch(request, env, ctx)
    },
  }
}

/** What of the base a module with an app of its own keeps. */
const keptOf = <Pieces>(base: Base<Pieces>, { keeps }: EventModule): readonly AppRoutes<Pieces>[] =>
  [...base.parts].filter(([name]) => keeps?.includes(name)).map(([, routes]) => routes)

const NOTHING = (): boolean => false

/** What answers where a module's own routes do not. */
interface Otherwise<Pieces> {
  readonly below: Router<Pieces>
  /** What a module with an app of its own says there, if it says anything. */
  readonly missing: ((c: Context) => Promise<Response | null>) | null
}

/** An app without routes, which says what is not there and hands errors to the book. */
function createApp<Pieces>(
  base: Base<Pieces>,
  layers: Layers,
  otherwise?: Otherwise<Pieces>,
): AppRoutes<Pieces> {
  const app: AppRoutes<Pieces> = new Hono<{ Bindings: AppEnv<Pieces> }>({
    router: layers.newRouter(),
  })
  app.notFound(async (c) => {
    const { method, path } = c.req
    if (otherwise !== undefined && otherwise.below.layers.find(method, path) !== null) {
      return otherwise.below.fetch(c.req.raw, c.env as RequestEnv<Pieces>, c.executionCtx)
    }
    const allowed = layers.allowed(path)
    if (allowed.length === 0 || allowed.includes(method)) {
      if (method !== 'OPTIONS' || allowed.length === 0)
        return (await otherwise?.missing?.(c)) ?? base.page('not-found', c.req.raw, c.env)
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
  return app
}

/** Routers build themselves at the first match: a path that is no pattern is to be told here. */
function ready<Pieces>(app: AppRoutes<Pieces>, layers: Layers): AppRoutes<Pieces> {
  app.router.match('GET', '/')
  layers.ready()
  return app
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
      const book = bookOf(c.env)
      if (book !== null) {
        book.route = path
        book.answeredBy = PLATFORM
      }
      return (handler as Handler)(c, next)
    })
  }
}
