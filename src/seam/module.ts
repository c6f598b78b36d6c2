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
  readonly settings?: Readonly<Record<string, unknown>>
  readonly fields?: Readonly<Record<string, unknown>>
  readonly views?: Readonly<Record<string, View<never>>>
  readonly pages?: Readonly<Record<string, unknown>>
  readonly routes?: RoutesSeam
  /** `'base'`: the middleware of `routes` runs around the base's routes too. */
  readonly wraps?: 'base'
  readonly onFault?: 'base'
  /** By what they guard. */
  readonly guards?: Readonly<Record<string, unknown>>
  /** By what they decide. */
  readonly rules?: Readonly<Record<string, unknown>>
  readonly scorer?: unknown
  /** By what has happened. */
  readonly hooks?: Readonly<Record<string, unknown>>
  /** In the place of the base: nothing but what it keeps is the base's. */
  readonly app?: RoutesSeam
  /** Parts of the base that an app of its own keeps. */
  readonly keeps?: readonly string[]
  /** Path → label of a way in the menu, or `false` to leave out the base's. */
  readonly menu?: Readonly<Record<string, unknown>>
}

/** The module's own routes, whether they stand over the base or in its place. */
export const ownRoutes = (module: EventModule | null): RoutesSeam | undefined =>
  module?.app ?? module?.routes

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

/** Every key, and what its value has to be for the module to be one. */
const KEYS: { readonly [K in keyof EventModule]-?: (value: unknown, key: K) => string | null } = {
  messages: mustBeObject,
  theme: mustBeObject,
  settings: mustBeObject,
  fields: mustBeObject,
  views: mustBeObject,
  pages: mustBeObject,
  routes: mustBeApp,
  wraps: mustBeBase,
  onFault: mustBeBase,
  guards: mustBeObject,
  rules: mustBeObject,
  // A scorer that is none is answered for by the base's.
  scorer: () => null,
  hooks: mustBeObject,
  app: mustBeApp,
  keeps: mustBeNames,
  menu: mustBeObject,
}

function mustBeObject(value: unknown, key: string): string | null {
  return isRecord(value) ? null : `"${key}" is an object.`
}

function mustBeBase(value: unknown, key: string): string | null {
  return value === 'base' ? null : `"${key}" is 'base', or left out.`
}

function mustBeApp(value: unknown, key: string): string | null {
  return isRoutes(value) ? null : `"${key}" is a Hono app: new Hono().get("/path", handler).`
}

function mustBeNames(value: unknown, key: string): string | null {
  const isList = Array.isArray(value) && value.every((name) => typeof name === 'string')
  return isList ? null : `"${key}" is a list of names.`
}

/** What a module's file exports, read as a module; refused with the repair, as a sentence. */
export function readModule(exported: unknown): Result<EventModule, string> {
  const given = isRecord(exported) ? exported['default'] : undefined
  if (isRoutes(given)) return ok({ routes: given })
  const value = isRecord(given) ? snapshot(given, 2) : given
  if (!isRecord(value)) return err(`${EXPECTED} It exports ${describe(value)}.`)
  const names = Object.keys(KEYS)
  const unknown = Object.keys(value).find((key) => !names.includes(key))
  if (unknown !== undefined)
    return err(`defineEvent has no "${unknown}". It has ${names.join(', ')}.`)
  for (const [key, refuse] of Object.entries(KEYS)) {
    const refusal = value[key] === undefined ? null : refuse(value[key], key as never)
    if (refusal !== null) return err(refusal)
  }
  return refuseTogether(value) ?? ok(value)
}

/** What each alone is right, and not together. */
function refuseTogether({ app, routes, wraps, keeps }: EventModule): Result<never, string> | null {
  if (app !== undefined && routes !== undefined)
    return err('Give "routes" over the base, or an "app" in its place; not both.')
  if (app !== undefined && wraps !== undefined)
    return err('"wraps" is for "routes": an "app" has nothing of the base around it.')
  if (app === undefined && keeps !== undefined)
    return err('"keeps" is for an "app" in the place of the base; without one all is kept.')
  return null
}

/**
 * A copy whose values are just values: what reads differently each time, or throws when it is read,
 * is read here and once. What throws becomes a function that throws it, which no seam takes for good.
 *
 * @param depth how many levels of plain objects are copied
 */
function snapshot(record: Record<string, unknown>, depth: number): Record<string, unknown> {
  const read = (key: string): unknown => {
    try {
      const value = record[key]
      return depth > 0 && isPlain(value) ? snapshot(value, depth - 1) : value
    } catch (error) {
      return () => {
        throw error
      }
    }
  }
  // Not by assignment: `__proto__` is a name like any other.
  return Object.fromEntries(Object.keys(record).map((key) => [key, read(key)]))
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
