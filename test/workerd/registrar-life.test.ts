import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  BY,
  copied,
  desk,
  deskStub,
  done,
  draft,
  openDesk,
  refusal,
  release,
  way,
} from './registrar-desk.ts'

// Where an event can go from where it is, and back.

const registrar = openDesk('life')

let count = 0
let key = ''
/** A write of the event at hand, whatever its revision. */
const own = () => ({ by: BY, key, ifRevision: null })
const create = (given: Readonly<Record<string, unknown>>) =>
  registrar.call('tenants.create', { by: BY, draft: given })
const make = (different = {}) => done(create(draft(key, different)))
const entry = async () => done(registrar.call('tenants.get', { key }))

beforeEach(() => {
  key = `life-${++count}`
  desk.ahead = 0
})

describe('the life of an event', () => {
  const to = (status: 'draft' | 'live' | 'frozen' | 'archived' | 'suspended' | 'back', by = {}) =>
    registrar.call('tenants.status', { ...own(), by: { ...BY, ...by }, to: status })

  test('goes from draft to live to archived', async () => {
    await make()
    expect(await refusal(to('archived'))).toEqual({
      tag: 'illegal-status',
      from: 'draft',
      to: 'archived',
      allowed: ['live', 'suspended'],
    })
    await done(to('live'))
    expect(await refusal(to('draft'))).toMatchObject({ tag: 'illegal-status' })
    await done(to('archived'))
    expect(await refusal(to('draft'))).toMatchObject({ tag: 'illegal-status' })
  })

  test('can be stopped at any time, with a reason, and goes on where it was', async () => {
    await make({ status: 'live' })
    expect(await refusal(to('suspended', { reason: ' ' }))).toEqual({ tag: 'needs-reason' })
    await done(to('suspended'))
    expect(await entry()).toMatchObject({ statusNow: 'suspended', suspendedFrom: 'live' })
    expect(await refusal(to('draft'))).toMatchObject({ tag: 'illegal-status', allowed: ['live'] })
    await done(to('back'))
    expect(await entry()).toMatchObject({ statusNow: 'live', suspendedFrom: null })
  })

  test('is frozen, at once or by schedule, only with a release', async () => {
    await make({ status: 'live' })
    const needs = { tag: 'needs-release', key }
    expect(await refusal(to('frozen'))).toEqual(needs)
    const schedule = [{ at: '2027-03-27T08:00', to: 'frozen' }]
    const change = { ...own(), patch: { schedule } }
    expect(await refusal(registrar.call('tenants.change', change))).toEqual(needs)
    await done(registrar.call('releases.record', { by: BY, key, release: release('a') }))
    await done(registrar.call('releases.promote', { ...own(), id: release('a').id }))
    await done(to('frozen'))
    expect(await refusal(to('live', { reason: '' }))).toEqual({ tag: 'needs-reason' })
    await done(to('live'))
  })

  test('ends with deletion only where nobody visits it', async () => {
    await make({ status: 'live' })
    const remove = (by = {}) => registrar.call('tenants.delete', { ...own(), by: { ...BY, ...by } })
    expect(await refusal(remove())).toEqual({ tag: 'not-deletable', status: 'live' })
    await done(to('archived'))
    expect(await refusal(remove({ reason: undefined }))).toEqual({ tag: 'needs-reason' })
    await done(remove())
  })
})

describe('an old revision', () => {
  test('that there is none of is refused', async () => {
    await make()
    const unknown = { tag: 'unknown-revision', revision: 7 }
    expect(await refusal(registrar.call('revisions.get', { key, revision: 7 }))).toEqual(unknown)
    expect(await refusal(registrar.call('revisions.diff', { key, a: 1, b: 7 }))).toEqual(unknown)
    expect(await refusal(registrar.call('revisions.roll-back', { ...own(), to: 7 }))).toEqual(
      unknown,
    )
  })

  test('comes back as a new one, and leaves the event where it is in its life', async () => {
    await make()
    await done(registrar.call('tenants.change', { ...own(), patch: { name: 'Other' } }))
    await done(registrar.call('tenants.status', { ...own(), to: 'live' }))
    const { tenant } = await done(registrar.call('revisions.roll-back', { ...own(), to: 1 }))
    expect(tenant).toMatchObject({ revision: 4, name: `The ${key}`, status: 'live' })
    const { changes } = await done(registrar.call('revisions.diff', { key, a: 3, b: 4 }))
    expect(changes).toEqual([{ path: ['name'], from: 'Other', to: `The ${key}` }])
  })

  test('does not bring back a host that another event has now', async () => {
    const host = `${key}.example.org`
    await make({ hosts: [`${key}.localhost`, host] })
    await done(registrar.call('hosts.remove', { ...own(), host }))
    await done(create(draft(`${key}-b`, { hosts: [host] })))
    expect(await refusal(registrar.call('revisions.roll-back', { ...own(), to: 1 }))).toEqual({
      tag: 'host-taken',
      host,
      key: `${key}-b`,
    })
  })
})

describe('what a clone is to have of the other event’s store', () => {
  const clone = () =>
    registrar.call('tenants.clone', {
      by: BY,
      from: key,
      key: `${key}-b`,
      different: {},
      withData: true,
    })
  const cloneEntry = () => done(registrar.call('tenants.get', { key: `${key}-b` }))
  const later = async () => {
    vi.restoreAllMocks()
    desk.ahead += 5_000
    await runDurableObjectAlarm(deskStub('life'))
  }

  beforeEach(async () => {
    copied.length = 0
    await make()
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.spyOn(way, 'handOn').mockRejectedValue(new Error('The store is away.'))
  })
  afterEach(() => vi.restoreAllMocks())

  test('waits where it does not get there, is told of, and comes later', async () => {
    const made = await done(clone())
    const target = `copy:${made.tenant.storeId}`
    expect(made).toMatchObject({ published: false, waiting: [{ target }] })
    expect((await cloneEntry()).waiting).toMatchObject([
      { target, error: 'Error: The store is away.' },
    ])
    await later()
    expect(copied).toMatchObject([{ from: { key }, to: { key: `${key}-b` } }])
    expect((await cloneEntry()).waiting).toEqual([])
    await later()
    expect(copied).toHaveLength(1)
  })

  test('does not come any more when the other event is deleted, and the log says so', async () => {
    await done(clone())
    await done(registrar.call('tenants.delete', own()))
    await later()
    expect(copied).toEqual([])
    expect((await cloneEntry()).waiting).toEqual([])
    const { entries } = await done(registrar.call('audit.list', { action: 'tenants.copy' }))
    const changes = [{ path: ['setUp'], from: key }]
    expect(entries[0]).toMatchObject({ key: `${key}-b`, changes })
  })

  test('comes to nobody when the clone is deleted', async () => {
    await done(clone())
    await done(registrar.call('tenants.delete', { ...own(), key: `${key}-b` }))
    await later()
    expect(copied).toEqual([])
  })
})
