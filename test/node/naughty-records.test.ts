import ICAL from 'ical.js'
import { beforeAll, expect, test } from 'vitest'
import { type EventDoor, signIn } from '../support/event-door.ts'
import { openDoors } from '../support/memory-door.ts'
import { fillWith, type NaughtyEvent } from '../support/naughty-event.ts'
import { arrived, NAUGHTY } from '../support/naughty-strings.ts'
import { unescape } from '../support/read-forms.ts'
import { tenant } from '../support/tenants.ts'

// What people and programmes are made of, in mails, in calendars and in JSON: all of it arrives as
// text, and as nothing else.

const TEXTS = [...new Set(NAUGHTY.map(arrived))].filter(({ length }) => length < 3_000)

const doors = openDoors()
let door: EventDoor
let event: NaughtyEvent
beforeAll(async () => {
  door = doors.open(tenant('records'))
  event = await fillWith(door, TEXTS)
})

/** As a calendar shows it: control characters have no place there. */
const inCalendar = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[[\p{Cc}\p{Cs}]--[\t\n]]/gv, ' ')

test('a calendar reads back every name and letter, one entry each', async () => {
  const made = await door.send('/schedule/calendar', {
    cookie: event.reader.cookie,
    form: { action: 'make' },
  })
  const path = /\/calendar\/[\w-]{43}\.ics/.exec(made.body)?.[0] ?? ''
  const { body } = await door.send(path)
  const calendar = new ICAL.Component(ICAL.parse(body) as unknown[])
  const entries = calendar.getAllSubcomponents('vevent').map((part) => new ICAL.Event(part))
  expect(calendar.getAllSubcomponents().length).toBe(entries.length)
  const summaries = entries.map(({ summary }) => summary).toSorted()
  expect(summaries).toEqual(TEXTS.map((text) => `Meeting with ${inCalendar(text)}`).toSorted())
  const longest = Math.max(
    ...body.split('\r\n').map((line) => new TextEncoder().encode(line).length),
  )
  expect(longest).toBeLessThanOrEqual(75)
  expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
})

/** Some whose names break what is made of lines. */
const SOME = TEXTS.flatMap((_, i) => (i < 42 || i % 10 === 0 ? [i] : []))

test('JSON answers and mails hold names and letters as text', { timeout: 120_000 }, async () => {
  const scans = []
  const before = door.mails.length
  for (const i of SOME) {
    const { cookie } = await signIn(door, `p${i}@people.example`)
    const badge = await door.send('/badge', { cookie })
    scans.push({ code: /\/badge\/([\w-]{22})"/.exec(badge.body)?.[1] ?? '', at: 1_700_000_000_000 })
    const form = { slot: '', message: 'Let us talk.' }
    await door.sql('DELETE FROM meetings_meetings WHERE requester = ?', event.people[i] ?? '')
    await door.send(`/people/${event.reader.id}/meeting`, { cookie, form })
  }
  const { body } = await door.send('/badge/scans', { cookie: event.reader.cookie, json: scans })
  const answers = JSON.parse(body) as { person: { name: string } }[]
  expect(answers.map(({ person }) => person.name)).toEqual(SOME.map((i) => arrived(TEXTS[i] ?? '')))
  const mails = door.mails.slice(before)
  console.log(`naughty: ${mails.length} mails, ${answers.length} names in JSON`)
  expect(mails).toHaveLength(SOME.length)
  for (const { to, subject, text, headers = {} } of mails) {
    expect(to).toBe('reader@people.example')
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
    for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]+$/)
    expect(text).toMatch(/Let us talk\.[^]*https:\/\/records\.localhost\/mails\/[\w-]+\/\w+$/)
  }
})

test('pages hold every name, written so that it is text', async () => {
  const { body } = await door.send('/meetings', { cookie: event.reader.cookie })
  const names = Array.from(body.matchAll(/<h3><a [^>]*>([^<]*)<\/a><\/h3>/g), ([, name = '']) =>
    unescape(name),
  )
  expect(new Set(names)).toEqual(new Set(TEXTS))
  expect(names).toHaveLength(TEXTS.length)
})

test('nothing of all this was a fault', () => expect(doors.faults).toEqual([]))
