import { createExecutionContext, runInDurableObject, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { replaceSchedule } from '../../src/base/agenda/store.ts'
import { bookingPlan, tables } from '../../src/base/meetings/booking-plan.ts'
import { configureBooking } from '../../src/base/meetings/configure.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import { match, matchStore } from '../../src/base/match.ts'
import { importPeople } from '../../src/base/people/store.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import { CONFIG } from '../../src/config.ts'
import { SYSTEM } from '../../src/contract.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { Wishes } from '../../src/store/bell.ts'
import { OUTBOX } from '../../src/store/outbox.ts'
import type { StoreCall } from '../../src/store/rpc.ts'
import { createRunner } from '../../src/store/run-call.ts'
import { openStore, wire } from '../../src/wire.ts'
import { invented } from '../support/people.ts'
import { programme } from '../support/programme.ts'
import { tenant } from '../support/tenants.ts'
import { countedSql } from './counted-sql.ts'

// What a request of each kind asks of the registry and of its event's store: counts, which do not
// flicker. A page that grows dearer has to say so here.

const PEOPLE = 200
const event = tenant('costly')
const run = createRunner(matchStore, OUTBOX)

interface Cost {
  /** Reads of KV. */
  kv: number
  /** Calls of the event's store, and SQL statements in them. */
  calls: number
  statements: number
}

let spent: Cost = { kv: 0, calls: 0, statements: 0 }

/** A store whose statements are counted where they run. */
const countedStub = (id: DurableObjectId) => ({
  async call(call: StoreCall) {
    spent.calls++
    return runInDurableObject(env.EVENTS.get(id), (_, { storage }) => {
      const sql = countedSql(storage.sql)
      const reply = storage.transactionSync(() => run(sql, call, Date.now(), new Wishes()))
      spent.statements += sql.statements
      return reply
    })
  },
})

const counted = {
  TENANTS: {
    get: (key: string) => {
      spent.kv++
      return env.TENANTS.get(key)
    },
  },
  EVENTS: { idFromName: (name: string) => env.EVENTS.idFromName(name), get: countedStub },
}

/** One isolate: it knows nothing until it is asked. */
const startIsolate = () =>
  wire(
    new Proxy(env, {
      get: (of, name) => Reflect.get(counted, name) ?? Reflect.get(of, name),
    }),
    {
      events: new Map(),
      telemetry: { request: () => {}, fault: () => {}, opened: () => {}, note: () => {} },
      config: CONFIG,
      openMail: () => ({ send: async () => {} }),
    },
  )

let dispatch = startIsolate()
let cookie = ''

async function cost(
  path: string,
  headers: Record<string, string> = {},
  host = event.canonicalHost,
) {
  const ctx = createExecutionContext()
  spent = { kv: 0, calls: 0, statements: 0 }
  const response = await dispatch(new Request(`http://${host}${path}`, { headers }), ctx)
  await response.arrayBuffer()
  await waitOnExecutionContext(ctx)
  return { status: response.status, ...spent }
}

beforeAll(async () => {
  await env.TENANTS.put(hostKey(event.canonicalHost), serializeTenant(event))
  const store = openStore(env, event, SYSTEM)
  await store.write(replaceSchedule, programme(['Opening', 'Closing']), 'programme')
  const people = Array.from({ length: PEOPLE }, (_, at) => invented(`p${at}`))
  await store.write(importPeople, { groups: [{ id: 'all', label: 'All' }], tags: [], people }, 'p')
  const plan = bookingPlan(event, defaultBookingSettings, tables(10))
  if (!plan.ok) throw new Error('no plan')
  await store.write(configureBooking, plan.value, 'plan')
  const { secret, ...session } = await newSession()
  const opened = await store.write(openSession, { email: 'p0@people.example', session }, 'session')
  if (!opened.ok) throw new Error('not on the list')
  cookie = `__Host-session=${secret}`
})

describe('a visitor', () => {
  test('costs two reads of KV at an event that the isolate does not know, and no store call', async () => {
    dispatch = startIsolate()
    expect(await cost('/')).toEqual({ status: 200, kv: 2, calls: 0, statements: 0 })
  })

  test.each(['/', '/agenda', '/nowhere', '/sign-in'])(
    'costs nothing on %s from then on',
    async (path) => {
      expect(await cost(path)).toMatchObject({ kv: 0, calls: 0, statements: 0 })
    },
  )

  test('of a host nobody has costs one read, and none for a while after', async () => {
    const host = 'nobody.localhost'
    expect(await cost('/', {}, host)).toEqual({ status: 404, kv: 1, calls: 0, statements: 0 })
    expect(await cost('/', {}, host)).toEqual({ status: 404, kv: 0, calls: 0, statements: 0 })
  })
})

/** Most that one page may ask of the store once its session is known, [calls, statements]. */
const MOST: Readonly<Record<string, readonly [calls: number, statements: number]>> = {
  '/': [0, 0],
  '/agenda': [1, 2],
  '/sign-in': [0, 0],
  // Everything that is held of somebody, wherever it is.
  '/me/privacy/data.json': [1, 16],
}

/** Of every other page. Each call looks for its store's owner once and for the session every time. */
const USUAL: readonly [calls: number, statements: number] = [3, 9]

const pages = [
  ...new Set(match.routes.routes.flatMap(({ method, path }) => (method === 'GET' ? [path] : []))),
]

describe('somebody who is signed in', () => {
  beforeAll(async () => {
    // Who is asking is looked up once; then the isolate knows for a while.
    expect((await cost('/me', { cookie })).status).toBe(200)
  })

  test.each(pages.filter((path) => !path.includes(':')))('asks little for %s', async (path) => {
    const own = await cost(path, { cookie })
    const [calls, statements] = MOST[path] ?? USUAL
    console.log(`${path}: ${own.calls} calls, ${own.statements} statements, ${own.kv} KV`)
    expect(own.kv).toBe(0)
    expect(own.calls).toBeLessThanOrEqual(calls)
    expect(own.statements).toBeLessThanOrEqual(statements)
  })
})
