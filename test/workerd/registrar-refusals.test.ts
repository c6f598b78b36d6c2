import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { BY, desk, done, draft, openDesk, refusal } from './registrar-desk.ts'

// What the registrar does not do, and what it says instead. Nothing has changed then.

const registrar = openDesk('refusals')

let count = 0
let key = ''
/** A write of the event at hand, whatever its revision. */
const own = () => ({ by: BY, key, ifRevision: null })
const make = (different = {}) =>
  done(registrar.call('tenants.create', { by: BY, draft: draft(key, different) }))
const create = (given: Readonly<Record<string, unknown>>) =>
  registrar.call('tenants.create', { by: BY, draft: given })
const entry = async () => done(registrar.call('tenants.get', { key }))

beforeAll(async () => {
  await done(create(draft('first')))
})

beforeEach(() => {
  key = `fair-${++count}`
  desk.ahead = 0
})

describe('a draft is refused, its field named', () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['name', { name: '' }],
    ['name', { name: undefined }],
    ['timeZone', { timeZone: 'Europe/Atlantis' }],
    ['ends', { ends: '2027-03-26' }],
    ['colour', { colour: 'red' }],
    ['constructor', { constructor: 1 }],
    ['status', { status: 'archived' }],
    ['storeId', { storeId: 'mine' }],
    ['revision', { revision: 7 }],
    ['redirects', { redirects: [{ from: '/a', to: '/a', prefix: false }] }],
    ['hosts.0', { hosts: ['localhost'] }],
    ['hosts.0', { hosts: ['usher.example'] }],
    ['hosts.0', { hosts: ['admin.usher.example'] }],
    ['hosts.0', { hosts: ['www.localhost'] }],
    ['hosts.0', { hosts: ['a.b.usher.example'] }],
    ['hosts.0', { hosts: ['new--fair.usher.example'] }],
    ['hosts.0', { hosts: ['10.0.0.1'] }],
    ['hosts.0', { hosts: ['Fair.example.org'] }],
    ['hosts', { hosts: ['fair.example.org', 'fair.example.org'] }],
    ['canonicalHost', { canonicalHost: 'other.example.org' }],
    ['settings', { settings: { long: 'x'.repeat(20_001) } }],
    ['hosts', { hosts: [] }],
    ['theme.accent', { theme: { accent: 7 } }],
  ])('%s', async (field, different) => {
    const refused = await refusal(create(draft(key, different)))
    expect(refused).toMatchObject({ tag: 'invalid', issues: [{ field }] })
    expect(await refusal(registrar.call('tenants.get', { key }))).toMatchObject({
      tag: 'unknown-event',
    })
    expect(await env.TENANTS.get(hostKey(`${key}.localhost`))).toBeNull()
  })

  test.each(['www', 'admin', '__proto__', 'constructor', '../x', 'a--b', 'A', ''])(
    'key %j',
    async (hostile) => {
      expect(await refusal(create(draft(hostile)))).toMatchObject({
        tag: 'invalid',
        issues: expect.arrayContaining([expect.objectContaining({ field: 'key' })]),
      })
    },
  )

  test('all that is wrong is said at once', async () => {
    const refused = await refusal(create(draft(key, { name: '', timeZone: '', colour: 'red' })))
    const fields = refused.tag === 'invalid' ? refused.issues.map(({ field }) => field) : []
    expect(fields.toSorted()).toEqual(['colour', 'name', 'timeZone'])
  })
})

test('a record of a newer schema is refused, not cut down to what is known', async () => {
  const newer = { tag: 'newer-schema', schema: 2 }
  expect(await refusal(create(draft(key, { schema: 2, lane: 'isolated' })))).toEqual(newer)
  await make()
  const patch = { schema: 2, name: 'New' }
  expect(await refusal(registrar.call('tenants.change', { ...own(), patch }))).toEqual(newer)
})

describe('keys', () => {
  test('that are taken are refused', async () => {
    await make()
    expect(await refusal(create(draft(key)))).toEqual({ tag: 'key-taken', key })
  })

  test('of deleted events are used again only when that is said, with another store', async () => {
    const before = await make({ hosts: [`${key}.example.org`] })
    await done(registrar.call('tenants.delete', own()))
    expect(await refusal(create(draft(key)))).toMatchObject({ tag: 'key-deleted', key })
    const again = { by: BY, draft: draft(key), useAgain: true }
    const { tenant } = await done(registrar.call('tenants.create', again))
    expect(tenant.storeId).not.toBe(before.tenant.storeId)
    expect(tenant.revision).toBeGreaterThan(before.tenant.revision)
  })

  test('of no event are unknown to every operation', async () => {
    const unknown = { tag: 'unknown-event', key }
    expect(await refusal(registrar.call('tenants.get', { key }))).toEqual(unknown)
    expect(await refusal(registrar.call('tenants.delete', own()))).toEqual(unknown)
    expect(await refusal(registrar.call('tenants.change', { ...own(), patch: {} }))).toEqual(
      unknown,
    )
    expect(await refusal(registrar.call('tenants.status', { ...own(), to: 'live' }))).toEqual(
      unknown,
    )
    const clone = { by: BY, from: key, key: 'copy', different: {} }
    expect(await refusal(registrar.call('tenants.clone', clone))).toEqual(unknown)
  })
})

describe('hosts', () => {
  test('belong to one event', async () => {
    await make({ hosts: [`${key}.example.org`] })
    const other = draft(`${key}-b`, { hosts: [`${key}-b.localhost`, `${key}.example.org`] })
    const taken = { tag: 'host-taken', host: `${key}.example.org`, key }
    expect(await refusal(create(other))).toEqual(taken)
    // The host that it could have had is not taken either.
    await done(create(draft(`${key}-c`, { hosts: [`${key}-b.localhost`] })))
  })

  test('of a deleted event are kept, and free after a time or when that is said', async () => {
    const host = `${key}.example.org`
    await make({ hosts: [host] })
    await done(registrar.call('tenants.delete', own()))
    const other = draft(`${key}-b`, { hosts: [host] })
    const kept = { tag: 'host-kept', host, key }
    expect(await refusal(create(other))).toMatchObject(kept)
    const claimed = { by: { ...BY, dryRun: true }, draft: other, reclaim: true }
    await done(registrar.call('tenants.create', claimed))
    desk.ahead = 31 * 24 * 60 * 60_000
    await done(create(other))
    expect(await done(registrar.call('hosts.find', { host }))).toMatchObject({
      tenant: { key: `${key}-b` },
    })
  })

  test('given up by an event are free at once', async () => {
    const host = `${key}.example.org`
    await make({ hosts: [`${key}.localhost`, host] })
    await done(registrar.call('hosts.remove', { ...own(), host }))
    expect(await refusal(registrar.call('hosts.find', { host }))).toEqual({
      tag: 'unknown-host',
      host,
    })
    await done(create(draft(`${key}-b`, { hosts: [host] })))
  })

  test('below the apex that name another event are its own', async () => {
    await make({ hosts: [`${key}.example.org`] })
    const host = `${key}.localhost`
    const other = draft(`${key}-b`, { hosts: [host] })
    expect(await refusal(create(other))).toEqual({ tag: 'host-taken', host, key })
  })

  test('that links are built on stay', async () => {
    await make()
    const host = `${key}.localhost`
    expect(await refusal(registrar.call('hosts.remove', { ...own(), host }))).toMatchObject({
      tag: 'invalid',
    })
    const strange = { ...own(), host: 'strange.example.org' }
    expect(await refusal(registrar.call('hosts.set-canonical', strange))).toMatchObject({
      tag: 'unknown-host',
    })
  })
})

describe('a change', () => {
  test('made for another revision is refused, with the current one', async () => {
    await make()
    const change = { by: BY, key, ifRevision: 1 }
    await done(registrar.call('tenants.change', { ...change, patch: { name: 'First' } }))
    expect(
      await refusal(registrar.call('tenants.change', { ...change, patch: { name: 'Second' } })),
    ).toEqual({ tag: 'not-current', key, revision: 2 })
    expect((await entry()).tenant.name).toBe('First')
  })

  test('of two at the same time one is made', async () => {
    await make()
    const change = (name: string) =>
      registrar.call('tenants.change', { by: BY, key, ifRevision: 1, patch: { name } })
    const both = await Promise.all([change('One'), change('Two')])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })

  test.each(['key', 'storeId', 'revision', 'status'])('of %s is refused', async (field) => {
    await make()
    const value = { key: 'other', storeId: 'other', revision: 9, status: 'live' }[field]
    const patch = { [field]: value }
    expect(await refusal(registrar.call('tenants.change', { ...own(), patch }))).toMatchObject({
      tag: 'invalid',
      issues: [{ field }],
    })
  })

  test('that sends the record back as it was makes no revision', async () => {
    const { tenant } = await make()
    const { tenant: same } = await done(
      registrar.call('tenants.change', { ...own(), patch: { ...tenant } }),
    )
    expect(same).toEqual(tenant)
  })

  test('with a key that was there before is answered as before, or refused', async () => {
    await make()
    const by = { ...BY, idempotencyKey: 'once' }
    const change = (name: string, actor = 'test') =>
      registrar.call('tenants.change', {
        ...own(),
        by: { ...by, actor },
        patch: { name },
      })
    const first = await done(change('First'))
    await done(registrar.call('tenants.change', { ...own(), patch: { name: 'Second' } }))
    expect(await done(change('First'))).toEqual(first)
    expect((await entry()).tenant.name).toBe('Second')
    expect(await refusal(change('Third'))).toEqual({ tag: 'key-reused', idempotencyKey: 'once' })
    // Somebody else's key is another one, and so is one of the day before yesterday.
    await done(change('Fourth', 'other'))
    desk.ahead = 2 * 24 * 60 * 60_000
    await done(change('Third'))
  })

  test('that was refused can be mended and sent again with the same key', async () => {
    await make()
    const by = { ...BY, idempotencyKey: 'mended' }
    const change = (name: string) =>
      registrar.call('tenants.change', { ...own(), by, patch: { name } })
    await refusal(change(''))
    await done(change('Mended'))
  })

  test('that is only tried changes nothing', async () => {
    await make()
    const by = { ...BY, dryRun: true }
    const tried = await done(
      registrar.call('tenants.change', { ...own(), by, patch: { name: 'Tried' } }),
    )
    expect(tried.tenant).toMatchObject({ name: 'Tried', revision: 2 })
    expect((await entry()).tenant.revision).toBe(1)
  })
})
