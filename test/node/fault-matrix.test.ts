import { Hono } from 'hono'
import { afterAll, describe, expect, test } from 'vitest'
import { match } from '../../src/base/match.ts'
import { CONFIG } from '../../src/config.ts'
import { Breakers } from '../../src/dispatch/breaker.ts'
import { createDispatch } from '../../src/dispatch/dispatch.ts'
import { createEventApps } from '../../src/dispatch/event-apps.ts'
import type { RequestPoint } from '../../src/ports.ts'
import type { Base } from '../../src/seam/base.ts'
import type { EventModule } from '../../src/seam/module.ts'
import { createConsoleTelemetry } from '../../src/telemetry/console-telemetry.ts'
import { ANSWER_KINDS, EXPORT_KINDS, FAULT_KINDS, type FaultKind } from '../support/fault-kinds.ts'
import { tenant } from '../support/tenants.ts'
import { tinyBase } from '../support/tiny-base.ts'

// Every kind of fault × every place a module can put code or data: what the visitor gets, what is
// told, and that the event next door does not notice.

const SECRETS = /secret-of-the-module|\/srv\/|event\.ts|node_modules|\bat \S+ \(/

type Fail = () => never

interface Row {
  readonly name: string
  /** The real base, or the tiny one. */
  readonly base: 'match' | 'tiny'
  readonly module: (fail: Fail) => EventModule | Hono
  readonly path: string
  readonly method?: string
  /** `base`: its own answer stands in; `error`: the event's error page. */
  readonly gets: 'base' | 'error'
  readonly seam: string
  readonly kinds: readonly FaultKind[]
}

const answerKinds = [...FAULT_KINDS, ...ANSWER_KINDS]
const pass = async (_c: unknown, next: () => Promise<void>): Promise<void> => next()
const own = { title: { en: 'Extra' } }
const getting = (name: string, fail: Fail): Record<string, never> =>
  Object.defineProperty({}, name, { get: fail, enumerable: true })
/** A key that is there but undefined fills nothing. */
const filled = FAULT_KINDS.filter(({ name }) => name !== 'returns undefined')

const piece = (name: string, seam: string, module: Row['module']): Row => ({
  ...{ name, seam, module, base: 'match', path: '/', gets: 'base', kinds: FAULT_KINDS },
})
const route = (gets: Row['gets'], name: string, at: string, module: Row['module']): Row => {
  const [method = 'GET', path = '/'] = at.split(' ')
  const seam = `route:${method === 'HEAD' ? 'GET' : method} ${path}`
  return { name, gets, base: 'tiny', module, method, path, seam, kinds: answerKinds }
}

/** A new key of `EventModule` without a row here does not type-check. */
const ROWS = {
  messages: [
    {
      ...piece('a message', 'message:home.agenda', (fail) => ({
        messages: { en: getting('home.agenda', fail) },
      })),
      kinds: filled,
    },
    {
      ...piece('a whole locale', 'message:home.agenda', (fail) => ({
        messages: getting('en', fail),
      })),
      // Its texts are looked for one by one: each is told by itself.
      kinds: [],
    },
  ],
  theme: [piece('a token', 'theme:accent', (fail) => ({ theme: getting('accent', fail) }))],
  views: [
    piece('a whole page’s view', 'view:home', (fail) => ({ views: { home: fail } })),
    piece('a view in a view', 'view:home.hero', (fail) => ({ views: { 'home.hero': fail } })),
    piece('the page chrome', 'view:layout.header', (fail) => ({
      views: { 'layout.header': fail },
    })),
  ],
  pages: [
    {
      ...piece('an extra page', 'page:/extra', (fail) => ({
        pages: { '/extra': { ...own, view: fail } },
      })),
      path: '/extra',
      gets: 'error',
    },
    {
      ...piece('a page in a base page’s place', 'page:/agenda', (fail) => ({
        pages: { '/agenda': { ...own, menu: false, view: fail } },
      })),
      path: '/agenda',
    },
  ],
  routes: [
    route('base', 'on a public path', 'GET /', (fail) => new Hono().get('/', fail)),
    route('base', 'on a public path', 'HEAD /', (fail) => new Hono().get('/', fail)),
    route('error', 'on a public path', 'POST /', (fail) => new Hono().post('/', fail)),
    route('error', 'on a private path', 'GET /private', (fail) => new Hono().get('/private', fail)),
    route('error', 'on a private path', 'HEAD /private', (fail) =>
      new Hono().get('/private', fail),
    ),
    route('error', 'on a path of its own', 'GET /own', (fail) => new Hono().get('/own', fail)),
    route('error', 'on a path of its own', 'DELETE /own', (fail) =>
      new Hono().delete('/own', fail),
    ),
    route('error', 'behind middleware', 'GET /', (fail) => new Hono().use(pass).get('/', fail)),
    route('error', 'behind middleware of its route', 'GET /', (fail) =>
      new Hono().get('/', pass, fail),
    ),
    {
      ...route('error', 'as middleware', 'GET /', (fail) =>
        new Hono().use(fail).get('/', (c) => c.text('own')),
      ),
      seam: 'route:ALL /*',
    },
    route('error', 'as onError', 'GET /own', (fail) =>
      new Hono()
        .get('/own', () => {
          throw new Error('first')
        })
        .onError(fail),
    ),
    route('error', 'as notFound handler', 'GET /own', (fail) =>
      new Hono().get('/own', (c) => c.notFound()).notFound(fail),
    ),
    route('error', 'in a sub-app', 'GET /sub/own', (fail) =>
      new Hono().route('/sub', new Hono().get('/own', fail)),
    ),
  ],
  wraps: [
    {
      ...route('error', 'as middleware around the base', 'GET /', (fail) => ({
        wraps: 'base',
        routes: new Hono().use('*', fail as never),
      })),
      seam: 'route:ALL /*',
    },
  ],
  onFault: [
    route('base', 'behind middleware that may fall open', 'GET /', (fail) => ({
      onFault: 'base',
      routes: new Hono().use(pass).get('/', fail),
    })),
  ],
} as const satisfies Record<keyof EventModule, readonly Row[]>

const BASES = { match, tiny: tinyBase } as unknown as Record<Row['base'], Base<never>>
const NEIGHBOUR = {
  match: { messages: { en: { 'home.agenda': 'Ahoy' } } },
  tiny: { messages: { en: { 'tiny.hello': 'Ahoy {name}' } } },
}
const empty = { version: null, rooms: [], sessions: [] }

function start(base: Row['base'], faulty: (() => Promise<unknown>) | null) {
  const lines: string[] = []
  const requests: RequestPoint[] = []
  const write = (line: string) => void lines.push(line)
  const { request, ...telemetry } = createConsoleTelemetry(write, write)
  const tenants = new Map(['fair', 'next'].map((key) => [`${key}.localhost`, tenant(key)]))
  const next = async () => ({ default: NEIGHBOUR[base] })
  let id = 0
  const dispatch = createDispatch<never>({
    apexes: new Set(['localhost']),
    directory: {
      readAt: () => null,
      lookup: (host) => {
        const found = tenants.get(host)
        return found === undefined ? { kind: 'unknown' } : { kind: 'found', tenant: found }
      },
    },
    events: new Map(Object.entries(faulty === null ? { next } : { next, fair: faulty })),
    base: BASES[base],
    eventApps: createEventApps(BASES[base], 10),
    breakers: new Breakers({ now: () => 0 }, CONFIG.breaker),
    openStore: () => ({ read: async () => empty as never, write: async () => empty as never }),
    clock: { now: () => Date.UTC(2027, 2, 27) },
    telemetry: { ...telemetry, request: (point) => (requests.push(point), request(point)) },
    newRequestId: () => `request-${++id}`,
    limits: { ...CONFIG.limits, deadline: 300, pieceDeadline: 50 },
    previewSecret: null,
    platform: () => new Response('platform'),
  })
  const ctx = {
    waitUntil: () => undefined,
    passThroughOnException: () => undefined,
    props: {},
  }
  async function get(key: string, path: string, method = 'GET') {
    const response = await dispatch(new Request(`http://${key}.localhost${path}`, { method }), ctx)
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
  return { get, faults, counted }
}

type Running = ReturnType<typeof start>
type Answer = Awaited<ReturnType<Running['get']>>
const neighbours = async ({ get }: Running) =>
  Promise.all(['/', '/agenda', '/private', '/nowhere'].map((path) => get('next', path)))

/** Whether an answer is the base's own to this path, byte for byte, or the event's error page. */
function sees(answer: Answer, stands: Answer): string {
  const same = JSON.stringify({ ...answer, degraded: null }) === JSON.stringify(stands)
  if (same) return 'base'
  return /^tiny fault$|This page could not be shown.*<id>|^$/s.test(answer.body) ? 'error' : 'else'
}

let cells = 0
afterAll(() => console.log(`fault matrix: ${cells} cells`))

async function expectAlone(faulty: Running, base: Row['base']): Promise<void> {
  expect(await neighbours(faulty)).toEqual(await neighbours(start(base, null)))
  expect(faulty.faults().filter((line) => !line.startsWith('fair '))).toEqual([])
  expect(faulty.counted('next').filter(({ fault, degraded }) => fault ?? degraded[0])).toEqual([])
  cells++
}

describe.each(Object.entries(ROWS))('%s:', (_, rows) => {
  const cellsOf = (rows as readonly Row[]).flatMap((row) =>
    row.kinds.map((kind) => ({ row, kind })),
  )
  test.each(cellsOf)('$row.name, $row.method $row.path, $kind.name', async ({ row, kind }) => {
    const module = row.module(kind.happen as Fail)
    const faulty = start(row.base, async () => ({ default: module }))
    const [answer] = await Promise.all([
      faulty.get('fair', row.path, row.method),
      neighbours(faulty),
    ])

    const stands = await start(row.base, null).get('fair', row.path, row.method)
    const stopped = /^(?:route|page)/.test(row.seam)
    const status = row.gets === 'base' ? 200 : 500
    expect({
      status: answer.status,
      degraded: answer.degraded,
      sees: sees(answer, stands),
      leaks: SECRETS.test(JSON.stringify(answer)),
      told: faulty.faults(),
      counted: faulty.counted('fair'),
    }).toEqual({
      status,
      degraded: row.seam,
      sees: row.gets,
      leaks: false,
      told: [`fair ${row.seam}`],
      counted: [{ status, degraded: [row.seam], fault: stopped ? row.seam : null }],
    })
    await expectAlone(faulty, row.base)
  })
})

const imports = FAULT_KINDS.filter(({ name }) => !name.startsWith('never'))
const never = FAULT_KINDS.filter(({ name }) => name.startsWith('never'))

describe.each(['tiny', 'match'] as const)('a module over the %s base whose import', (base) => {
  test.each([...imports, ...EXPORT_KINDS, ...never])('$name', async ({ happen }) => {
    const faulty = start(base, async () => happen())
    for (const path of ['/', '/own']) {
      const [answer] = await Promise.all([faulty.get('fair', path), neighbours(faulty)])
      expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '10' } })
      expect(JSON.stringify(answer)).not.toMatch(SECRETS)
    }
    expect(faulty.faults()).toEqual(['fair module', 'fair module'])
    expect(faulty.counted('fair')).toMatchObject([{ fault: 'module' }, { fault: 'module' }])
    await expectAlone(faulty, base)
  })
})
