import { describe, expect, test } from 'vitest'
import { CONFIG } from '../config.ts'
import { ANONYMOUS, type Command, type Tenant } from '../contract.ts'
import { Breakers } from '../dispatch/breaker.ts'
import { EventReadOnly } from '../event-read-only.ts'
import type { FaultPoint, Opening } from '../ports.ts'
import type { StoreCall, StoreStub } from '../store/rpc.ts'
import { StoreClient } from '../store/store-client.ts'
import { throughGateway } from './gateway.ts'
import { Ports, type PortsParts, type PortsProps } from './ports.ts'

// What a release reaches while somebody only looks at it: it may read, whatever it tries.

const TENANT = { key: 'fair', storeId: 'fair-1', canonicalHost: 'fair.localhost', revision: 3 }
const PROPS: PortsProps = {
  event: 'fair',
  storeId: 'fair-1',
  host: 'fair.localhost',
  viewer: { kind: 'anonymous' },
  requestId: 'r1',
}

function world() {
  const calls: StoreCall[] = []
  const reached: string[] = []
  const faults: FaultPoint[] = []
  const openings: Opening[] = []
  const snapshot = { version: 7, data: {} }
  const clock = { now: () => 0 }
  const parts: PortsParts = {
    directory: {
      lookup: () => ({ kind: 'found', tenant: TENANT as unknown as Tenant }),
      readAt: () => null,
    },
    openStub: () => ({
      call: async (call) => {
        calls.push(call)
        return { ok: true, value: 'null' }
      },
      calls: async (all) => {
        calls.push(...all)
        return all.map(() => ({ ok: true, value: 'null' }))
      },
    }),
    tells: 'settings.tell',
    snapshots: {
      get: async () => snapshot,
      renew: async () => {
        reached.push('renew')
        return snapshot
      },
    },
    openMail: () => ({ send: async () => void reached.push('mail') }),
    openHttp: () => ({
      fetch: async (_, init) => {
        reached.push(`http ${init?.method ?? 'GET'}`)
        return new Response()
      },
    }),
    openSecrets: () => ({ get: async () => 'secret' }),
    telemetry: {
      request: () => undefined,
      note: () => undefined,
      fault: (point) => void faults.push(point),
      opened: (opening) => void openings.push(opening),
    },
    breakers: new Breakers(clock, CONFIG.breaker),
  }
  const keepAlive = () => undefined
  return {
    calls,
    reached,
    faults,
    openings,
    looking: new Ports(parts, { ...PROPS, looks: true }, keepAlive),
    serving: new Ports(parts, PROPS, keepAlive),
    gateway: (method: string, looks: boolean) =>
      throughGateway(
        parts,
        { ...PROPS, ...(looks ? { looks } : {}) },
        new Request('https://crm.example/', { method }),
        keepAlive,
      ),
  }
}

const call = (requestId: string | null, more: Partial<StoreCall> = {}): StoreCall => ({
  version: 1,
  event: 'fair',
  viewer: { kind: 'anonymous' },
  name: 'agenda.read',
  input: {},
  requestId,
  ...more,
})
const MAIL = { to: 'a@b.example', subject: '', text: '' }

describe('a release that somebody looks at', () => {
  test('reads the store, and changes nothing in it', async () => {
    const { looking, calls } = world()
    expect(await looking.store(call(null))).toEqual({ ok: true, value: 'null' })
    expect(await looking.store(call('once'))).toEqual({ ok: false, error: { tag: 'read-only' } })
    expect(calls).toHaveLength(1)
    expect(await looking.stores([call(null), call(null)])).toHaveLength(2)
    await expect(looking.stores([call(null), call('once')])).rejects.toThrow('Only reads')
    expect(calls).toHaveLength(3)
    const stub: StoreStub = {
      call: (asked) => looking.store(asked),
      calls: (asked) => looking.stores(asked),
    }
    const store = new StoreClient(() => stub, TENANT, PROPS.viewer ?? ANONYMOUS)
    const command = { name: 'agenda.write' } as Command<object, unknown>
    await expect(store.write(command, {}, 'once')).rejects.toThrow(EventReadOnly)
  })

  test('tells the store nothing of its own module', async () => {
    const { looking, serving, calls } = world()
    const told = { tag: 'new', revision: 9, tells: false }
    await looking.store(call(null, { told, listeners: ['meeting.accepted'] }))
    const tells = call('once', { name: 'settings.tell', told: { ...told, tells: true } })
    expect(await looking.store(tells)).toEqual({ ok: false, error: { tag: 'read-only' } })
    expect(calls).toHaveLength(1)
    expect(calls[0]).not.toHaveProperty('told')
    expect(calls[0]).not.toHaveProperty('listeners')
    await serving.store(tells)
    expect(calls[1]).toMatchObject({ viewer: { kind: 'system' }, told: { tells: true } })
  })

  test('publishes and mails nothing', async () => {
    const { looking, serving, reached } = world()
    expect(await looking.renew()).toMatchObject({ version: 7 })
    await expect(looking.mail(MAIL)).rejects.toThrow('nothing can be changed')
    expect(reached).toEqual([])
    await serving.renew()
    await serving.mail(MAIL)
    expect(reached).toEqual(['renew', 'mail'])
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'post'])(
    'sends other systems no %s',
    async (method) => {
      const { looking, gateway, reached } = world()
      await expect(looking.http('https://crm.example/', { method })).rejects.toThrow('preview')
      await expect(gateway(method, true)).rejects.toThrow('preview')
      expect(reached).toEqual([])
      await gateway(method, false)
      expect(reached).toHaveLength(1)
    },
  )

  test('asks other systems', async () => {
    const { looking, gateway, reached } = world()
    await looking.http('https://crm.example/')
    await looking.http('https://crm.example/', { method: 'head' })
    await gateway('GET', true)
    expect(reached).toHaveLength(3)
  })

  test('is heard of under a name that nobody counts', async () => {
    const { looking, faults, openings } = world()
    const error = { name: 'Error', message: 'no', stack: null }
    await looking.report({
      faults: [{ seam: 'view:home', error }],
      opened: ['view:home'],
      logs: [],
    })
    expect(faults).toMatchObject([{ event: 'fair', seam: 'preview:view:home' }])
    expect(openings).toEqual([])
  })
})
