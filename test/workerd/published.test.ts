import {
  createExecutionContext,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { publishedSchedule, replaceSchedule } from '../../src/base/agenda/store.ts'
import { CONFIG } from '../../src/config.ts'
import { SYSTEM, type Tenant } from '../../src/contract.ts'
import type { EventEnv } from '../../src/kit/kit.ts'
import type { FaultPoint } from '../../src/ports.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { type Snapshot, snapshotKey } from '../../src/snapshot.ts'
import { openStore, wire, type WorkerEnv } from '../../src/wire.ts'
import { programme } from '../support/programme.ts'
import { tenant } from '../support/tenants.ts'

// What events publish, with real stores and a real KV between them and the pages.

afterEach(() => vi.restoreAllMocks())

const keyOf = ({ key, storeId }: Tenant): string => snapshotKey(key, storeId)
const stubOf = ({ storeId }: Tenant) => env.EVENTS.get(env.EVENTS.idFromName(storeId))

const write = (event: Tenant, title: string, requestId: string = crypto.randomUUID()) =>
  openStore(env, event, SYSTEM).write(replaceSchedule, programme([title]), requestId)

const inKv = (event: Tenant) => env.TENANTS.get<Snapshot>(keyOf(event), 'json')

async function titleInKv(event: Tenant): Promise<string | undefined> {
  const snapshot = await inKv(event)
  const entry = snapshot?.data[publishedSchedule.query.name]
  return (entry?.value as ReturnType<typeof programme> | undefined)?.sessions[0]?.title
}

async function register(key: string): Promise<Tenant> {
  const event = tenant(key)
  await env.TENANTS.put(hostKey(event.canonicalHost), serializeTenant(event))
  return event
}

/** One isolate: the whole Worker over bindings that count. */
function start(modules: Readonly<Record<string, unknown>> = {}, config = CONFIG) {
  const counts = { store: 0, kv: 0 }
  const counted = {
    TENANTS: {
      get: (key: string) => {
        if (key.startsWith('published:')) counts.kv++
        return env.TENANTS.get(key)
      },
    },
    EVENTS: {
      idFromName: (name: string) => env.EVENTS.idFromName(name),
      get: (id: DurableObjectId) => {
        counts.store++
        return env.EVENTS.get(id)
      },
    },
  }
  const bindings = new Proxy(env, {
    get: (of, name) => Reflect.get(counted, name) ?? Reflect.get(of, name),
  }) as unknown as WorkerEnv
  const faults: FaultPoint[] = []
  const telemetry = {
    opened: () => undefined,
    note: () => undefined,
    request: () => undefined,
    fault: (fault: FaultPoint) => void faults.push(fault),
  }
  const events = new Map(
    Object.entries(modules).map(([key, module]) => [key, async () => ({ default: module })]),
  )
  const dispatch = wire(bindings, { events, telemetry, config })
  const get = async (event: Tenant, path: string) => {
    const ctx = createExecutionContext()
    const response = await dispatch(new Request(`http://${event.canonicalHost}${path}`), ctx)
    const body = await response.text()
    await waitOnExecutionContext(ctx)
    return { status: response.status, body, retryAfter: response.headers.get('retry-after') }
  }
  return { counts, faults, get }
}

describe('a page that is the same for everybody', () => {
  test.each(['/', '/agenda'])(
    'GET %s calls no store, reads KV once when cold and never when warm',
    async (path) => {
      const event = await register(`hot-${path.length}`)
      await write(event, 'Opening')
      const { counts, faults, get } = start()
      expect(await get(event, path)).toMatchObject({ status: 200 })
      expect(counts).toEqual({ store: 0, kv: 1 })
      for (let i = 0; i < 20; i++) expect((await get(event, path)).body).toContain('Opening')
      expect(counts).toEqual({ store: 0, kv: 1 })
      expect(faults).toEqual([])
    },
  )

  test('an event whose programme was never published asks its store once, and publishes it', async () => {
    const event = await register('unpublished')
    await write(event, 'Opening')
    await env.TENANTS.delete(keyOf(event))
    // Another life of the object: it does not know that it has published.
    await evictDurableObject(stubOf(event))
    const first = start()
    await Promise.all(Array.from({ length: 50 }, () => first.get(event, '/agenda')))
    expect(first.counts).toEqual({ store: 1, kv: 1 })
    await expect.poll(() => titleInKv(event)).toBe('Opening')
    const second = start()
    expect((await second.get(event, '/agenda')).body).toContain('Opening')
    expect(second.counts).toEqual({ store: 0, kv: 1 })
  })

  test('an event without a programme publishes that it has none', async () => {
    const event = await register('empty')
    expect((await start().get(event, '/')).status).toBe(200)
    await expect.poll(() => inKv(event)).toMatchObject({ version: 0 })
  })

  test('an event’s own routes read it too, cannot spoil it, and renew it after a change', async () => {
    const event = await register('own')
    await write(event, 'Old')
    const routes = new Hono<EventEnv>()
      .get('/first', async (c) => {
        const { sessions } = await c.env.published.read(publishedSchedule)
        return c.text(sessions[0]?.title ?? '')
      })
      .get('/spoil', async (c) => {
        const { sessions } = await c.env.published.read(publishedSchedule)
        ;(sessions as unknown[]).length = 0
        return c.text('spoilt')
      })
      .get('/renew', async (c) => {
        await c.env.published.renew()
        return c.text('renewed')
      })
    const { get, faults } = start({ own: { routes } })
    expect((await get(event, '/first')).body).toBe('Old')
    expect((await get(event, '/spoil')).status).toBe(500)
    expect(faults.map(({ seam }) => seam)).toEqual(['route:GET /spoil'])
    expect((await get(event, '/first')).body).toBe('Old')
    await write(event, 'New')
    expect((await get(event, '/first')).body).toBe('Old')
    await get(event, '/renew')
    expect((await get(event, '/first')).body).toBe('New')
  })

  test('what can be had neither from KV nor from the store is the platform’s fault', async () => {
    const event = await register('nowhere')
    // The store belongs to somebody else.
    await write({ ...event, key: 'owner' }, 'Secret')
    const { get, faults } = start({ nowhere: {} })
    expect(await get(event, '/')).toMatchObject({ status: 503, retryAfter: '10' })
    expect(faults.map(({ event: of, seam }) => [of, seam])).toEqual([
      ['', 'published:nowhere'],
      ['nowhere', 'platform'],
    ])
  })
})

describe('a change of the programme', () => {
  test('is in KV when the command is answered, with event, store and version', async () => {
    const event = await register('changed')
    const before = Date.now()
    await write(event, 'One')
    const first = await inKv(event)
    expect(first).toMatchObject({ schema: 1, event: 'changed', storeId: 'changed-1' })
    expect(first?.version).toBeGreaterThanOrEqual(before)
    await write(event, 'Two')
    expect(await titleInKv(event)).toBe('Two')
    expect((await inKv(event))?.version).toBeGreaterThan(first?.version ?? Infinity)
  })

  test('asked for twice raises the version once', async () => {
    const event = await register('twice')
    await write(event, 'One', 'same')
    const first = await inKv(event)
    await write(event, 'One', 'same')
    expect((await inKv(event))?.version).toBe(first?.version)
  })

  test('that is followed by others at once leaves the last one in KV', async () => {
    const event = await register('rapid')
    const titles = Array.from({ length: 20 }, (_, i) => `Title ${i}`)
    await Promise.all(titles.map((title) => write(event, title)))
    expect(await titleInKv(event)).toBe('Title 19')
  })

  test('goes on above an earlier version when the store’s clock was set back', async () => {
    const event = await register('clock')
    await write(event, 'One')
    const ahead = Date.now() + 1_000_000
    await runInDurableObject(stubOf(event), (_, { storage }) => {
      storage.sql.exec("UPDATE _meta SET value = ? WHERE key = 'published'", String(ahead))
    })
    await write(event, 'Two')
    expect((await inKv(event))?.version).toBe(ahead + 1)
  })

  test('stands although KV fails; it is published later, by an alarm', async () => {
    const event = await register('later')
    await write(event, 'One')
    vi.spyOn(console, 'error').mockReturnValue(undefined)
    vi.spyOn(env.TENANTS, 'put').mockRejectedValue(new Error('KV PUT failed: 500'))
    expect(await write(event, 'Two')).toEqual({ sessions: 1 })
    expect(await titleInKv(event)).toBe('One')
    expect(await runDurableObjectAlarm(stubOf(event))).toBe(true)
    expect(await titleInKv(event)).toBe('One')

    vi.restoreAllMocks()
    await evictDurableObject(stubOf(event))
    expect(await runDurableObjectAlarm(stubOf(event))).toBe(true)
    expect(await titleInKv(event)).toBe('Two')
    // Confirmed: nothing is left to do.
    expect(await runDurableObjectAlarm(stubOf(event))).toBe(false)
  })
})
