import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, test } from 'vitest'
import { readSchedule, replaceSchedule } from '../../src/base/agenda/store.ts'
import { matchStore } from '../../src/base/match.ts'
import { arrangePlaces, configureBooking } from '../../src/base/meetings/configure.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { defaultBookingSettings } from '../../src/base/meetings/settings.ts'
import { importPeople, readVocabulary } from '../../src/base/people/store.ts'
import { changeSettings, readOrganiserSettings, toldOf } from '../../src/base/settings/store.ts'
import { ANONYMOUS, SYSTEM, type Tenant } from '../../src/contract.ts'
import type { StoreFeature } from '../../src/store/feature.ts'
import { handOn } from '../../src/store/hand-on.ts'
import { readSetUp, takeSetUp } from '../../src/store/set-up.ts'
import { openStore } from '../../src/wire.ts'
import { openRegistrar } from '../../src/wire-registrar.ts'
import { invented } from '../support/people.ts'
import { programme } from '../support/programme.ts'
import { tenant as given } from '../support/tenants.ts'
import { findAnywhere } from './find-anywhere.ts'
import { meet, openFair } from './open-fair.ts'
import { BY, done, draft, refusal } from './registrar-desk.ts'

// What is set up for one event comes to the one that is made after it; people do not.

const registrar = openRegistrar(env)
const system = (tenant: Tenant) => openStore(env, tenant, SYSTEM)
let count = 0
const id = () => crypto.randomUUID()

const GROUPS = [
  { id: 'buyers', label: 'Buyers' },
  { id: 'sellers', label: 'Sellers' },
]
const TAGS = [{ id: 'rope', label: 'Rope' }]
const PLACES = [
  { id: 'b', label: 'Booth', capacity: 3 },
  { id: 'a', label: 'Table', capacity: 1 },
]

/** An event of this year with a programme, tables, groups and settings. */
async function openModel(different = {}): Promise<Tenant> {
  const key = `model-${++count}`
  const { tenant } = await done(
    registrar.call('tenants.create', { by: BY, draft: draft(key, different) }),
  )
  const store = system(tenant)
  const [talk, ...others] = programme(['Opening', 'Ropes']).sessions
  if (talk === undefined) throw new Error('There is no talk.')
  const speakers = [{ id: 'zq', name: 'Zqspeaker' }]
  const sessions = [{ ...talk, abstract: 'Welcome', speakers }, ...others]
  await store.write(replaceSchedule, { version: '7', rooms: ['Hall A', 'B'], sessions }, id())
  await store.write(importPeople, { groups: GROUPS, tags: TAGS, people: [] }, id())
  await store.write(arrangePlaces, { places: PLACES }, id())
  const changed = await store.write(
    changeSettings,
    {
      pendingHolds: true,
      bookingOpens: '2027-03-01T09:00',
      slotPlan: { days: [{ date: '2027-03-27', from: '09:00', to: '11:00', minutes: 30 }] },
      groups: { buyers: { sellers: { request: false } } },
    },
    id(),
  )
  expect(changed.ok).toBe(true)
  return tenant
}

/** As whoever serves the event does before it asks anything. */
const tell = (tenant: Tenant) =>
  openStore(env, tenant, SYSTEM, [], toldOf(tenant, {}, [])).read(readVocabulary, {})

const clone = (from: string, different = {}, withData = true) =>
  registrar.call('tenants.clone', {
    by: BY,
    from,
    key: `clone-${count}`,
    different: { starts: '2028-03-25', ends: '2028-03-26', ...different },
    withData,
  })

const tables = (storage: SqlStorage): string[] =>
  [...storage.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")]
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('_cf_') && !name.startsWith('sqlite_'))

const inside = <T>({ storeId }: Tenant, work: (sql: SqlStorage) => T): Promise<T> =>
  runInDurableObject(env.EVENTS.get(env.EVENTS.idFromName(storeId)), (_, { storage }) =>
    work(storage.sql),
  )

const places = (tenant: Tenant) =>
  inside(tenant, (sql) => [
    ...sql.exec('SELECT id, label, capacity FROM meetings_places ORDER BY position'),
  ])

describe('a clone with data', () => {
  test('has programme, tables, groups, tags and settings, on its own days', async () => {
    const model = await openModel()
    const made = await done(clone(model.key))
    expect(made).toMatchObject({ published: true, waiting: [] })
    const store = system(made.tenant)
    const { version, rooms, sessions } = await store.read(readSchedule, {})
    expect({ version, rooms }).toEqual({ version: null, rooms: ['Hall A', 'B'] })
    expect(sessions).toMatchObject([
      // 10:00 in Berlin, in winter time on the one day and in summer time a year later.
      { title: 'Opening', abstract: 'Welcome', start: Date.UTC(2028, 2, 25, 9), speakers: [] },
      { title: 'Ropes', start: Date.UTC(2028, 2, 25, 10) },
    ])
    expect(await store.read(readVocabulary, {})).toEqual({ groups: GROUPS, tags: TAGS })
    expect(await places(made.tenant)).toEqual(PLACES)
    expect(await store.read(readOrganiserSettings, {})).toEqual({
      pendingHolds: true,
      bookingOpens: '2028-02-28T09:00',
      slotPlan: { days: [{ date: '2028-03-25', from: '09:00', to: '11:00', minutes: 30 }] },
      groups: { buyers: { sellers: { request: false } } },
    })
  })

  test('shows its programme to the first visitor, and the other event goes on as it was', async () => {
    const model = await openModel({ status: 'live' })
    const before = await system(model).read(readSetUp, {})
    const { tenant } = await done(clone(model.key))
    const published = await env.TENANTS.get(`published:1:${tenant.key}:${tenant.storeId}`)
    expect(published).toContain('Opening')
    expect(published).not.toContain('Zqspeaker')
    expect(await system(model).read(readSetUp, {})).toEqual(before)
  })

  test('has slots by the moved plan once it is told of its event', async () => {
    const model = await openModel()
    const { tenant } = await done(clone(model.key))
    const slots = () =>
      inside(tenant, (sql) => [...sql.exec('SELECT id FROM meetings_slots ORDER BY start')])
    expect(await slots()).toEqual([])
    await tell(tenant)
    expect(await slots()).toEqual(
      ['09:00', '09:30', '10:00', '10:30'].map((time) => ({ id: `2028-03-25T${time}` })),
    )
  })

  test('is as far away by the clock in another time zone', async () => {
    const model = await openModel()
    const { tenant } = await done(clone(model.key, { timeZone: 'Asia/Tokyo' }))
    const { sessions } = await system(tenant).read(readSchedule, {})
    // 10:00 in Berlin is 10:00 in Tokyo.
    expect(sessions[0]?.start).toBe(Date.UTC(2028, 2, 25, 1))
  })

  test('is written into the log, and the same request makes one', async () => {
    const model = await openModel()
    const by = { ...BY, idempotencyKey: `once-${count}` }
    const input = { by, from: model.key, key: `clone-${count}`, different: {}, withData: true }
    const first = await done(registrar.call('tenants.clone', input))
    expect(await done(registrar.call('tenants.clone', input))).toEqual(first)
    const { entries } = await done(registrar.call('audit.list', { key: `clone-${count}` }))
    expect(entries).toMatchObject([
      { action: 'tenants.copy', actor: 'test', changes: [{ path: ['setUp'], to: model.key }] },
      { action: 'tenants.clone' },
    ])
  })
})

test('a clone without data has none', async () => {
  const model = await openModel()
  const { tenant } = await done(clone(model.key, {}, false))
  expect(await system(tenant).read(readSetUp, {})).toEqual({})
})

test('nothing of people comes along, whatever they have done', async () => {
  const model = await openModel()
  const slots = [9, 11].map((hour, i) => ({
    id: `s${i}`,
    start: Date.UTC(2027, 2, 27, hour),
    end: Date.UTC(2027, 2, 27, hour + 1),
  }))
  const people = ['Aqone', 'Bqtwo', 'Dqthree'].map((name) =>
    invented(name.toLowerCase(), { name, group: 'all', bio: `${name}bio`, phone: `${name}phone` }),
  )
  const fair = await openFair(model, people, slots)
  const [one, two, three] = await Promise.all(['aqone', 'bqtwo', 'dqthree'].map(fair.signIn))
  if (!one || !two || !three) throw new Error('Nobody came.')
  await meet(one, two, 's0')
  const asked = { invitee: one.id, slot: 's1', message: 'Cqwords' }
  expect(await three.store.write(requestMeeting, asked, id())).toMatchObject({ ok: true })
  const words = ['aqone', 'bqtwo', 'dqthree', 'cqwords', 'zqspeaker', one.id, two.id, three.id]
  const findIn = (tenant: Tenant) =>
    inside(tenant, (sql) =>
      findAnywhere(sql, tables(sql), words).map((cell) => cell.split(': ')[1]),
    )
  expect(new Set(await findIn(model))).toEqual(new Set(words))
  const { tenant } = await done(clone(model.key))
  expect(await system(tenant).read(readVocabulary, {})).toMatchObject({ tags: TAGS })
  expect(await findIn(tenant)).toEqual([])
})

describe('slots that were set by hand', () => {
  const HOUR = 60 * 60_000
  const byHand = async (slots: readonly { id: string; start: number; end: number }[]) => {
    const model = await openModel()
    const settings = { ...defaultBookingSettings, reminderMinutes: 5 }
    const plan = { settings, opens: null, closes: null, slots, places: PLACES }
    await system(model).write(configureBooking, plan, id())
    const { tenant } = await done(clone(model.key, { starts: '2028-03-26', ends: '2028-03-26' }))
    const read = () =>
      inside(tenant, (sql) => [...sql.exec('SELECT id, start, "end" FROM meetings_slots')])
    const seats = await inside(tenant, (sql) =>
      sql.exec<{ n: number }>('SELECT count(*) AS n FROM meetings_seats').one(),
    )
    return { tenant, seats: seats.n, slots: await read(), read }
  }

  test('move with the first day, with their ids, and stay when the store is told of its event', async () => {
    const start = Date.UTC(2027, 2, 27, 8)
    const { tenant, slots, seats, read } = await byHand([
      { id: '2027-03-27T09:00', start, end: start + HOUR },
      { id: 'late', start: start + 8 * HOUR, end: start + 9 * HOUR },
    ])
    // Summer time begins on that night.
    const moved = Date.UTC(2028, 2, 26, 7)
    expect(slots).toEqual([
      { id: '2028-03-26T09:00', start: moved, end: moved + HOUR },
      { id: 'late', start: moved + 8 * HOUR, end: moved + 9 * HOUR },
    ])
    expect(seats).toBe(8)
    await tell(tenant)
    expect(await read()).toEqual(slots)
  })

  test('are one where a change of the clock moves two onto each other', async () => {
    const start = Date.UTC(2027, 2, 27, 1)
    const { slots } = await byHand([
      { id: 'skipped', start, end: start + HOUR },
      { id: 'next', start: start + HOUR, end: start + 2 * HOUR },
    ])
    // 02:00 is not there on 26 March 2028: it is 03:00.
    expect(slots).toEqual([
      { id: 'skipped', start: Date.UTC(2028, 2, 26, 1), end: Date.UTC(2028, 2, 26, 2) },
    ])
  })
})

describe('the store of a clone', () => {
  test('takes all of it or nothing, and once', async () => {
    const model = await openModel()
    const { tenant } = await done(clone(model.key, {}, false))
    const parts = await system(model).read(readSetUp, {})
    const moved = { days: 0, from: 'Europe/Berlin', to: 'Europe/Berlin' }
    const take = (handed: typeof parts) =>
      system(tenant).write(takeSetUp, { after: model.storeId, parts: handed, moved }, id())
    const newer = { ...parts, meetings: { shape: 99, data: {} } }
    await expect(take(newer)).rejects.toThrow('another shape')
    expect(await system(tenant).read(readSetUp, {})).toEqual({})
    await take(parts)
    expect(Object.keys(await system(tenant).read(readSetUp, {})).toSorted()).toEqual([
      'agenda',
      'meetings',
      'people',
      'settings',
    ])
    await system(tenant).write(replaceSchedule, programme(['Ours']), id())
    await take(parts)
    const { sessions } = await system(tenant).read(readSchedule, {})
    expect(sessions.map(({ title }) => title)).toEqual(['Ours'])
  })

  test('keeps what somebody has put there before it came', async () => {
    const model = await openModel()
    const { tenant } = await done(clone(model.key, {}, false))
    await system(tenant).write(replaceSchedule, programme(['Ours']), id())
    await handOn(system(model), system(tenant), { from: model, to: tenant })
    const { sessions } = await system(tenant).read(readSchedule, {})
    expect(sessions.map(({ title }) => title)).toEqual(['Ours'])
    expect(await places(tenant)).toEqual(PLACES)
  })

  test('gives to and takes from the platform alone', async () => {
    const model = given('closed-set-up')
    const anybody = openStore(env, model, ANONYMOUS)
    await expect(anybody.read(readSetUp, {})).rejects.toThrow('Only the platform')
    const moved = { days: 0, from: 'UTC', to: 'UTC' }
    const taking = anybody.write(takeSetUp, { after: 'x', parts: {}, moved }, id())
    await expect(taking).rejects.toThrow('Only the platform')
  })
})

test('an event that is not there cannot be cloned, with data or without', async () => {
  expect(await refusal(clone('nobodys'))).toMatchObject({ tag: 'unknown-event' })
})

test('a feature with tables says what of it is handed on, or that nothing is', () => {
  const silent = (features: readonly StoreFeature[]): string[] =>
    features
      .filter(({ migrations, setUp }) => migrations.length > 0 && setUp === undefined)
      .map(({ name }) => name)
  expect(silent(matchStore)).toEqual([])
  const table = ['CREATE TABLE new_x (y)']
  expect(silent([{ name: 'new', migrations: [table], operations: [] }])).toEqual(['new'])
})
