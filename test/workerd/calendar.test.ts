import ICAL from 'ical.js'
import { beforeAll, expect, test } from 'vitest'
import type { Session } from '../../src/base/agenda/schedule.ts'
import { replaceSchedule } from '../../src/base/agenda/store.ts'
import { setBookmark } from '../../src/base/bookmarks/store.ts'
import { writeCalendar } from '../../src/base/calendar/write-calendar.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { act, faults, type Guest, meet, openFair } from './open-fair.ts'

const MINUTE = 60_000
const slot = (id: string, start: number) => ({ id, start, end: start + 20 * MINUTE })
const SLOTS = [slot('nine', Date.UTC(2027, 2, 27, 8)), slot('ten', Date.UTC(2027, 2, 27, 9))]

const NAMES = [
  'Line\nBreak, Comma; Semicolon: Colon \\n \\ "quoted"',
  '👩‍👩‍👧‍👦 Emoji 😀'.repeat(12),
  'ليلى المنصوري '.repeat(20).trim(),
  '田中太郎'.repeat(50),
  'x'.repeat(200),
  'END:VEVENT\r\nBEGIN:VALARM\r\nTRIGGER:-PT1M',
  'nul\u0000 bell\u0007 escape\u001b next\u0085 line\u2028separator',
]

const session = (different: Partial<Session> = {}): Session => ({
  id: 'talk 1/ü',
  title: 'A talk; or, two',
  subtitle: '',
  abstract: '',
  start: Date.UTC(2027, 2, 28, 8),
  duration: 45,
  room: 'Hall 1',
  track: null,
  kind: null,
  language: null,
  speakers: [],
  ...different,
})

let fair: Awaited<ReturnType<typeof openFair>>
let ada: Guest
let ben: Guest

const programme = (sessions: readonly Session[]) =>
  fair.system.write(
    replaceSchedule,
    { version: null, rooms: ['Hall 1'], sessions },
    crypto.randomUUID(),
  )

beforeAll(async () => {
  const people = [invented('ada', { locale: 'de' }), invented('ben'), invented('cem')]
  fair = await openFair(tenant('calendar', { locales: ['en', 'de'] }), people, SLOTS)
  await programme([session()])
  ada = await fair.signIn('ada')
  ben = await fair.signIn('ben')
})

/** Makes a feed on the page, as people do; answers its path. */
async function makeFeed(who: Guest): Promise<string> {
  const page = await who.ask('/schedule/calendar', { form: { action: 'make' } })
  expect(page.headers.get('cache-control')).toBe('no-store')
  const address = /https:\/\/calendar\.localhost(\/calendar\/[\w-]{43}\.ics)/.exec(
    await page.text(),
  )
  return address?.[1] ?? ''
}

function readBack(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  return calendar.getAllSubcomponents('vevent').map((part) => {
    const event = new ICAL.Event(part)
    return {
      uid: event.uid,
      sequence: event.sequence,
      status: part.getFirstPropertyValue('status'),
      start: event.startDate.toJSDate().getTime(),
      end: event.endDate.toJSDate().getTime(),
      zone: event.startDate.zone?.tzid,
      summary: event.summary,
      location: event.location,
    }
  })
}

const feedOf = async (path: string) => readBack(await (await fair.ask(path)).text())

test('a feed follows a meeting that is moved and cancelled', async () => {
  const path = await makeFeed(ada)
  expect(await feedOf(path)).toEqual([])
  const id = await meet(ada, ben, 'nine')
  const answer = await fair.ask(path)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(answer.headers.get('cache-control')).toContain('private')
  const [confirmed] = readBack(await answer.text())
  expect(confirmed).toMatchObject({
    uid: `meeting-${id}@calendar-1`,
    status: 'CONFIRMED',
    start: SLOTS[0]?.start,
    end: SLOTS[0]?.end,
    zone: 'UTC',
    summary: 'Termin mit Ben Muster',
    location: 'Table 1',
  })
  await act(ben, id, 'propose', 'ten')
  await act(ada, id, 'accept-proposal')
  const [moved] = await feedOf(path)
  expect(moved).toMatchObject({ uid: confirmed?.uid, status: 'CONFIRMED', start: SLOTS[1]?.start })
  expect(moved?.sequence).toBeGreaterThan(confirmed?.sequence ?? NaN)
  await act(ada, id, 'cancel')
  const [cancelled] = await feedOf(path)
  expect(cancelled).toMatchObject({ uid: confirmed?.uid, status: 'CANCELLED' })
  expect(cancelled?.sequence).toBeGreaterThan(moved?.sequence ?? NaN)
})

test('a feed follows a session that is moved, taken out and put back', async () => {
  const path = await makeFeed(ben)
  const marked = { session: 'talk 1/ü', marked: true }
  await ben.store.write(setBookmark, marked, 'mark')
  const talk = async () => (await feedOf(path)).find(({ uid }) => uid.startsWith('session-'))
  const first = { uid: 'session-talk%201%2F%C3%BC@calendar-1', sequence: 0, status: 'CONFIRMED' }
  expect(await talk()).toMatchObject({ ...first, summary: 'A talk; or, two', location: 'Hall 1' })
  await programme([session({ abstract: 'what a calendar does not show' })])
  expect(await talk()).toMatchObject(first)
  const start = Date.UTC(2027, 2, 28, 9)
  await programme([session({ start })])
  const end = start + 45 * MINUTE
  expect(await talk()).toMatchObject({ ...first, sequence: 1, start, end })
  await programme([])
  await programme([])
  expect(await talk()).toMatchObject({ ...first, sequence: 2, start, status: 'CANCELLED' })
  await programme([session({ start })])
  expect(await talk()).toMatchObject({ ...first, sequence: 3 })
})

test('a secret that is unknown, replaced or switched off opens nothing', async () => {
  const old = await makeFeed(ada)
  const path = await makeFeed(ada)
  expect((await fair.ask(old)).status).toBe(404)
  expect((await fair.ask(path)).status).toBe(200)
  expect((await fair.ask(`/calendar/${'A'.repeat(43)}.ics`)).status).toBe(404)
  expect((await fair.ask('/calendar/x.ics')).status).toBe(404)
  const off = await ada.ask('/schedule/calendar', { form: { action: 'off' } })
  expect(off.headers.get('location')).toBe('/schedule/calendar?off')
  expect((await fair.ask(path)).status).toBe(404)
  expect(await (await ada.ask('/schedule/calendar')).text()).toContain('no such address')
})

test('the address is shown once, and its form sent twice makes one', async () => {
  const form = { action: 'make', 'request-id': 'the-same-form' }
  const first = await ada.ask('/schedule/calendar', { form })
  const path = /\/calendar\/[\w-]{43}\.ics/.exec(await first.text())?.[0] ?? ''
  const again = await ada.ask('/schedule/calendar', { form })
  expect(again.headers.get('location')).toBe('/schedule/calendar')
  expect((await fair.ask(path)).status).toBe(200)
  const page = await (await ada.ask('/schedule/calendar')).text()
  expect(page).toContain('switched on since')
  expect(page).not.toContain('.ics')
})

test('a feed holds what is its owner’s, and opens in its own event only', async () => {
  const cem = await fair.signIn('cem')
  const path = await makeFeed(cem)
  await meet(ada, ben, 'nine')
  expect(await feedOf(path)).toEqual([])
  const other = await openFair(tenant('other-calendar'), [invented('cem')], SLOTS)
  expect((await other.ask(path)).status).toBe(404)
  expect((await fair.ask('/schedule/calendar')).headers.get('location')).toContain('/sign-in')
  const made = await fair.ask('/schedule/calendar', { form: { action: 'make' } })
  expect(made.headers.get('location')).toContain('/sign-in')
})

test.each(NAMES)('another parser reads %j back as it is shown', (name) => {
  const meeting = {
    id: 'm',
    cancelled: false,
    start: SLOTS[0]!.start,
    end: SLOTS[0]!.end,
    revision: 3,
    changed: 0,
    message: name,
    name,
    organisation: name,
    role: '',
    left: false,
    place: name,
  }
  const words = { title: name, meetingWith: (who: string) => who }
  const feed = { locale: null, meetings: [meeting], sessions: [] }
  const text = writeCalendar(feed, { origin: 'https://a.example', storeId: 'a' }, words)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  const lines = text.split('\r\n').map((line) => new TextEncoder().encode(line).length)
  expect(Math.max(...lines)).toBeLessThanOrEqual(75)
  const shown = name.replaceAll('\r\n', '\n').replaceAll(/[\p{Cc}--\n]/gv, ' ')
  const { start, end } = meeting
  expect(readBack(text)).toEqual([
    {
      uid: 'meeting-m@a',
      sequence: 3,
      status: 'CONFIRMED',
      start,
      end,
      zone: 'UTC',
      summary: shown,
      location: shown,
    },
  ])
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  expect(calendar.getFirstProperty('x-wr-calname')?.getFirstValue()).toBe(
    // This parser takes unknown properties as they are written.
    shown.replaceAll(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n'),
  )
})

test('nothing of all this was a fault', () => expect(faults).toEqual([]))
