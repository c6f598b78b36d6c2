import { Hono } from 'hono'
import { basicAuth } from 'hono/basic-auth'
import { bearerAuth } from 'hono/bearer-auth'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { match, matchPublications } from '../../src/base/match.ts'
import { CONFIG } from '../../src/config.ts'
import { ok, type Tenant } from '../../src/contract.ts'
import { Breakers } from '../../src/dispatch/breaker.ts'
import { createDispatch } from '../../src/dispatch/dispatch.ts'
import { createEventApps } from '../../src/dispatch/event-apps.ts'
import { runWork, type WorkParts } from '../../src/dispatch/run-work.ts'
import { createTestIsolates } from '../../src/kit/test-isolates.ts'
import type { Directory, FallsOpen, Outbox, RequestPoint } from '../../src/ports.ts'
import type { Base } from '../../src/seam/base.ts'
import { createConsoleTelemetry } from '../../src/telemetry/console-telemetry.ts'
import { inLane } from './lanes.ts'
import { tenant } from './tenants.ts'
import { tinyBase } from './tiny-base.ts'

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

/** A seam that never looks at a promise leaves its rejection to nobody: that would end the run. */
function handled(promise: Promise<never>): Promise<never> {
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
  { name: 'rejects', happen: () => handled(Promise.reject(new Error(SECRET))) },
  { name: 'rejects with a string', happen: () => handled(Promise.reject(SECRET)) },
  { name: 'rejects with undefined', happen: () => handled(Promise.reject(undefined)) },
  { name: 'throws after a while', happen: () => handled(Promise.resolve().then(trap)) },
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

/** Ways that fit only what is shown: markup that is no text once it is written out. */
export const MARKUP_KINDS: readonly FaultKind[] = [
  { name: 'is written as a number', happen: () => ({ isEscaped: true, toString: () => 42 }) },
  { name: 'throws when it is written', happen: () => ({ isEscaped: true, toString: trap }) },
  {
    name: 'is written by what is no promise',
    // eslint-disable-next-line unicorn/no-thenable
    happen: () => ({ isEscaped: true, toString: () => ({ then: trap }) }),
  },
]

/** Modules that look right and are not; each fails only once it is laid over the base or asked. */
export const ODD_MODULES: Readonly<Record<string, object>> = {
  'a locale that is null': { messages: { en: null } },
  'a view behind a getter that throws': { views: gettingFrom('home') },
  'a page behind a getter that throws': { pages: gettingFrom('/page') },
  'a page whose path is no pattern': {
    pages: { '/page/:id{[}': { title: { en: 'Page' }, view: trap } },
  },
  'a route whose path is no pattern': new Hono().get('/own/:id{[}', (c) => c.text('own')),
}

/** Some bytes, then an error. */
export const breakingBody = (): ReadableStream<Uint8Array> => {
  const pieces = ['first piece ']
  return new ReadableStream({
    pull(controller) {
      const piece = pieces.pop()
      if (piece === undefined) controller.error(new Error(SECRET))
      else controller.enqueue(new TextEncoder().encode(piece))
    },
  })
}

const refuse = (status: 401 | 402 | 403) => (): never => {
  throw new HTTPException(status, { message: 'refused' })
}
const TOKEN = 'the-right-token'

/** Ways to say no, each in front of `/` and `/private`, where the tiny base has pages too. */
export const DENIALS: Readonly<Record<string, Parameters<Hono['use']>[1]>> = {
  'throws 401': refuse(401),
  'throws 402': refuse(402),
  'throws 403': async () => refuse(403)(),
  'returns 401': async () => new Response('refused', { status: 401 }),
  'returns 403 through c': async (c) => c.text('refused', 403),
  'replaces the answer by 401': async (c, next) => {
    await next()
    c.res = new Response('refused', { status: 401 })
  },
  basicAuth: basicAuth({ username: 'a', password: TOKEN }),
  bearerAuth: bearerAuth({ token: TOKEN }),
  csrf: csrf(),
}

/** What a denial protects; no fault at all. */
export const PROTECTED: FaultKind = { name: 'answers', happen: () => new Response(SECRET) }
/** A form sent from another site. */
export const FOREIGN = { headers: { origin: 'https://evil.example', 'content-type': 'text/plain' } }

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

function gettingFrom(name: string): object {
  return Object.defineProperty({}, name, { get: trap, enumerable: true })
}

const BASES = { match, tiny: tinyBase } as unknown as Record<'match' | 'tiny', Base<never>>
const NEIGHBOUR = {
  match: { messages: { en: { 'home.agenda': 'Ahoy' } } },
  tiny: { messages: { en: { 'tiny.hello': 'Ahoy {name}' } } },
}
const empty = { version: null, rooms: [], sessions: [] }
const everythingEmpty = Object.fromEntries(
  matchPublications.map(({ query: { name }, shape }) => [name, { shape, value: empty }]),
)

/**
 * Two events over the real base or the tiny one: `next`, whose module is sound, and `fair`, whose
 * module is what `faulty` imports. Telemetry is the platform's own, its lines kept.
 */
export function startFaulty(
  base: 'match' | 'tiny',
  faulty: (() => Promise<unknown>) | null,
  different: Partial<Tenant> = {},
  fallsOpen: FallsOpen = async () => false,
) {
  const lines: string[] = []
  const requests: RequestPoint[] = []
  const waiting: Promise<unknown>[] = []
  const write = (line: string) => void lines.push(line)
  const telemetry = createConsoleTelemetry(write, write)
  // What is faulty is soon given up; what is sound is not, on however busy a machine.
  const { deadline } = CONFIG.limits
  const hasty = { deadline: faulty === null ? deadline : 400 }
  const tenants = new Map([
    ['fair.localhost', inLane(tenant('fair', { ...hasty, ...different }))],
    ['next.localhost', inLane(tenant('next', { deadline }))],
  ])
  const next = async () => ({ default: NEIGHBOUR[base] })
  let id = 0
  let outbox: Outbox | null = null
  const events = new Map(Object.entries(faulty === null ? { next } : { next, fair: faulty }))
  const directory: Directory = {
    readAt: () => null,
    lookup: (host) => {
      const found = tenants.get(host)
      return found === undefined ? { kind: 'unknown' } : { kind: 'found', tenant: found }
    },
  }
  // Records name their own deadline: this one is what an import has. One that is sound needs no time.
  const limits = { ...CONFIG.limits, deadline: 500, pieceDeadline: 100 }
  const clock = { now: () => Date.UTC(2027, 2, 27) }
  const around = {
    directory,
    breakers: new Breakers({ now: () => 0 }, CONFIG.breaker),
    openMail: () => ({ send: async () => {} }),
    openHttp: () => ({ fetch: async () => new Response() }),
    openSecrets: () => ({ get: async () => '' }),
    telemetry: {
      ...telemetry,
      request: (point: RequestPoint) => {
        requests.push(point)
        telemetry.request(point)
      },
    },
  }
  const snapshot = async () => ({ version: 0, data: everythingEmpty })
  const parts: WorkParts<never> = {
    ...around,
    apexes: new Set(['localhost']),
    events,
    isolates: createTestIsolates({
      base: BASES[base],
      events,
      limits,
      breaker: CONFIG.breaker,
      clock: { now: () => 0 },
      start: 1_000,
      ports: {
        ...around,
        openStub: () => ({
          call: async () => ok(JSON.stringify(empty)),
          calls: async (calls) => calls.map(() => ok(JSON.stringify(empty))),
        }),
        snapshots: { get: snapshot, renew: snapshot },
      },
    }),
    base: BASES[base],
    eventApps: createEventApps(BASES[base], 10),
    fallsOpen,
    openStore: () => ({ read: async () => empty as never, write: async () => empty as never }),
    openPublished: () => ({ read: async () => empty as never, renew: async () => undefined }),
    openOutbox: () => {
      if (outbox === null) throw new Error('no work here')
      return outbox
    },
    originOf: ({ canonicalHost }) => `https://${canonicalHost}`,
    clock,
    newRequestId: () => `request-${++id}`,
    limits,
    previewSecret: null,
    previews: null,
    platform: () => new Response('platform'),
  }
  const dispatch = createDispatch(parts)
  const ctx = {
    waitUntil: (promise: Promise<unknown>) => void waiting.push(promise),
    passThroughOnException: () => undefined,
    props: {},
  }
  async function get(key: string, path: string, method = 'GET', init: RequestInit = {}) {
    const asked = new Request(`http://${key}.localhost${path}`, { method, ...init })
    const response = await dispatch(asked, ctx)
    const headers = Object.fromEntries(response.headers)
    const { 'x-request-id': requestId = '', 'usher-degraded': degraded = null, ...rest } = headers
    const body = (await response.text()).replaceAll(requestId, '<id>')
    return { status: response.status, degraded, headers: rest, body }
  }
  const faults = () =>
    lines
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter(({ type }) => type === 'fault')
      .map(({ event, seam }) => `${event} ${seam}`)
  const counted = (event: string) =>
    requests
      .filter((point) => point.event === event)
      .map(({ status, degraded, fault }) => ({ status, degraded, fault }))
  const work = (key: string, given: Outbox) => {
    outbox = given
    return runWork(parts, { event: key, storeId: `${key}-1`, host: `${key}.localhost` }, ctx)
  }
  return { get, work, faults, counted, settled: () => Promise.allSettled(waiting) }
}
