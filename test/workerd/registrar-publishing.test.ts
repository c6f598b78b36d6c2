import { env } from 'cloudflare:workers'
import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Tenant } from '../../src/contract.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { LIVE_EVENTS_KEY } from '../../src/registry/kv-live-events.ts'
import type { Finding } from '../../src/registry/registrar/audit-calls.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { tenant } from '../support/tenants.ts'
import { BY, desk, deskStub, done, draft, openDesk, told, way } from './registrar-desk.ts'
import { stop } from './registrar-world.ts'

// How what was decided gets to where requests read it, whatever happens on the way.

const DAY = 24 * 60 * 60_000

let name = ''
let count = 0
const registrar = () => openDesk(name)
const create = (key: string, different = {}) =>
  done(registrar().call('tenants.create', { by: BY, draft: draft(key, different) }))
const change = (key: string, patch: object) =>
  done(registrar().call('tenants.change', { by: BY, key, ifRevision: null, patch: { ...patch } }))
const inKv = async (host: string): Promise<Tenant | null> =>
  env.TENANTS.get<Tenant>(hostKey(host), 'json')
const wake = () => runDurableObjectAlarm(deskStub(name))
const publishing = () => done(registrar().call('registry.publishing', {}))

beforeEach(() => {
  name = `publishing-${++count}`
  desk.ahead = 0
  told.length = 0
})
afterEach(() => vi.restoreAllMocks())

test('a change is one write for each host, and nothing else', async () => {
  const hosts = ['many.localhost', 'many.example.org', 'many.example.com']
  await create('many', { hosts, status: 'live', listed: false })
  const put = vi.spyOn(way, 'put')
  const remove = vi.spyOn(way, 'delete')
  await change('many', { place: 'Hall 2' })
  expect(put.mock.calls.map(([key]) => key).toSorted()).toEqual(hosts.map(hostKey).toSorted())
  expect(remove).not.toHaveBeenCalled()
  await wake()
  expect(put).toHaveBeenCalledTimes(3)
})

test('a change that KV does not take stands, says so, and arrives later', async () => {
  const put = vi.spyOn(way, 'put').mockRejectedValue(new Error('KV PUT failed: 500'))
  const made = await create('behind')
  expect(made).toMatchObject({ published: false, waiting: [{ target: 'host:behind.localhost' }] })
  const { waiting } = await publishing()
  expect(waiting).toMatchObject([{ tries: 1, error: 'Error: KV PUT failed: 500' }])
  expect((await done(registrar().call('tenants.get', { key: 'behind' }))).waiting).toHaveLength(1)
  put.mockRestore()
  desk.ahead = 5_000
  await wake()
  expect(await inKv('behind.localhost')).toEqual(made.tenant)
  expect(await publishing()).toEqual({ waiting: [], waitingInAll: 0 })
})

test('tries become rarer, and what lags since when is told', async () => {
  vi.spyOn(way, 'put').mockRejectedValue(new Error('down'))
  await create('rarer')
  for (const ahead of [900, 1_100, 2_000, 3_500, 7_500, 15_500]) {
    desk.ahead = ahead
    await wake()
  }
  expect((await publishing()).waiting).toMatchObject([{ tries: 5 }])
})

test('a registrar that is stopped between deciding and publishing loses nothing', async () => {
  const put = vi.spyOn(way, 'put').mockImplementation(() => new Promise(() => undefined))
  const made = await create('stopped-midway')
  expect(made.published).toBe(false)
  await stop(name)
  put.mockRestore()
  // The new one knows from its database what there is to do.
  expect((await publishing()).waitingInAll).toBe(1)
  desk.ahead = 5_000
  await wake()
  expect(await inKv('stopped-midway.localhost')).toEqual(made.tenant)
})

test('an older record that arrives late does not stay', async () => {
  await create('late')
  let late: (() => Promise<void>) | undefined
  const put = vi.spyOn(way, 'put').mockImplementation(async (key, text) => {
    late = () => env.TENANTS.put(key, text)
    throw new Error('It did not answer in time.')
  })
  await change('late', { name: 'Older' })
  put.mockRestore()
  await change('late', { name: 'Newer' })
  await late?.()
  expect((await inKv('late.localhost'))?.name).toBe('Older')
  desk.ahead = 61_000
  await wake()
  expect((await inKv('late.localhost'))?.name).toBe('Newer')
})

test('hosts that were given up are taken out of KV', async () => {
  await create('less', { hosts: ['less.localhost', 'less.example.org'] })
  const own = { by: BY, key: 'less', ifRevision: null, host: 'less.example.org' }
  await done(registrar().call('hosts.remove', own))
  expect(await inKv('less.example.org')).toBeNull()
  expect((await inKv('less.localhost'))?.hosts).toEqual(['less.localhost'])
})

describe('the public list', () => {
  const listed = async () => {
    const list = await env.TENANTS.get<{ name: string }[]>(LIVE_EVENTS_KEY, 'json')
    return (list ?? []).map((event) => event.name)
  }

  test('has what is live and listed, as it is called now', async () => {
    await create('shown', { status: 'live' })
    await create('secret', { status: 'live', listed: false })
    await create('unfinished')
    expect(await listed()).toEqual(['The shown'])
    await change('shown', { name: 'Renamed' })
    expect(await listed()).toEqual(['Renamed'])
    const hidden = { by: BY, key: 'shown', ifRevision: null, to: 'suspended' as const }
    await done(registrar().call('tenants.status', hidden))
    expect(await listed()).toEqual([])
  })

  test('is not written for what it does not show', async () => {
    await create('still', { status: 'live' })
    const put = vi.spyOn(way, 'put')
    await change('still', { theme: { accent: '#123456' } })
    expect(put.mock.calls.map(([key]) => key)).toEqual([hostKey('still.localhost')])
  })

  test('follows the schedules of events', async () => {
    const at = (ms: number) => new Date(Date.now() + ms).toISOString().slice(0, 16)
    const schedule = [
      { at: at(DAY), to: 'live' },
      { at: at(3 * DAY), to: 'archived' },
    ]
    await create('planned', { timeZone: 'UTC', schedule })
    const entry = async () => done(registrar().call('tenants.get', { key: 'planned' }))
    expect(await entry()).toMatchObject({ statusNow: 'draft', tenant: { revision: 1 } })
    expect((await entry()).nextChange).toBe(Date.parse(`${schedule[0]?.at}Z`))
    desk.ahead = DAY
    await wake()
    expect(await listed()).toEqual(['The planned'])
    expect(await entry()).toMatchObject({ statusNow: 'live', tenant: { revision: 1 } })
    const { counts } = await done(registrar().call('tenants.list', { status: 'live' }))
    expect(counts).toMatchObject({ draft: 0, live: 1 })
    desk.ahead = 3 * DAY
    await wake()
    expect(await listed()).toEqual([])
    expect(await entry()).toMatchObject({ statusNow: 'archived', nextChange: null })
  })
})

describe('an event’s store', () => {
  const status = (key: string, to: 'suspended' | 'back') =>
    done(registrar().call('tenants.status', { by: BY, key, ifRevision: null, to }))

  test('hears of a suspension before it is answered, and of its end', async () => {
    const { tenant: event } = await create('heard', { status: 'live' })
    expect(told).toEqual([])
    await status('heard', 'suspended')
    expect(told).toMatchObject([{ storeId: event.storeId, suspended: true, revision: 2 }])
    await status('heard', 'back')
    expect(told.at(-1)).toMatchObject({ suspended: false, revision: 3 })
  })

  test('that cannot be reached is told later, and the answer says so', async () => {
    const { tenant: event } = await create('unreachable', { status: 'live' })
    const tell = vi.spyOn(way, 'tell').mockRejectedValue(new Error('gone'))
    const answer = await status('unreachable', 'suspended')
    expect(answer).toMatchObject({
      published: false,
      waiting: [{ target: `store:${event.storeId}`, tries: 1 }],
    })
    tell.mockRestore()
    desk.ahead = 5_000
    await wake()
    expect(told).toMatchObject([{ storeId: event.storeId, suspended: true }])
  })

  test('is closed when its event is deleted, and not given to another one', async () => {
    const { tenant: event } = await create('ended')
    await done(registrar().call('tenants.delete', { by: BY, key: 'ended', ifRevision: null }))
    expect(told).toMatchObject([{ storeId: event.storeId, suspended: true }])
  })
})

describe('the check of KV', () => {
  const verify = async (input: { repair: boolean; adopt?: boolean }): Promise<Finding[]> => {
    const findings: Finding[] = []
    let cursor: string | null | undefined
    while (cursor !== null) {
      const page: { findings: readonly Finding[]; next: string | null } = await done(
        registrar().call('registry.verify', {
          by: BY,
          ...input,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      )
      findings.push(...page.findings)
      cursor = page.next
    }
    return findings
  }
  /** What other tests have left in KV is nobody's here. */
  const clear = async () => {
    const { keys } = await env.TENANTS.list()
    for (const key of keys) await env.TENANTS.delete(key.name)
  }

  test('finds what is missing, what differs and what is nobody’s, and mends it', async () => {
    await clear()
    const { tenant: one } = await create('check-1', { status: 'live' })
    const { tenant: two } = await create('check-2')
    await create('check-3')
    expect(await verify({ repair: false })).toEqual([])
    await env.TENANTS.delete(hostKey('check-1.localhost'))
    await env.TENANTS.put(hostKey('check-2.localhost'), serializeTenant({ ...two, name: 'Old' }))
    await env.TENANTS.put(hostKey('strange.localhost'), '{"half":')
    await env.TENANTS.put(hostKey('check-9.localhost'), serializeTenant(one))
    await env.TENANTS.put(LIVE_EVENTS_KEY, '[]')
    const found = [
      { target: hostKey('check-1.localhost'), problem: 'missing' },
      { target: hostKey('check-2.localhost'), problem: 'different' },
      { target: LIVE_EVENTS_KEY, problem: 'different' },
      { target: hostKey('check-9.localhost'), problem: 'nobodys' },
      { target: hostKey('strange.localhost'), problem: 'nobodys' },
    ]
    const only = await verify({ repair: false })
    expect(only).toEqual(found.map((what) => ({ ...what, repaired: false })))
    const mended = await verify({ repair: true })
    expect(mended).toEqual(found.map((what) => ({ ...what, repaired: true })))
    await wake()
    expect(await verify({ repair: false })).toEqual([])
    expect(await inKv('check-1.localhost')).toEqual(one)
    expect(await inKv('check-9.localhost')).toBeNull()
    const { entries } = await done(registrar().call('audit.list', { action: 'registry.verify' }))
    expect(entries.length).toBeGreaterThan(0)
  })

  test('leaves events alone that were never registered, and adopts them when it is told to', async () => {
    await clear()
    const hosts = ['before.localhost', 'before.example.org']
    const before = tenant('before', { hosts, revision: 7 })
    for (const host of hosts) await env.TENANTS.put(hostKey(host), serializeTenant(before))
    expect(await verify({ repair: true })).toEqual(
      hosts.toSorted().map((host) => ({
        target: hostKey(host),
        problem: 'unknown-event',
        repaired: false,
      })),
    )
    expect(await inKv('before.localhost')).toEqual(before)
    const adopted = await verify({ repair: false, adopt: true })
    expect(adopted.map(({ repaired }) => repaired)).toEqual([true, true])
    const { tenant: known } = await done(registrar().call('tenants.get', { key: 'before' }))
    expect(known).toEqual(before)
    // What follows from it is not to come when KV is another test's.
    while ((await publishing()).waitingInAll > 0) await wake()
  })

  test('goes on page by page, and says how far it is', async () => {
    await clear()
    const rows = Array.from({ length: 450 }, (_, i) => ({ line: i, row: draft(`page-${i}`) }))
    const begin = { by: BY, mode: 'all' as const, dryRun: false }
    const { id } = await done(registrar().call('import.begin', begin))
    await done(registrar().call('import.add', { id, rows }))
    await done(registrar().call('import.commit', { id }))
    while ((await publishing()).waitingInAll > 0) await wake()
    const first = await done(registrar().call('registry.verify', { by: BY, repair: false }))
    expect(first).toMatchObject({ findings: [], done: 200, total: 900 })
    expect(await verify({ repair: false })).toEqual([])
  })
})
