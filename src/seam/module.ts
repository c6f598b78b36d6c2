import { err, ok, type Result } from '../contract.ts'
import type { OwnMessages } from './message.ts'
import type { View } from './view.ts'

/**
 * An event module as dispatch sees it: every key optional, shapes checked, contents not yet. What
 * authors write is typed more closely by the kit, from the base's own seams.
 */
export interface EventModule {
  readonly messages?: OwnMessages
  readonly theme?: Readonly<Record<string, unknown>>
  readonly views?: Readonly<Record<string, View<never>>>
  readonly pages?: Readonly<Record<string, unknown>>
  readonly routes?: RoutesSeam
  /** `'base'`: the middleware of `routes` runs around the base's routes too. */
  readonly wraps?: 'base'
  readonly onFault?: 'base'
}

/** A Hono app, told by its shape: a plain `new Hono()` is typed for other bindings than ours. */
export interface RoutesSeam {
  readonly routes: readonly OwnRoute[]
  readonly fetch: (request: Request, ...rest: never[]) => Response | Promise<Response>
}

export interface OwnRoute {
  readonly method: string
  readonly path: string
  readonly handler: (...args: never[]) => unknown
}

const KEYS = ['messages', 'theme', 'views', 'pages', 'routes', 'wraps', 'onFault'] as const

/** What a module's file exports, read as a module; refused with the repair, as a sentence. */
export function readModule(exported: unknown): Result<EventModule, string> {
  const given = isRecord(exported) ? exported['default'] : undefined
  if (isRoutes(given)) return ok({ routes: given })
  const value = isRecord(given) ? snapshot(given, 2) : given
  if (!isRecord(value)) return err(`${EXPECTED} It exports ${describe(value)}.`)
  const unknown = Object.keys(value).find((key) => !KEYS.some((known) => known === key))
  if (unknown !== undefined)
    return err(`defineEvent has no "${unknown}". It has ${KEYS.join(', ')}.`)
  for (const key of ['messages', 'theme', 'views', 'pages'] as const) {
    if (value[key] !== undefined && !isRecord(value[key])) return err(`"${key}" is an object.`)
  }
  for (const key of ['wraps', 'onFault'] as const) {
    if (value[key] !== undefined && value[key] !== 'base')
      return err(`"${key}" is 'base', or left out.`)
  }
  if (value['routes'] !== undefined && !isRoutes(value['routes'])) {
    return err('"routes" is a Hono app: new Hono().get("/path", handler).')
  }
  return ok(value)
}

/**
 * A copy whose values are just values: what reads differently each time, or throws when it is read,
 * is read here and once. What throws becomes a function that throws it, which no seam takes for good.
 *
 * @param depth how many levels of plain objects are copied
 */
function snapshot(record: Record<string, unknown>, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(record)) {
    try {
      const value = record[key]
      copy[key] = depth > 0 && isPlain(value) ? snapshot(value, depth - 1) : value
    } catch (error) {
      copy[key] = () => {
        throw error
      }
    }
  }
  return copy
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && Object.getPrototypeOf(value) === Object.prototype

const EXPECTED = 'An event module has a default export: defineEvent({ … }) or a Hono app.'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isRoutes = (value: unknown): value is RoutesSeam =>
  isRecord(value) && Array.isArray(value['routes']) && typeof value['fetch'] === 'function'

const describe = (value: unknown): string =>
  value === undefined ? 'nothing' : value === null ? 'null' : `a ${typeof value}`
