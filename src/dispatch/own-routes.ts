import { type Context, type ErrorHandler, Hono, type Handler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { TrieRouter } from 'hono/router/trie-router'
import { findTargetHandler, isMiddleware as takesNext } from 'hono/utils/handler'
import type { AppRoutes } from '../seam/base.ts'
import { GIVEN_UP, isPlatformFault, isSeamFault, SeamFault } from '../seam/fault.ts'
import type { OwnRoute, RoutesSeam } from '../seam/module.ts'
import { PLATFORM } from './book.ts'
import type { Layer, Layers } from './layers.ts'
import { bookOf } from './request-env.ts'
import { noteWhole } from './whole-answer.ts'

/**
 * The module's routes: each watched, its middleware around nothing but them unless it says so. Answers
 * whether a path that is no route of the module has something of it around it all the same.
 */
export function layOver<Pieces>(
  app: AppRoutes<Pieces>,
  layers: Layers,
  own: RoutesSeam,
  wrapsBase: boolean,
): (path: string) => boolean {
  const around = new TrieRouter<true>()
  let everywhere = false
  const ways = waysOf(own)
  const isEverywhere = (path: string): boolean => path === '*' || path === '/*'
  for (const route of own.routes) {
    const { method, path, handler } = route
    const between = isMiddleware(route)
    const layer: Layer = { by: 'event', pattern: path }
    const seam = `route:${method} ${path}`
    const watched = attributed(handler as Handler, layer, seam, ways, !between)
    if (!between) layers.add(method, layer)
    else if (isEverywhere(path)) everywhere = true
    else around.add('GET', path, true)
    // Around everything means around everything of the module: the base's pages are left alone. A
    // path where neither has a page is the module's too: its middleware may be what answers there.
    const mine: Handler = (c, next) =>
      layers.isOwn(c.req.path) || !layers.isBase(c.req.path) ? watched(c, next) : next()
    app.on(method, path, between && isEverywhere(path) && !wrapsBase ? mine : watched)
  }
  return (path) => (everywhere && !layers.isBase(path)) || around.match('GET', path)[0].length > 0
}

/**
 * What a module with an app of its own says where it has no route; null when it leaves that to Hono,
 * whose few words no visitor is to see.
 */
export function ownMissing(own: RoutesSeam): (c: Context) => Promise<Response | null> {
  const ways = waysOf(own)
  const layer: Layer = { by: 'event', pattern: '*' }
  const asked = attributed(ways.notFound, layer, 'route:notFound', ways, true)
  return async (c) => {
    const said = await asked(c, async () => {})
    if (!(said instanceof Response) || !(await isHonosOwn(said))) return said ?? null
    const book = bookOf(c.env)
    if (book !== null) {
      book.route = null
      book.answeredBy = PLATFORM
    }
    return null
  }
}

const isHonosOwn = async (response: Response): Promise<boolean> =>
  response.status === 404 && (await response.clone().text()) === HONOS_OWN

const HONOS_OWN = '404 Not Found'

const waysOf = (own: RoutesSeam): OwnWays => ({
  onError: ownErrorHandler(own),
  notFound: ownNotFound(own as unknown as Hono),
})

/** How a module answers for its own errors and its own missing things. */
interface OwnWays {
  /** null when it has no handler of its own. */
  readonly onError: ErrorHandler | null
  readonly notFound: (c: Context) => Response | Promise<Response>
}

/** Hono keeps it private, and gives every app a default one. */
const errorHandlerOf = (app: object): unknown =>
  'errorHandler' in app ? app.errorHandler : undefined

function ownErrorHandler(own: RoutesSeam): ErrorHandler | null {
  const handler = errorHandlerOf(own)
  const isOwn = typeof handler === 'function' && handler !== errorHandlerOf(new Hono())
  return isOwn ? (handler as ErrorHandler) : null
}

/** What the module says when its own handler calls `c.notFound()`. */
function ownNotFound(own: Hono): OwnWays['notFound'] {
  const variables = new WeakMap<Request, Record<string, unknown>>()
  // Only Hono itself can call an app's notFound handler: a copy of the app shares the handler, and
  // its one route does nothing but ask for it.
  const asking = own.basePath('/')
  asking.router = new Hono().all('*', (c) => {
    for (const [key, value] of Object.entries(variables.get(c.req.raw) ?? {}))
      c.set(key as never, value)
    return c.notFound()
  }).router
  asking.onError((error) => {
    throw error
  })
  return (c) => {
    // Asked as Hono asks itself: HEAD is what GET is, and its body is left out at the end.
    const { raw, method } = c.req
    const asked = method === 'HEAD' ? new Request(raw, { method: 'GET' }) : raw
    variables.set(asked, c.var)
    return asking.fetch(asked, c.env as object, c.executionCtx)
  }
}

/** The handler, with whatever it throws named as the module's. An HTTPException is an answer. */
function attributed(
  handler: Handler,
  layer: Layer,
  seam: string,
  { onError, notFound }: OwnWays,
  isHandler: boolean,
): Handler {
  return async (c, next) => {
    const book = bookOf(c.env)
    if (book === null) return handler(c, next)
    if (!book.allows(seam)) throw new SeamFault(seam, GIVEN_UP)
    const { running } = book
    const outerNotFound = c.notFound
    const enter = (): void => {
      book.running = seam
      c.notFound = () => notFound(c)
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
    noteWhole(c, book)
    book.route = layer.pattern
    book.answeredBy = seam
    try {
      const response: unknown = await handler(c, onward)
      if (response instanceof Response ? !canBeSent(response) : isHandler && !c.finalized) {
        throw new TypeError(NOTHING)
      }
      book.succeeded(seam)
      return response as Response
    } catch (error) {
      if (isSeamFault(error) || isPlatformFault(error)) throw error
      if (onError !== null) return await handled(c, error, seam, onError)
      if (!isAnswer(error)) throw new SeamFault(seam, error)
      book.succeeded(seam)
      throw error
    } finally {
      leave()
    }
  }
}

/** What the module's own `onError` makes of an error; what it makes nothing of is a fault. */
async function handled(
  c: Context,
  error: unknown,
  seam: string,
  onError: ErrorHandler,
): Promise<Response> {
  try {
    if (error instanceof Error) {
      c.error = error
      const response: unknown = await onError(error, c)
      if (response instanceof Response && canBeSent(response)) {
        bookOf(c.env)?.succeeded(seam)
        return response
      }
    }
  } catch (thrown) {
    throw new SeamFault(seam, thrown)
  }
  throw new SeamFault(seam, error)
}

/** Not an error, and its body not taken by somebody else. */
const canBeSent = (response: Response): boolean =>
  response.status !== 0 && !response.bodyUsed && response.body?.locked !== true

const NOTHING = 'A handler returns a Response; this one returned nothing that can be sent.'

/** An HTTPException is an answer. What was thrown may be anything, also what cannot be touched. */
function isAnswer(thrown: unknown): thrown is HTTPException {
  try {
    return thrown instanceof HTTPException
  } catch {
    return false
  }
}

/** Hono's own way of telling: middleware takes `next`, and is asked for every method. */
export const isMiddleware = ({ method, handler }: OwnRoute): boolean =>
  method === 'ALL' && takesNext(findTargetHandler(handler))

/**
 * Whether anything in the module can stand between a visitor and a route (sign-in, payment): told by
 * handlers that take `next`, catch every method, or share a route. In doubt, yes.
 */
export function hasMiddleware(routes: readonly OwnRoute[]): boolean {
  const seen = new Set<string>()
  return routes.some(({ method, path, handler }) => {
    const id = `${method} ${path}`
    const target = findTargetHandler(handler)
    const many = path.includes('*') || (target.length === 0 && path.includes(':'))
    if (many || method === 'ALL' || takesNext(target) || seen.has(id)) return true
    seen.add(id)
    return false
  })
}
