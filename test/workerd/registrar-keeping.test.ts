import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { beforeEach, describe, expect, test } from 'vitest'
import { withChanges } from '../../src/registry/registrar/changes.ts'
import { BY, desk, deskStub, done, draft, openDesk, refusal } from './registrar-desk.ts'

// What the registrar keeps besides records: what has happened, and what opens doors.

const DAY = 24 * 60 * 60_000

let name = ''
let count = 0
const registrar = () => openDesk(name)
const create = (key: string, different = {}) =>
  done(registrar().call('tenants.create', { by: BY, draft: draft(key, different) }))
const rename = (key: string, to: string, actor = 'test') =>
  done(
    registrar().call('tenants.change', {
      by: { actor, reason: `now ${to}` },
      key,
      ifRevision: null,
      patch: { name: to },
    }),
  )
const log = async (input = {}) => (await done(registrar().call('audit.list', input))).entries

beforeEach(() => {
  name = `keeping-${++count}`
  desk.ahead = 0
})

describe('the log', () => {
  test('says who changed what from what to what, when and why', async () => {
    await create('told')
    await rename('told', 'New', 'token:ada')
    const [entry] = await log({ key: 'told' })
    expect(entry).toMatchObject({
      actor: 'token:ada',
      action: 'tenants.change',
      key: 'told',
      revision: 2,
      reason: 'now New',
      changes: [{ path: ['name'], from: 'The told', to: 'New' }],
    })
    expect(Math.abs((entry?.at ?? 0) - Date.now())).toBeLessThan(10_000)
  })

  test('is read by event, by person, by time and page by page', async () => {
    await create('one')
    await create('two')
    for (let i = 0; i < 5; i++) await rename('one', `Name ${i}`, i % 2 === 0 ? 'ada' : 'ben')
    expect(await log({ key: 'two' })).toHaveLength(1)
    expect(await log({ actor: 'ada' })).toHaveLength(3)
    expect(await log({ actor: 'ben', key: 'one' })).toHaveLength(2)
    expect(await log({ to: Date.now() - DAY })).toEqual([])
    const first = await done(registrar().call('audit.list', { limit: 4 }))
    const rest = await done(registrar().call('audit.list', { cursor: first.next ?? '' }))
    const numbers = [...first.entries, ...rest.entries].map(({ number }) => number)
    expect(numbers).toEqual([7, 6, 5, 4, 3, 2, 1])
    const strange = registrar().call('audit.list', { cursor: 'nonsense' })
    expect(await refusal(strange)).toMatchObject({ tag: 'invalid', issues: [{ field: 'cursor' }] })
  })

  test('has nothing of what was refused or only tried', async () => {
    await refusal(registrar().call('tenants.create', { by: BY, draft: draft('admin') }))
    const by = { ...BY, dryRun: true }
    await done(registrar().call('tenants.create', { by, draft: draft('tried') }))
    expect(await log()).toEqual([])
  })
})

describe('revisions', () => {
  test('are listed, read and compared', async () => {
    await create('many')
    for (let i = 2; i <= 5; i++) await rename('many', `Name ${i}`)
    const page = await done(registrar().call('revisions.list', { key: 'many', limit: 3 }))
    expect(page.revisions.map(({ revision }) => revision)).toEqual([5, 4, 3])
    expect(page.revisions[0]).toMatchObject({ action: 'tenants.change', reason: 'now Name 5' })
    const rest = await done(
      registrar().call('revisions.list', { key: 'many', cursor: page.next ?? '' }),
    )
    expect(rest).toMatchObject({ revisions: [{ revision: 2 }, { revision: 1 }], next: null })
    const old = await done(registrar().call('revisions.get', { key: 'many', revision: 2 }))
    expect(old).toMatchObject({ revision: 2, name: 'Name 2' })
    const { changes } = await done(registrar().call('revisions.diff', { key: 'many', a: 1, b: 5 }))
    expect(changes).toEqual([{ path: ['name'], from: 'The many', to: 'Name 5' }])
  })
})

describe('what is older than the policy', () => {
  const policy = { audit: 30 * DAY, revisions: 30 * DAY, revisionsLeft: 2 }
  /** Where the log leads to. */
  const state = async (key: string) =>
    (await log({ key })).toReversed().reduce((sum, { changes }) => withChanges(sum, changes), {})

  test('is taken out, said so, and the log still tells the whole state', async () => {
    await create('old', { theme: { accent: '#000000' } })
    for (let i = 0; i < 6; i++) await rename('old', `Name ${i}`)
    const before = await state('old')
    desk.ahead = 31 * DAY
    await rename('old', 'Now')
    const pruned = await done(registrar().call('registry.prune', { by: BY, policy }))
    expect(pruned).toEqual({ entries: 7, revisions: 6, more: false })
    const entries = await log({ key: 'old' })
    expect(entries.map(({ action }) => action)).toEqual(['tenants.change', 'pruned'])
    expect(entries[1]?.reason).toMatch(/^7 entries until \d{4}-\d\d-\d\d$/)
    expect(await state('old')).toEqual({ ...before, name: 'Now' })
    const [note] = await log({ action: 'registry.prune' })
    expect(note?.changes).toEqual([{ path: ['taken'], to: { entries: 7, revisions: 6 } }])
    const { revisions } = await done(registrar().call('revisions.list', { key: 'old' }))
    expect(revisions.map(({ revision }) => revision)).toEqual([8, 7])
    expect(await done(registrar().call('registry.prune', { by: BY, policy }))).toMatchObject({
      entries: 0,
      revisions: 0,
    })
  })

  test('is looked for once a day, by the alarm', async () => {
    await create('daily')
    desk.ahead = 800 * DAY
    await rename('daily', 'Two years later')
    await runDurableObjectAlarm(deskStub(name))
    const entries = await log({ key: 'daily' })
    expect(entries.map(({ action }) => action)).toEqual(['tenants.change', 'pruned'])
  })
})

describe('tokens', () => {
  const token = (hash: string, different = {}) => ({
    hash,
    label: 'Deploys',
    role: 'operator' as const,
    events: null,
    expires: null,
    ...different,
  })

  test('are found by their hash until they are revoked or have expired', async () => {
    const made = await done(registrar().call('tokens.create', { by: BY, token: token('h1') }))
    const short = token('h2', { expires: Date.now() + DAY, events: ['fair'] })
    await done(registrar().call('tokens.create', { by: BY, token: short }))
    const find = (hash: string) => done(registrar().call('tokens.find', { hash }))
    expect(await find('h1')).toMatchObject({ id: made.id, role: 'operator', events: null })
    expect(await find('h2')).toMatchObject({ events: ['fair'] })
    expect(await find('h3')).toBeNull()
    desk.ahead = DAY
    expect(await find('h2')).toBeNull()
    const revoked = await done(registrar().call('tokens.revoke', { by: BY, id: made.id }))
    expect(revoked.revoked).not.toBeNull()
    expect(await find('h1')).toBeNull()
    const strange = registrar().call('tokens.revoke', { by: BY, id: 'none' })
    expect(await refusal(strange)).toEqual({ tag: 'unknown-token', id: 'none' })
    const { tokens } = await done(registrar().call('tokens.list', {}))
    expect(tokens).toHaveLength(2)
    expect(tokens.find(({ id }) => id === made.id)?.used).not.toBeNull()
  })

  test('are in the log, their hash is not', async () => {
    await done(registrar().call('tokens.create', { by: BY, token: token('hash-of-it') }))
    const text = JSON.stringify(await log())
    expect(text).toContain('Deploys')
    expect(text).not.toContain('hash-of-it')
  })
})

describe('secrets', () => {
  const set = (key: string, secret: string, sealed: string, sealKey = 'k1') =>
    registrar().call('secrets.set', { by: BY, key, name: secret, sealed, sealKey })

  test('are kept sealed, listed by name and taken out', async () => {
    await create('fair')
    await done(set('fair', 'CRM_TOKEN', 'sealed-1'))
    await done(set('fair', 'CRM_TOKEN', 'sealed-2', 'k2'))
    await done(set('fair', 'OTHER', 'sealed-3'))
    const { secrets } = await done(registrar().call('secrets.list', { key: 'fair' }))
    expect(secrets).toMatchObject([
      { name: 'CRM_TOKEN', sealKey: 'k2', setBy: 'test' },
      { name: 'OTHER', sealKey: 'k1' },
    ])
    const get = (secret: string) => registrar().call('secrets.get', { key: 'fair', name: secret })
    expect(await done(get('CRM_TOKEN'))).toEqual({ sealed: 'sealed-2', sealKey: 'k2' })
    const others = await done(registrar().call('secrets.sealed-otherwise', { sealKey: 'k2' }))
    expect(others.secrets.map((one) => one.name)).toEqual(['OTHER'])
    await done(registrar().call('secrets.remove', { by: BY, key: 'fair', name: 'OTHER' }))
    expect(await refusal(get('OTHER'))).toMatchObject({ tag: 'unknown-secret' })
    expect(JSON.stringify(await log())).not.toContain('sealed-')
  })

  test('are refused for no event, and by a name that is none', async () => {
    expect(await refusal(set('nobody', 'NAME', 'x'))).toMatchObject({ tag: 'unknown-event' })
    await create('fair')
    expect(await refusal(set('fair', '__proto__', 'x'))).toMatchObject({
      tag: 'invalid',
      issues: [{ field: 'name' }],
    })
  })

  test('go with their event, and do not come back with its key', async () => {
    await create('gone')
    await done(set('gone', 'CRM_TOKEN', 'sealed'))
    await done(registrar().call('tenants.delete', { by: BY, key: 'gone', ifRevision: null }))
    const again = { by: BY, draft: draft('gone'), useAgain: true }
    await done(registrar().call('tenants.create', again))
    const get = registrar().call('secrets.get', { key: 'gone', name: 'CRM_TOKEN' })
    expect(await refusal(get)).toMatchObject({ tag: 'unknown-secret' })
  })
})

test('an event that is cloned is a draft with the same record elsewhere', async () => {
  const redirects = [{ from: '/a', to: '/b', prefix: false }]
  const notice = { text: 'Closed.', until: null }
  const own = {
    lane: 'isolated',
    release: { id: 'a'.repeat(64), previous: 'b'.repeat(64), pinned: false },
  }
  await create('model', { status: 'live', theme: { accent: '#123456' }, redirects, notice })
  await runInDurableObject(deskStub(name), (_, { storage }) =>
    storage.sql.exec('UPDATE tenants SET record = json_patch(record, ?)', JSON.stringify(own)),
  )
  const { tenant } = await done(
    registrar().call('tenants.clone', {
      by: BY,
      from: 'model',
      key: 'copy',
      different: { name: 'Copy', starts: '2028-03-27', ends: '2028-03-28' },
    }),
  )
  expect(tenant).toMatchObject({
    key: 'copy',
    name: 'Copy',
    status: 'draft',
    hosts: ['copy.localhost'],
    theme: { accent: '#123456' },
    redirects,
    notice: null,
    revision: 1,
  })
  const model = await done(registrar().call('tenants.get', { key: 'model' }))
  expect(model.tenant).toMatchObject(own)
  expect(tenant.storeId).not.toBe(model.tenant.storeId)
  // A release is of one event's code.
  expect(tenant).not.toHaveProperty('release')
  expect(tenant).not.toHaveProperty('lane')
})

test('the tables know no key twice and no host of two', async () => {
  await create('fair')
  await expect(
    runInDurableObject(deskStub(name), (_, { storage }) =>
      storage.sql.exec("INSERT INTO hosts VALUES ('fair.localhost', 'other', NULL)"),
    ),
  ).rejects.toThrow('UNIQUE')
})
