import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { type Context, Hono } from 'hono'
import { raw } from 'hono/html'
import { beforeAll, expect, test } from 'vitest'
import { CONFIG } from '../../src/config.ts'
import { replaceSchedule } from '../../src/base/agenda/store.ts'
import { type AppEnv, SYSTEM, type Tenant } from '../../src/contract.ts'
import { hostKey, KvDirectory } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { createConsoleTelemetry } from '../../src/telemetry/console-telemetry.ts'
import { openStore, wire } from '../../src/wire.ts'
import { dispatcher } from '../support/dispatcher.ts'
import { programme } from '../support/programme.ts'
import { seeded } from '../support/seeded.ts'
import { tenant } from '../support/tenants.ts'

// Fifty events, each with a canary in everything that is its own, asked in a random but repeatable
// order: no canary may ever be seen under another event's name.

const EVENTS = 50
const TINY_REQUESTS = 90_000
const MATCH_REQUESTS = 10_000
const SWAPPED_REQUESTS = 2_000
const TOGETHER = 100
const CANARY = /canary-(\d+)-[a-z]+/g
const PATHS = ['/', '/own', '/private', '/nowhere', '/fails', '/agenda', '/page', '/session']

const keyOf = (i: number): string => `event-${i}`
const canaryOf = (i: number): string => `canary-${i}-${'abcdefghij'.charAt(i % 10).repeat(8)}`

/** As the registry has it: the name and the look are the event's own. */
const record = (i: number): Tenant =>
  tenant(keyOf(i), {
    name: `The ${canaryOf(i)}`,
    place: `Hall ${canaryOf(i)}`,
    theme: { css: `.${canaryOf(i)} { color: red }` },
  })

function routes(canary: string): Hono {
  const session = (c: Context): Response => {
    c.header('set-cookie', `session=${canary}; Path=/; HttpOnly`)
    return c.json({ canary, cookie: c.req.header('cookie') ?? null })
  }
  return new Hono()
    .get('/own', (c) => c.text(`own ${canary}`, 200, { etag: `"${canary}"`, 'x-own': canary }))
    .get('/session', session)
    .get('/private', async (c) => {
      await Promise.resolve()
      return c.text(`private ${canary}`)
    })
    .get('/fails', async () => {
      await Promise.resolve()
      throw new Error(`failed ${canary}`)
    })
}

const markup = (text: string) => async () => raw(`<b>${text}</b>`)
const words = (canary: string) => ({ en: { 'tiny.hello': canary, 'home.agenda': canary } })

/** Half of the events have a module; five kinds take turns. */
function moduleOf(i: number): unknown {
  const canary = canaryOf(i)
  const kinds = [
    routes(canary),
    { messages: words(canary), routes: routes(canary) },
    { views: { greeting: markup(canary), 'home.hero': markup(canary) } },
    {
      pages: { '/page': { title: { en: canary }, view: markup(canary) } },
      theme: { radius: canary },
    },
    {
      wraps: 'base',
      routes: routes(canary).use(async (c, next) => {
        await next()
        c.header('x-wrapped', canary)
      }),
    },
  ]
  return kinds[(i / 2) % kinds.length]
}

const modules = Object.fromEntries(
  Array.from({ length: EVENTS / 2 }, (_, i) => [keyOf(i * 2), { default: moduleOf(i * 2) }]),
)

beforeAll(async () => {
  for (let i = 0; i < EVENTS; i++) {
    await env.TENANTS.put(hostKey(`${keyOf(i)}.localhost`), serializeTenant(record(i)))
    const store = openStore(env, record(i), SYSTEM)
    await store.write(replaceSchedule, programme([`Opening ${canaryOf(i)}`]), 'seed')
  }
})

type Get = (url: string, init: RequestInit) => Promise<Response>

/** Canaries by whom they were shown: the event's own, and another's. */
function counter() {
  const seen = { own: 0, foreign: 0 }
  const look = (event: number, text: string): void => {
    for (const [, of] of text.matchAll(CANARY)) {
      if (Number(of) === event) seen.own++
      else seen.foreign++
    }
  }
  return { seen, look }
}

async function interleave(get: Get, times: number, seed: number) {
  const { seen, look } = counter()
  const random = seeded(seed)
  const statuses: Record<number, number> = {}
  const one = async (): Promise<void> => {
    const event = Math.floor(random() * EVENTS)
    const path = PATHS[Math.floor(random() * PATHS.length)] ?? '/'
    const method = random() < 0.1 ? 'HEAD' : 'GET'
    const own = canaryOf(event)
    const headers = { cookie: `session=${own}`, 'if-none-match': `"${own}"` }
    const response = await get(`http://${keyOf(event)}.localhost${path}`, { method, headers })
    statuses[response.status] = (statuses[response.status] ?? 0) + 1
    look(event, JSON.stringify([...response.headers]) + (await response.text()))
  }
  for (let done = 0; done < times; done += TOGETHER) {
    await Promise.all(Array.from({ length: TOGETHER }, one))
  }
  return { ...seen, statuses }
}

/** What stands in the log under an event's name. */
function lookAtLog(lines: readonly string[]) {
  const { seen, look } = counter()
  for (const line of lines) {
    const { event } = JSON.parse(line) as { event?: string | null }
    look(Number(event?.slice('event-'.length)), line)
  }
  return seen
}

/** The tiny base, behind the real KV. */
function startTiny(own: Readonly<Record<string, unknown>>) {
  const records = { get: (key: string) => env.TENANTS.get(key) }
  const options = { ...CONFIG.directory, size: EVENTS - 5 }
  const directory = new KvDirectory(records, { now: () => Date.now() }, options)
  const dispatch = dispatcher({ tenants: [], directory, modules: own })
  const log = () => {
    const lines: string[] = []
    const write = (line: string) => void lines.push(line)
    const telemetry = createConsoleTelemetry(write, write)
    for (const fault of dispatch.faults) telemetry.fault(fault)
    for (const point of dispatch.requests) telemetry.request(point)
    return lines
  }
  const get: Get = (url, init) => dispatch.get(url, init)
  return { get, log }
}

test('the tiny base: no canary of another event in any answer or log line', async () => {
  const { get, log } = startTiny(modules)
  const { own, foreign, statuses } = await interleave(get, TINY_REQUESTS, 1)
  const logged = lookAtLog(log())
  console.log(
    `tiny base: ${TINY_REQUESTS} requests, ${own} own, ${foreign} foreign`,
    statuses,
    logged,
  )
  expect([foreign, logged.foreign]).toEqual([0, 0])
  expect(own).toBeGreaterThan(TINY_REQUESTS / 3)
  expect(logged.own).toBeGreaterThan(0)
}, 120_000)

test('the real base with real stores: the same', async () => {
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  const events = new Map(Object.entries(modules).map(([key, module]) => [key, async () => module]))
  // Too small for all, so that some are forgotten and read again.
  const published = { ...CONFIG.published, size: 15_000 }
  const config = { ...CONFIG, apps: EVENTS - 5, published }
  const dispatch = wire(env, { events, telemetry: createConsoleTelemetry(write, write), config })
  const get: Get = async (url, init) => dispatch(new Request(url, init), createExecutionContext())
  const { own, foreign, statuses } = await interleave(get, MATCH_REQUESTS, 2)
  const logged = lookAtLog(lines)
  console.log(
    `real base: ${MATCH_REQUESTS} requests, ${own} own, ${foreign} foreign`,
    statuses,
    logged,
  )
  expect([foreign, logged.foreign]).toEqual([0, 0])
  expect(own).toBeGreaterThan(MATCH_REQUESTS)
  expect(logged.own).toBeGreaterThan(0)
}, 120_000)

test('what events publish, swapped in KV pair by pair, is refused, reported and never shown', async () => {
  const swapped = (key: string): string =>
    key.replace(/^(published:1:event-)(\d+):event-\d+/, (_, start: string, number: string) => {
      const other = Number(number) ^ 1
      return `${start}${other}:${keyOf(other)}`
    })
  const bindings = {
    EVENTS: env.EVENTS,
    FAULTS: env.FAULTS,
    REGISTRAR: env.REGISTRAR,
    APEXES: env.APEXES,
    TENANTS: { get: (key: string) => env.TENANTS.get(swapped(key)) } as KVNamespace,
  }
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  const published = { ...CONFIG.published, fresh: 0, refresh: 0 }
  const config = { ...CONFIG, published }
  const telemetry = createConsoleTelemetry(write, write)
  const dispatch = wire(bindings, { events: new Map(), telemetry, config })
  const get: Get = async (url, init) => dispatch(new Request(url, init), createExecutionContext())
  const { own, foreign } = await interleave(get, SWAPPED_REQUESTS, 4)
  const logged = lookAtLog(lines)
  const refused = lines.filter((line) => line.includes('belongs to') && line.includes('not shown'))
  console.log(
    `swapped: ${SWAPPED_REQUESTS} requests, ${own} own, ${foreign} foreign, ${refused.length} refused`,
  )
  expect([foreign, logged.foreign]).toEqual([0, 0])
  expect(own).toBeGreaterThan(SWAPPED_REQUESTS)
  expect(refused.length).toBeGreaterThan(EVENTS)
})

test('a module that keeps a visitor’s event in a variable is caught', async () => {
  let last = ''
  const leaky = new Hono<{ Bindings: AppEnv }>().get('/own', async (c) => {
    const before = last
    last = c.env.tenant.name
    return c.text(before)
  })
  const all = Array.from({ length: EVENTS }, (_, i) => [keyOf(i), { default: leaky }] as const)
  const { get } = startTiny(Object.fromEntries(all))
  expect((await interleave(get, 5_000, 3)).foreign).toBeGreaterThan(100)
})
