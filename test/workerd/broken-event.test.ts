import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import { CONFIG } from '../../src/config.ts'
import type { EventsMap, FaultPoint } from '../../src/ports.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { wire } from '../../src/wire.ts'
import { tenant } from '../support/tenants.ts'

// Real KV, real stores, the real base: a broken fourth event changes nothing for the other three.

const KEYS = ['pycon-apac', 'maritime-expo', 'makers-fair', 'broken']
const HEALTHY = KEYS.slice(0, 3)
const PATHS = ['/', '/agenda', '/own', '/nowhere']

const healthy: EventsMap = new Map<string, () => Promise<unknown>>([
  ['pycon-apac', async () => ({ default: { messages: { en: { 'home.agenda': 'Own words' } } } })],
  ['makers-fair', async () => ({ default: new Hono().get('/own', (c) => c.text('own')) })],
])

const boom = (thrown: unknown) => () => {
  throw thrown
}

const WAYS_TO_BREAK: [string, () => Promise<unknown>][] = [
  ['throws at import', async () => Promise.reject(new Error('at import'))],
  ['exports nonsense', async () => ({ default: 42 })],
  ['throws an Error', async () => ({ default: new Hono().all('*', boom(new Error('secret'))) })],
  ['throws a non-Error', async () => ({ default: new Hono().all('*', boom('secret')) })],
  [
    'throws in every view',
    async () => ({ default: { views: { home: boom(1), agenda: boom(2) } } }),
  ],
]

beforeAll(async () => {
  for (const key of KEYS) {
    await env.TENANTS.put(hostKey(`${key}.localhost`), serializeTenant(tenant(key)))
  }
})

function start(events: EventsMap) {
  const faults: FaultPoint[] = []
  const telemetry = {
    opened: () => undefined,
    note: () => undefined,
    request: () => undefined,
    fault: (fault: FaultPoint) => void faults.push(fault),
  }
  const dispatch = wire(env, { events, telemetry, config: CONFIG })
  const get = async (key: string, path: string) => {
    const ctx = createExecutionContext()
    const response = await dispatch(new Request(`http://${key}.localhost${path}`), ctx)
    const id = response.headers.get('x-request-id') ?? ''
    response.headers.delete('x-request-id')
    const body = (await response.text()).replaceAll(id, '<id>')
    await waitOnExecutionContext(ctx)
    return { status: response.status, headers: [...response.headers], body }
  }
  return { get, faults }
}

async function answers({ get }: ReturnType<typeof start>) {
  const all = []
  for (const key of HEALTHY) for (const path of PATHS) all.push(await get(key, path))
  return all
}

test.each(WAYS_TO_BREAK)('an event that %s', async (_, importer) => {
  const without = await answers(start(healthy))
  const dispatch = start(new Map([...healthy, ['broken', importer]]))
  const broken = []
  for (const path of PATHS) broken.push(await dispatch.get('broken', path))
  expect(await answers(dispatch)).toEqual(without)
  expect(without.map(({ status }) => status)).toEqual([
    200, 200, 404, 404, 200, 200, 404, 404, 200, 200, 200, 404,
  ])

  expect(dispatch.faults.length).toBeGreaterThan(0)
  expect(new Set(dispatch.faults.map(({ event }) => event))).toEqual(new Set(['broken']))
  for (const { body } of broken) expect(body).not.toMatch(/secret|at import|\.ts|node_modules/)
})

test('without the fault the fourth event would answer: the test can see the difference', async () => {
  const { get, faults } = start(new Map([...healthy, ['broken', async () => ({ default: {} })]]))
  expect((await get('broken', '/')).status).toBe(200)
  expect(faults).toEqual([])
})

test('a record that does not parse: 503 for that host, and no word about why', async () => {
  await env.TENANTS.put(hostKey('poisoned.localhost'), '{"schema":1,"key":"poisoned"}')
  const { get } = start(healthy)
  const answer = await get('poisoned', '/')
  expect(answer.status).toBe(503)
  expect(answer.body).not.toMatch(/schema|key/)
  expect((await get('pycon-apac', '/')).status).toBe(200)
})
