import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { REGISTRAR_TABLES } from '../../src/registry/registrar/tables.ts'
import { LIVE_EVENTS_KEY } from '../../src/registry/kv-live-events.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { tenant } from '../support/tenants.ts'
import { DAY, HOUR, inKv, lookUp, openDomainDesk } from './domain-desk.ts'
import { BY, desk, deskStub, done, draft, refusal, way, zone } from './registrar-desk.ts'
import { stop } from './registrar-world.ts'

// What becomes of a host that was proven, or need not be.

const { registrar, own, entry, domain, next, make, check, change, prove, later, audit, alerts } =
  openDomainDesk('kept-domains')

let [key, host, home] = ['', '', '']

beforeEach(() => {
  ;({ key, host, home } = next())
})
afterEach(() => {
  desk.asksProof = false
  desk.slowDns = false
  vi.restoreAllMocks()
})

describe('a proof that is gone', () => {
  beforeEach(async () => {
    await make({ status: 'live', hosts: [home, host] })
    await prove()
    await check()
    await done(registrar().call('hosts.set-canonical', own()))
  })

  test('is told of, and the host served on until the days of grace are over', async () => {
    const { name: record } = await domain()
    zone.texts.delete(record)
    await later(DAY + 1)
    const lost = await domain()
    expect(lost).toMatchObject({ state: 'lost', found: 'nothing' })
    expect((lost.until ?? 0) - lost.since).toBe(7 * DAY)
    expect(await alerts()).toMatchObject([{ seam: `domain:${host}`, settled: null }])
    expect(await lookUp(host)).toBe('found')
    await later(7 * DAY - HOUR)
    expect(await lookUp(host)).toBe('found')
    await later(2 * HOUR)
    expect(await domain()).toMatchObject({ state: 'pending', until: null })
    expect(await lookUp(host)).toBe('unknown')
    // Links are built on what is still served.
    expect((await entry()).tenant.canonicalHost).toBe(home)
    expect((await inKv(home))?.canonicalHost).toBe(home)
    expect(await env.TENANTS.get(LIVE_EVENTS_KEY)).toContain(home)
  })

  test('and back again in time, was never missed', async () => {
    const { name: record } = await domain()
    zone.texts.set(record, ['usher=somebody-elses'])
    await later(DAY + 1)
    expect(await domain()).toMatchObject({ state: 'lost', found: 'other' })
    await prove()
    await later(HOUR + 1)
    expect(await domain()).toMatchObject({ state: 'verified', until: null })
    expect(await lookUp(host)).toBe('found')
    expect(await alerts()).toMatchObject([{ settled: expect.any(Number) }])
    expect((await audit('hosts.check')).map(({ changes }) => changes[0]?.to)).toEqual([
      'verified',
      'lost',
      'verified',
    ])
  })

  test('is not gone because DNS does not answer, however long', async () => {
    const { name: record } = await domain()
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    zone.texts.set(record, new Error('SERVFAIL'))
    for (let day = 0; day < 12; day++) await later(DAY)
    expect(await domain()).toMatchObject({ state: 'verified', found: 'no-answer' })
    expect(await alerts()).toEqual([])
    zone.texts.delete(record)
    await later(DAY)
    zone.texts.set(record, new Error('SERVFAIL'))
    for (let day = 0; day < 9; day++) await later(DAY)
    expect(await domain()).toMatchObject({ state: 'lost', found: 'no-answer' })
    expect(await lookUp(host)).toBe('found')
  })
})

describe('an owner’s word', () => {
  test('has a host served without proof, with a reason that is kept', async () => {
    await make({ hosts: [home, host] })
    const silent = own({ by: { actor: 'test' } })
    expect(await refusal(registrar().call('hosts.vouch', silent))).toEqual({ tag: 'needs-reason' })
    expect(await inKv(host)).toBeNull()
    const vouched = await done(registrar().call('hosts.vouch', own()))
    expect(vouched).toMatchObject({
      domain: { state: 'vouched', vouched: { actor: 'test', reason: 'because' }, next: null },
      published: true,
    })
    expect(await lookUp(host)).toBe('found')
    expect(await audit('hosts.vouch')).toMatchObject([{ reason: 'because' }])
    await check()
    expect((await domain()).state).toBe('vouched')
  })

  test('is taken for hosts that were served before proofs were asked for', async () => {
    desk.asksProof = false
    await make({ hosts: [home, host] })
    desk.asksProof = true
    const brings = REGISTRAR_TABLES.migrations.filter((step) =>
      step.join().includes('TABLE domains'),
    )
    await runInDurableObject(deskStub(key), (_, { storage }) => {
      storage.sql.exec('DROP TABLE domains')
      for (const statement of brings.flat()) storage.sql.exec(statement)
    })
    await stop(key)
    expect((await entry()).domains).toMatchObject([{ host, state: 'vouched' }])
    await change({ place: 'Hall 2' })
    expect((await inKv(host))?.place).toBe('Hall 2')
  })

  test('is that of who adopts what was served before it was registered', async () => {
    const old = tenant(key, { hosts: [host], canonicalHost: host })
    await env.TENANTS.put(hostKey(host), serializeTenant(old))
    let cursor: string | null = null
    do {
      const page: { next: string | null } = await done(
        registrar().call('registry.verify', {
          by: BY,
          repair: false,
          adopt: true,
          ...(cursor === null ? {} : { cursor }),
        }),
      )
      cursor = page.next
    } while (cursor !== null)
    expect((await entry()).domains).toMatchObject([{ host, state: 'vouched' }])
    await later(0)
    expect(await lookUp(host)).toBe('found')
  })
})

test('a deleted event releases its domains', async () => {
  await make({ hosts: [home, host] })
  await prove()
  await check()
  await done(registrar().call('tenants.delete', own()))
  expect(await inKv(host)).toBeNull()
  const [deleted] = await audit('tenants.delete')
  expect(deleted?.changes).toContainEqual({ path: ['domains', host], from: 'verified' })
  zone.asked.length = 0
  await later(2 * DAY)
  expect(zone.asked).toEqual([])
  // Its old proof is nobody's: whoever takes the host proves it anew.
  const other = `${key}-b`
  const hosts = [`${other}.localhost`, host]
  await done(
    registrar().call('tenants.create', { by: BY, draft: draft(other, { hosts }), reclaim: true }),
  )
  expect(await check({ key: other })).toMatchObject({
    domain: { state: 'pending', found: 'other' },
  })
  expect(await inKv(host)).toBeNull()
})

test('what KV does not take of a proof is published later', async () => {
  await make({ hosts: [home, host] })
  await prove()
  const put = vi.spyOn(way, 'put').mockRejectedValue(new Error('KV is down'))
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(await check()).toMatchObject({ domain: { state: 'verified' }, published: false })
  put.mockRestore()
  await later(5_000)
  expect(await lookUp(host)).toBe('found')
})

test('a proof whose host is gone without it is forgotten, and not looked at for ever', async () => {
  await make({ hosts: [home, host] })
  await prove()
  await runInDurableObject(deskStub(key), (_, { storage }) => {
    storage.sql.exec('DELETE FROM hosts WHERE host = ?', host)
  })
  await later(2 * HOUR)
  zone.asked.length = 0
  await later(2 * DAY)
  expect(zone.asked).toEqual([])
  expect((await entry()).domains).toEqual([])
})
