import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { CONFIG, type Config } from '../../src/config.ts'
import type { FaultPoint } from '../../src/ports.ts'
import { hostKey, KvDirectory } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { wire, type WorkerEnv } from '../../src/wire.ts'
import { tenant } from '../support/tenants.ts'

// The real base and real stores behind a real KV that fails, crawls or lies for a whole run.

const WARM = Array.from({ length: 10 }, (_, i) => `warm-${i}`)
const COLD = Array.from({ length: 10 }, (_, i) => `cold-${i}`)
const ROUNDS = 10
const UNKNOWN_PAGE = 'There is no event at this address'

const published = new Map(
  [...WARM, ...COLD, 'crowd'].map((key) => [
    hostKey(`${key}.localhost`),
    serializeTenant(tenant(key)),
  ]),
)
beforeAll(async () => {
  for (const [key, record] of published) await env.TENANTS.put(key, record)
})

type Records = (key: string) => Promise<string | null>

/** KV on a good day, without its waits: who has no patience is not to lose it on a busy machine. */
const well: Records = async (key) => published.get(key) ?? null

/** Every record is asked for again, warm or not; of a warm one the last good goes on serving. */
const IMPATIENT = { fresh: 0, retry: 0, timeout: 60, follow: 30 }

function start(directory: Partial<Config['directory']> = {}) {
  const kv = {
    reads: 0,
    snapshots: 0,
    answer: (key: string): Promise<string | null> => env.TENANTS.get(key),
  }
  const wrapped = {
    get: (key: string) => (kv[key.startsWith('host:') ? 'reads' : 'snapshots']++, kv.answer(key)),
  }
  const bindings = new Proxy(env, {
    get: (of, name) => (name === 'TENANTS' ? wrapped : Reflect.get(of, name)),
  }) as WorkerEnv
  const faults: FaultPoint[] = []
  const telemetry = {
    opened: () => undefined,
    note: () => undefined,
    request: () => undefined,
    fault: (fault: FaultPoint) => void faults.push(fault),
  }
  const { follow = CONFIG.published.follow } = directory
  const config = {
    ...CONFIG,
    directory: { ...CONFIG.directory, ...directory },
    published: { ...CONFIG.published, follow },
  }
  const dispatch = wire(bindings, { events: new Map(), telemetry, config })
  /** Asks, without the wait for what is left to do after the answer. */
  const ask = async (key: string) => {
    const ctx = createExecutionContext()
    const response = await dispatch(new Request(`http://${key}.localhost/`), ctx)
    const { status, headers } = response
    const answer = { status, body: await response.text(), retryAfter: headers.get('retry-after') }
    return { answer, settled: async () => waitOnExecutionContext(ctx) }
  }
  const get = async (key: string) => {
    const { answer, settled } = await ask(key)
    await settled()
    return answer
  }
  return { kv, ask, get, faults }
}

const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

const TROUBLES: [string, Records][] = [
  ['fails', async () => Promise.reject(new Error('KV GET failed: 500'))],
  [
    'throws at once',
    () => {
      throw new Error('KV is not bound')
    },
  ],
  ['never answers', () => new Promise(() => {})],
  ['answers too late', async (key) => wait(150).then(() => env.TENANTS.get(key))],
  ['holds no JSON', async () => '<html>502 Bad Gateway</html>'],
  ['holds nothing but space', async () => ' '],
  ['holds half a record', async (key) => (await env.TENANTS.get(key))?.slice(0, 80) ?? null],
  ['holds another schema', async () => '{"schema":2}'],
]

const MODES: [string, Partial<Config['directory']>][] = [
  ['served while refreshed', IMPATIENT],
  ['read again before it is served', { ...IMPATIENT, refresh: 0 }],
  ['left alone after a failure', { ...IMPATIENT, refresh: 0, retry: 1_000 }],
]

describe.each(TROUBLES)('while KV %s', (_, trouble) => {
  test.each(MODES)(
    'warm hosts, %s, do not notice; cold ones are asked back',
    async (_mode, options) => {
      const { kv, get, faults } = start(options)
      kv.answer = well
      for (const key of WARM) expect((await get(key)).status).toBe(200)
      kv.answer = trouble
      for (let round = 0; round < ROUNDS; round++) {
        const warm = await Promise.all(WARM.map((key) => get(key)))
        expect(warm.map(({ status }) => status)).toEqual(WARM.map(() => 200))
        for (const [i, { body }] of warm.entries()) expect(body).toContain(`The ${WARM[i]}`)
      }
      for (const { status, body, retryAfter } of await Promise.all(COLD.map((key) => get(key)))) {
        expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '10' })
        expect(body).not.toContain(UNKNOWN_PAGE)
        expect(body).not.toMatch(/KV|Gateway|schema/)
      }
      expect(faults.filter(({ event }) => event !== '')).toEqual([])

      kv.answer = well
      if (options.retry === 0) for (const key of COLD) expect((await get(key)).status).toBe(200)
    },
  )
})

test('while KV crawls, warm hosts are as fast as ever and cold ones wait', async () => {
  const { kv, ask, get } = start({ fresh: 0, follow: 100, timeout: 60_000 })
  for (const key of WARM) await get(key)
  const { promise: crawled, resolve: arrive } = Promise.withResolvers<void>()
  kv.answer = async (key) => crawled.then(() => env.TENANTS.get(key))
  const answered: string[] = []
  const left: (() => Promise<void>)[] = []
  const visit = async (key: string): Promise<number> => {
    const { answer, settled } = await ask(key)
    answered.push(key)
    left.push(settled)
    return answer.status
  }
  const cold = COLD.map(visit)
  // Until KV has come forth with something it is only they who are served.
  expect(await Promise.all(WARM.map(visit))).toEqual(WARM.map(() => 200))
  expect(answered.toSorted()).toEqual(WARM.toSorted())
  arrive()
  expect(await Promise.all(cold)).toEqual(COLD.map(() => 200))
  await Promise.all(left.map((settled) => settled()))
})

describe('a thousand visitors at once', () => {
  /** To answer them all takes a busy machine seconds; nobody is to lose patience meanwhile. */
  const PATIENT = { follow: 60_000 }
  const crowd = (get: ReturnType<typeof start>['get'], key: string) =>
    Promise.all(Array.from({ length: 1_000 }, () => get(key)))

  test('of a cold host cause one read of its record and one of what it publishes', async () => {
    const { kv, get } = start(PATIENT)
    const answers = await crowd(get, 'crowd')
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    expect([kv.reads, kv.snapshots]).toEqual([1, 1])
  })

  test('of an unknown host cause one read', async () => {
    const { kv, get } = start(PATIENT)
    const answers = await crowd(get, 'nobody')
    expect(answers.filter(({ status }) => status !== 404)).toEqual([])
    expect(kv.reads).toBe(1)
  })

  test('of a cold host cause one read that fails, and all are asked back', async () => {
    const { kv, get } = start(PATIENT)
    kv.answer = async () => wait(20).then(() => Promise.reject(new Error('KV GET failed')))
    const answers = await crowd(get, 'crowd')
    expect(answers.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([])
    expect(kv.reads).toBe(1)
  })
})

test('of 50,000 events as many are remembered as fit, and every answer is right', async () => {
  // Records are made up as they are read: to put so many into KV would take longer than the test.
  const [EVENTS, SIZE] = [50_000, 1_000]
  const nameOf = (key: string) => `event-${key.split(/[:.]/)[1]?.slice(6)}`
  const records = {
    get: async (key: string) => serializeTenant(tenant(nameOf(key))),
  }
  const options = { ...CONFIG.directory, size: SIZE }
  const directory = new KvDirectory(records, { now: () => Date.now() }, options)
  const lookup = async (host: string) => directory.lookup(host, () => undefined)
  let wrong = 0
  for (let from = 0; from < EVENTS; from += 500) {
    const keys = Array.from({ length: 500 }, (_, i) => `event-${((from + i) * 7919) % EVENTS}`)
    const found = await Promise.all(keys.map((key) => lookup(`${key}.localhost`)))
    for (const [i, one] of found.entries()) {
      if (one.kind !== 'found' || one.tenant.key !== keys[i]) wrong++
    }
  }
  expect(wrong).toBe(0)
  const all = Array.from({ length: EVENTS }, (_, i) => `event-${i}.localhost`)
  expect(all.filter((host) => directory.readAt(host) !== null)).toHaveLength(SIZE)
})
