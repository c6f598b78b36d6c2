import { HTTPException } from 'hono/http-exception'

/** Stands in everything that a module throws or gives back by mistake; no visitor may ever read it. */
export const SECRET = 'secret-of-the-module in /srv/events/fair/event.ts:42'

/** One way in which a piece of a module goes wrong. */
export interface FaultKind {
  readonly name: string
  readonly happen: () => unknown
}

const trap = (): never => {
  throw new Error(SECRET)
}

/** An object that throws whatever is done with it. */
const untouchable = (): object =>
  new Proxy(
    {},
    { get: trap, has: trap, getPrototypeOf: trap, ownKeys: trap, getOwnPropertyDescriptor: trap },
  )

const withThrowingGetters = <T extends object>(value: T): T =>
  Object.defineProperties(value, {
    name: { get: trap },
    message: { get: trap },
    stack: { get: trap },
    status: { get: trap },
    toString: { get: trap },
  })

/** A rejection that nobody has to handle: a seam that never looks at it does not end the run. */
function rejected(reason: unknown): Promise<never> {
  const promise = Promise.reject(reason)
  promise.catch(() => undefined)
  return promise
}

const throwing = (name: string, thrown: () => unknown): FaultKind => ({
  name,
  happen: () => {
    throw thrown()
  },
})

/** Ways that fit every piece which is code. */
export const FAULT_KINDS: readonly FaultKind[] = [
  throwing('throws an Error', () => new Error(SECRET)),
  throwing('throws a string', () => SECRET),
  throwing('throws null', () => null),
  throwing('throws undefined', () => undefined),
  throwing('throws an object whose getters throw', () => withThrowingGetters({})),
  throwing('throws an Error whose getters throw', () => withThrowingGetters(new Error(SECRET))),
  throwing('throws an Error whose message is a symbol', () =>
    Object.defineProperty(new Error(SECRET), 'message', { value: Symbol(SECRET) }),
  ),
  throwing('throws an object that cannot be touched', untouchable),
  { name: 'rejects', happen: () => rejected(new Error(SECRET)) },
  { name: 'rejects with a string', happen: () => rejected(SECRET) },
  { name: 'rejects with undefined', happen: () => rejected(undefined) },
  { name: 'throws after a while', happen: () => Promise.resolve().then(trap) },
  { name: 'never settles', happen: () => new Promise(() => {}) },
  { name: 'returns a string', happen: () => SECRET },
  { name: 'returns a number', happen: () => 42 },
  { name: 'returns undefined', happen: () => undefined },
  { name: 'resolves to undefined', happen: async () => undefined },
  { name: 'returns what only looks right', happen: () => ({ status: 200, body: SECRET }) },
]

/** A response whose body somebody else reads already. */
function locked(): Response {
  const response = new Response(SECRET)
  response.body?.getReader()
  return response
}

/** Ways that fit only what answers a request. */
export const ANSWER_KINDS: readonly FaultKind[] = [
  { name: 'returns a response whose body is taken', happen: locked },
  { name: 'returns a response that is an error', happen: () => Response.error() },
  throwing('throws an HTTPException of no status', () => new HTTPException(1000 as 500)),
  throwing('throws an HTTPException whose body is taken', () =>
    Object.assign(new HTTPException(401, { res: locked() })),
  ),
]

/** What a module's file may export by mistake. */
export const EXPORT_KINDS: readonly FaultKind[] = [
  { name: 'exports nothing', happen: () => ({}) },
  { name: 'exports null', happen: () => ({ default: null }) },
  { name: 'exports a string', happen: () => ({ default: SECRET }) },
  { name: 'exports a list', happen: () => ({ default: [] }) },
  { name: 'exports a function', happen: () => ({ default: () => SECRET }) },
  { name: 'exports what cannot be touched', happen: () => ({ default: untouchable() }) },
  { name: 'exports through a getter that throws', happen: () => Object.create({}, DEFAULT) },
  { name: 'has a key that does not exist', happen: () => ({ default: { [SECRET]: {} } }) },
  { name: 'has messages that are none', happen: () => ({ default: { messages: SECRET } }) },
  { name: 'has routes that are none', happen: () => ({ default: { routes: SECRET } }) },
  {
    name: 'has routes that only look like a Hono app',
    happen: () => ({ default: { routes: { routes: [{ [SECRET]: 1 }], fetch: trap } } }),
  },
]

const DEFAULT = { default: { get: trap, enumerable: true } }
