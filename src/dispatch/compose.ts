import { type ExecutionContext, Hono, type Handler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { AppEnv } from '../contract.ts'
import type { AppRoutes, Base, Laid } from '../seam/base.ts'
import { SeamFault } from '../seam/fault.ts'
import type { EventModule, OwnRoute, RoutesSeam } from '../seam/module.ts'
import { RequestEnv } from './request-env.ts'

/** Base app and module as one thing that answers `fetch`. Made once per event and kept. */
export interface EventApp<Pieces> {
  readonly fetch: AppFetch<Pieces>
  /** The same seams over the base's routes alone: what a faulty route of the module falls back to. */
  readonly baseFetch: AppFetch<Pieces>
  readonly laid: Laid<Pieces>
  /** Whether the base's own answer may stand in when a public route of the module faults. */
  readonly fallsOpen: boolean
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
  const own: [RoutesSeam, string][] = []
  if (module?.routes !== undefined) own.push([module.routes, 'routes'])
  if (laid.routes !== null) own.push([laid.routes, 'pages'])
  return {
    fetch: router(base, own),
    baseFetch: router(base, []),
    laid,
    fallsOpen: module?.onFault === 'base' || !hasMiddleware(module?.routes?.routes ?? []),
  }
}

function router<Pieces>(
  base: Base<Pieces>,
  own: readonly [RoutesSeam, string][],
): AppFetch<Pieces> {
  const app: AppRoutes<Pieces> = new Hono<{ Bindings: AppEnv<Pieces> }>()
  for (const [routes, seam] of own) layOver(app, routes, seam)
  app.route('/', base.routes)
  app.notFound((c) => base.page('not-found', c.req.raw, c.env))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    RequestEnv.fail(c.env, error)
    return new Response(null, { status: 500 })
  })
  return app.fetch
}

function layOver<Pieces>(app: AppRoutes<Pieces>, own: RoutesSeam, seam: string): void {
  // Hono's own `route` puts a sub-app's onError around its handlers; done on a stage of its own, so
  // that what the module's onError answers counts as answered and what it throws as a fault.
  const staged = new Hono().route('/', own as unknown as Hono)
  for (const route of staged.routes) {
    app.on(route.method, route.path, attributed(route.handler as Handler, seam))
  }
}

/** The handler, with whatever it throws named as the module's. An HTTPException is an answer. */
function attributed(handler: Handler, seam: string): Handler {
  return async (c, next) => {
    const before = RequestEnv.turn(c.env, seam)
    const onward = async (): Promise<void> => {
      RequestEnv.turn(c.env, before)
      await next()
      RequestEnv.turn(c.env, seam)
    }
    try {
      return await handler(c, onward)
    } catch (error) {
      if (error instanceof HTTPException || error instanceof SeamFault) throw error
      throw new SeamFault(seam, error)
    } finally {
      RequestEnv.turn(c.env, before)
    }
  }
}

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
