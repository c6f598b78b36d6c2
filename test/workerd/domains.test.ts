import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { LIVE_EVENTS_KEY } from '../../src/registry/kv-live-events.ts'
import { DAY, HOUR, inKv, lookUp, MINUTE, openDomainDesk } from './domain-desk.ts'
import { BY, desk, done, draft, refusal, zone } from './registrar-desk.ts'
import { stop } from './registrar-world.ts'

// A host of somebody's own domain is served once its owner has said so in DNS.

const { registrar, own, entry, domain, next, make, add, check, change, prove, later, audit } =
  openDomainDesk('domains')

let [key, host, home] = ['', '', '']

beforeEach(() => {
  ;({ key, host, home } = next())
})
afterEach(() => {
  desk.asksProof = false
  desk.slowDns = false
  vi.restoreAllMocks()
})

describe('a host that is not proven', () => {
  test('is not served, and unknown to whoever asks for it', async () => {
    await make({ status: 'live' })
    await add()
    expect(await inKv(host)).toBeNull()
    expect(await lookUp(host)).toBe('unknown')
    expect(await lookUp(home)).toBe('found')
    expect(await domain()).toMatchObject({
      host,
      state: 'pending',
      name: `_usher.${host}`,
      value: expect.stringMatching(/^usher=\w{16}$/),
      checked: null,
    })
  })

  test('stays so whatever else of the event changes', async () => {
    await make({ hosts: [home, host] })
    await change({ place: 'Hall 2' })
    expect((await inKv(home))?.place).toBe('Hall 2')
    expect(await inKv(host)).toBeNull()
  })

  test('is nobody else’s all the same', async () => {
    await make({ hosts: [home, host] })
    const other = draft(`${key}-b`, { hosts: [`${key}-b.localhost`, host] })
    expect(await refusal(registrar().call('tenants.create', { by: BY, draft: other }))).toEqual({
      tag: 'host-taken',
      host,
      key,
    })
  })

  test('is none that links are built on while another one is served', async () => {
    await make()
    await add()
    expect(await refusal(registrar().call('hosts.set-canonical', own()))).toMatchObject({
      tag: 'invalid',
      issues: [{ field: 'canonicalHost', message: expect.stringContaining('not proven') }],
    })
    await prove()
    await check()
    const { tenant: moved } = await done(registrar().call('hosts.set-canonical', own()))
    expect(moved.canonicalHost).toBe(host)
  })

  test('may be all that an event has; another one that is served takes its place', async () => {
    await make({ hosts: [host], status: 'live' })
    expect(await env.TENANTS.get(LIVE_EVENTS_KEY)).not.toContain(host)
    const added = await done(registrar().call('hosts.add', own({ host: home })))
    expect(added.tenant.canonicalHost).toBe(home)
    expect(await lookUp(home)).toBe('found')
  })

  test('is found in KV and taken out by the check', async () => {
    const { tenant: record } = await make({ hosts: [home, host] })
    await env.TENANTS.put(hostKey(host), JSON.stringify(record))
    const { findings } = await done(registrar().call('registry.verify', { by: BY, repair: true }))
    expect(findings.find(({ target }) => target === hostKey(host))).toMatchObject({
      repaired: true,
    })
    await later(0)
    expect(await inKv(host)).toBeNull()
  })
})

test('hosts below the platform’s domains and of this machine are served at once', async () => {
  await make({ hosts: [home, `${key}.usher.example`] })
  expect((await entry()).domains).toEqual([])
  expect(await lookUp(`${key}.usher.example`)).toBe('found')
  expect(await refusal(registrar().call('hosts.check', own({ host: home })))).toEqual({
    tag: 'needs-no-proof',
    host: home,
  })
})

describe('the proof', () => {
  test('found by hand, has the host served', async () => {
    const { tenant: before } = await make({ hosts: [home, host] })
    await prove()
    expect(await check()).toMatchObject({
      domain: { state: 'verified', found: 'proof' },
      published: true,
    })
    expect(await inKv(host)).toEqual(before)
    expect(await audit('hosts.check')).toMatchObject([
      { actor: 'test', changes: [{ path: ['domains', host], from: 'pending', to: 'verified' }] },
    ])
  })

  test('is found by the alarm, more rarely each time', async () => {
    await make({ hosts: [home, host] })
    const gaps: number[] = []
    for (let round = 0; round < 11; round++) {
      const due = (await domain()).next ?? 0
      await later(due - Date.now() - desk.ahead + 1)
      const stood = await domain()
      gaps.push(Math.round(((stood.next ?? 0) - (stood.checked ?? 0)) / MINUTE))
    }
    expect(gaps).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360])
    await prove()
    await later(6 * HOUR)
    expect(await lookUp(host)).toBe('found')
    const stood = await domain()
    expect((stood.next ?? 0) - (stood.checked ?? 0)).toBe(DAY)
  })

  test.each(['of another event', 'of another host'])('%s is none', async (which) => {
    await make({ hosts: [home, host] })
    const mine = await domain()
    const there = which === 'of another event' ? `${key}-b` : key
    const other = `other-${key}.example.org`
    const made =
      there === key
        ? registrar().call('hosts.add', own({ host: other }))
        : registrar().call('tenants.create', {
            by: BY,
            draft: draft(there, { hosts: [`${there}.localhost`, other] }),
          })
    await done(made)
    const { domains } = await done(registrar().call('tenants.get', { key: there }))
    const theirs = domains.find((one) => one.host === other)?.value ?? ''
    expect(theirs).toMatch(/^usher=/)
    expect(theirs).not.toBe(mine.value)
    zone.texts.set(mine.name, [theirs, `${mine.value}x`, mine.value.toUpperCase()])
    expect(await check()).toMatchObject({ domain: { state: 'pending', found: 'other' } })
    expect(await inKv(host)).toBeNull()
  })

  test('counts for who has the host now: given up and taken again, it is a new one', async () => {
    await make({ hosts: [home, host] })
    await prove()
    await check()
    const before = await domain()
    await done(registrar().call('hosts.remove', own()))
    expect((await entry()).domains).toEqual([])
    expect(await inKv(host)).toBeNull()
    await add()
    expect((await domain()).value).not.toBe(before.value)
    expect(await check()).toMatchObject({ domain: { state: 'pending', found: 'other' } })
    expect(await inKv(host)).toBeNull()
  })

  test('found for a host that was given up meanwhile, counts for nothing', async () => {
    await make({ hosts: [home, host] })
    await prove()
    const { name: record } = await domain()
    desk.slowDns = true
    const checking = registrar().call('hosts.check', own())
    await vi.waitFor(() => expect(zone.asked).toEqual([record]))
    await done(registrar().call('hosts.remove', own()))
    await add()
    desk.slowDns = false
    expect(await refusal(checking)).toEqual({ tag: 'unknown-host', host })
    expect(await domain()).toMatchObject({ state: 'pending', checked: null })
  })

  test('survives that the registrar is stopped', async () => {
    await make({ hosts: [home, host] })
    await prove()
    await stop(key)
    await later(2 * MINUTE)
    expect((await domain()).state).toBe('verified')
  })
})
