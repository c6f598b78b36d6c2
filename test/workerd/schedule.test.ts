import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { beforeAll, expect, test } from 'vitest'
import type { Session } from '../../src/base/agenda/schedule.ts'
import { replaceSchedule } from '../../src/base/agenda/store.ts'
import { listBookmarks } from '../../src/base/bookmarks/store.ts'
import { readOwnSchedule } from '../../src/base/schedule/store.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { countedSql } from './counted-sql.ts'
import { faults, type Guest, meet, openFair } from './open-fair.ts'

const MINUTE = 60_000
/** In the night of the fair the clock goes from 02:00 to 03:00. */
const BEFORE = Date.UTC(2027, 2, 28, 0, 30)
const AFTER = Date.UTC(2027, 2, 28, 1, 30)
const slot = (id: string, start: number) => ({ id, start, end: start + 20 * MINUTE })
const SLOTS = [
  slot('sat', Date.UTC(2027, 2, 27, 9)),
  slot('before', BEFORE),
  slot('after', AFTER),
  slot('late', AFTER + 60 * MINUTE),
]

const session = (id: string, start: number): Session => ({
  id,
  title: `Talk <${id}>`,
  subtitle: '',
  abstract: '',
  start,
  duration: 45,
  room: 'Hall 1',
  track: null,
  kind: null,
  language: null,
  speakers: [],
})

let fair: Awaited<ReturnType<typeof openFair>>
let ada: Guest
let ben: Guest

beforeAll(async () => {
  const people = ['ada', 'ben', 'cem'].map((name) => invented(name))
  fair = await openFair(tenant('schedule'), people, SLOTS)
  const sessions = [session('s 1/ü', SLOTS[0]!.start), session('s2', AFTER)]
  const schedule = { version: null, rooms: ['Hall 1'], sessions }
  await fair.system.write(replaceSchedule, schedule, 'agenda')
  ada = await fair.signIn('ada')
  ben = await fair.signIn('ben')
})

const mark = (who: Guest, form: Record<string, string>, referer = '') =>
  who.ask('/schedule/bookmarks', { form, headers: { referer } })
const bookmarksOf = async (who: Guest) => {
  const marked = await who.store.read(listBookmarks, {})
  return marked.ok ? marked.value : marked.error.tag
}

test('an empty schedule says what to do, and who is not signed in is asked to', async () => {
  const cem = await fair.signIn('cem')
  expect(await (await cem.ask('/schedule')).text()).toContain('Nothing here yet.')
  for (const path of ['/schedule', '/schedule/availability']) {
    const answer = await fair.ask(path)
    expect(answer.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
  }
})

test('a session is marked and unmarked by a button that leads back to where it was', async () => {
  const page = 'http://schedule.localhost/agenda?track=x'
  const marked = await mark(ada, { add: 's 1/ü' }, page)
  expect(marked.status).toBe(303)
  expect(marked.headers.get('location')).toBe('/agenda?track=x#s-s%201%2F%C3%BC')
  await mark(ada, { add: 's 1/ü' })
  expect(await bookmarksOf(ada)).toEqual(['s 1/ü'])
  expect(await bookmarksOf(ben)).toEqual([])
  await mark(ben, { remove: 's 1/ü' })
  expect(await bookmarksOf(ada)).toEqual(['s 1/ü'])
  expect(await (await ada.ask('/agenda')).text()).toContain('name="remove" value="s 1/ü"')
  await mark(ada, { remove: 's 1/ü' })
  expect(await bookmarksOf(ada)).toEqual([])
})

test('what is no session is not marked, nor what another site sends', async () => {
  for (const form of [{ add: 'none' }, { add: "';--\r\nX: y" }, {}] as Record<string, string>[])
    expect((await mark(ada, form)).status).toBe(404)
  const foreign = { form: { add: 's2' }, headers: { origin: 'http://other.localhost' } }
  expect((await ada.ask('/schedule/bookmarks', foreign)).status).toBe(403)
  expect((await fair.ask('/schedule/bookmarks', { form: { add: 's2' } })).status).toBe(303)
  expect(await bookmarksOf(ada)).toEqual([])
})

test('the agenda asks visitors nothing, and is the same for all of them', async () => {
  const [one, two] = await Promise.all([fair.ask('/agenda'), fair.ask('/agenda')])
  const text = await one.text()
  expect(text).not.toContain('/schedule')
  expect(await two.text()).toBe(text)
})

test('meetings and sessions stand by day, with their zone right across a clock change', async () => {
  await meet(ada, ben, 'before')
  await meet(ben, await fair.signIn('cem'), 'after')
  await mark(ada, { add: 's2' })
  await mark(ada, { add: 's 1/ü' })
  const text = await (await ada.ask('/schedule')).text()
  const order = ['Saturday', 's 1/ü', 'Sunday', '1:30 AM', 'Ben Muster', '3:30 AM', 's2']
  let at = 0
  for (const part of order) {
    at = text.indexOf(part, at)
    expect(at, part).toBeGreaterThan(0)
  }
  expect(text).toMatch(/1:30\sAM<small>GMT\+1/)
  expect(text).toMatch(/3:30\sAM<small>GMT\+2/)
  expect(text).toContain('Talk &lt;s2&gt;')
  expect(text).not.toContain('Cem')
})

test('time off is saved at once; a slot with a meeting is shown and refused', async () => {
  const path = '/schedule/availability'
  const saved = await ada.ask(path, {
    form: [
      ['away', 'sat'],
      ['away', 'late'],
    ],
  })
  expect(saved.headers.get('location')).toBe(`${path}?saved`)
  const page = await (await ada.ask(path)).text()
  expect(page).toMatch(/value="sat" checked=""/)
  expect(page).toMatch(/value="before" disabled=""/)
  const refused = await ada.ask(path, { form: { away: 'before' } })
  expect(refused.status).toBe(409)
  expect(await refused.text()).toMatch(/at Sun 1:30\sAM you have a confirmed meeting/)
  expect((await ada.ask(path, { form: { away: 'none' } })).status).toBe(422)
  expect(await (await ada.ask(path)).text()).toMatch(/value="sat" checked=""/)
  expect((await ada.ask(path, { form: {} })).status).toBe(303)
  expect(await (await ada.ask(path)).text()).not.toContain('checked=""')
})

test('a schedule takes 2 statements, and rows of its own only', async () => {
  const crowd = Array.from({ length: 2_000 }, (_, i) => `crowd${i}`)
  const stub = env.EVENTS.get(env.EVENTS.idFromName(fair.event.storeId))
  const cost = () =>
    runInDurableObject(stub, (_object, { storage }) => {
      const sql = countedSql(storage.sql)
      readOwnSchedule.run(sql, {}, { viewer: ada.viewer, now: 0, wakeAt: () => {}, emit: () => {} })
      return { statements: sql.statements, rows: sql.rowsRead }
    })
  const alone = await cost()
  await runInDurableObject(stub, (_object, { storage }) => {
    for (const person of crowd) {
      storage.sql.exec('INSERT INTO bookmarks_bookmarks VALUES (?, ?)', person, 's2')
    }
  })
  const crowded = await cost()
  expect(crowded.statements).toBe(2)
  // One more where the list of the caller ends.
  expect(crowded.rows).toBeLessThanOrEqual(alone.rows + 1)
  console.log(`schedule: ${JSON.stringify(alone)}`)
})

test('nothing of all this was a fault', () => expect(faults).toEqual([]))
