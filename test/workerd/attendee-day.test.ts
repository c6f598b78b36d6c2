import { beforeAll, describe, expect, test } from 'vitest'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { type EventSite, eventSite, faults, mails, type Visitor } from './event-site.ts'

const PEOPLE = ['ada', 'bob', 'cleo', 'dora']

let fair: EventSite
let ada: Visitor
let bob: Visitor
const ids = new Map<string, string>()

beforeAll(async () => {
  fair = await eventSite(tenant('day'), { people: PEOPLE.map((name) => invented(name)) })
  ada = await fair.as('ada')
  bob = await fair.as('bob')
  for (const visitor of [ada, bob]) {
    const found = await (await visitor.get('/directory')).text()
    for (const [, id = '', name = ''] of found.matchAll(/\/people\/([\w-]+)" dir="auto">(\w+)/g)) {
      ids.set(name.toLowerCase(), id)
    }
  }
})

const text = async (response: Promise<Response>): Promise<string> => (await response).text()
const idOf = (name: string): string => ids.get(name) ?? ''
/** The time of day of a slot in the list to choose from. */
const slotAt = (page: string, time: string): string =>
  new RegExp(`value="([^"]+)">\\w+ ${time}`).exec(page)?.[1] ?? ''
const meetingOf = (page: string, name: string): string =>
  new RegExp(`id="m-([\\w-]+)"(?:(?!</article>).)*${name}`, 'is').exec(page)?.[1] ?? ''

/** Asks, as somebody, somebody for a time; answers the meeting's id. */
async function ask(from: Visitor, to: string, time: string): Promise<string> {
  const path = `/people/${idOf(to)}/meeting`
  const form = { slot: slotAt(await text(from.get(path)), time), message: 'Let us talk <b>now</b>' }
  const sent = await from.post(path, form)
  expect(sent.status).toBe(303)
  return sent.headers.get('location')?.split('#m-')[1] ?? ''
}

test('two people find each other, ask, propose another time and confirm it', async () => {
  const before = mails.length
  const meeting = await ask(ada, 'bob', '10:00')
  expect(mails.slice(before)).toMatchObject([
    { to: 'bob@people.example', subject: 'The day: Ada Muster asks you for a meeting' },
  ])
  const asked = await text(bob.get('/meetings'))
  expect(asked).toContain('Waiting for you')
  expect(asked).toContain('Let us talk &lt;b&gt;now&lt;/b&gt;')
  expect(meetingOf(asked, 'Ada')).toBe(meeting)

  const times = await text(bob.get(`/meetings/${meeting}/time`))
  const proposed = await bob.post(`/meetings/${meeting}/time`, { slot: slotAt(times, '11:00') })
  expect(proposed.status).toBe(303)
  expect(mails.at(-1)).toMatchObject({ to: 'ada@people.example' })

  expect((await ada.post(`/meetings/${meeting}`, { action: 'accept' })).status).toBe(303)
  for (const person of [ada, bob]) {
    const page = await text(person.get('/meetings'))
    expect(page).toContain('Confirmed')
    expect(page).toContain('11:00')
    expect(page).toContain('Place: 1')
  }
  expect(mails.at(-1)?.text).toContain('Saturday, March 27, 11:00')
})

test('the menu says how many meetings wait for the visitor’s answer, and so does its script’s door', async () => {
  const site = await eventSite(tenant('waiting'), { people: PEOPLE.map((name) => invented(name)) })
  const [one, two, three] = [await site.as('ada'), await site.as('bob'), await site.as('cleo')]
  const told = async (visitor: Visitor) => {
    const door = await (await visitor.get('/meetings/waiting')).json()
    const counts: string[] = []
    for (const path of ['/meetings', '/schedule', '/directory', '/badge']) {
      const page = await text(visitor.get(path))
      counts.push(/data-count="\/meetings\/waiting"[^>]*><span[^>]*>(\d*)</.exec(page)?.[1] ?? '?')
    }
    return { ...(door as { number: number }), counts: new Set(counts) }
  }
  expect(await told(two)).toEqual({ number: 0, text: '', counts: new Set(['0']) })
  const idIn = async (of: string) => {
    const found = await text(one.get(`/directory?q=${of}`))
    return /\/people\/([\w-]+)"/.exec(found)?.[1] ?? ''
  }
  const form = { slot: '2027-03-27T10:00', message: '' }
  const sent = await one.post(`/people/${await idIn('bob')}/meeting`, form)
  await three.post(`/people/${await idIn('bob')}/meeting`, { slot: '', message: '' })
  expect(await told(two)).toEqual({ number: 2, text: '2 wait for you', counts: new Set(['2']) })
  expect((await told(one)).number).toBe(0)
  const id = sent.headers.get('location')?.split('#m-')[1] ?? ''
  await two.post(`/meetings/${id}`, { action: 'accept' })
  expect((await told(two)).number).toBe(1)
  await one.post(`/meetings/${id}/time`, { slot: '2027-03-27T11:00' })
  expect((await told(two)).number).toBe(2)
  expect((await told(one)).number).toBe(0)
  expect((await site.send('/meetings/waiting')).status).toBe(401)
})

test('what was sent twice with one form is done once', async () => {
  const path = `/people/${idOf('cleo')}/meeting`
  const form = { slot: '', message: '', 'request-id': 'the-same-form-twice' }
  const [first, second] = await Promise.all([bob.post(path, form), bob.post(path, form)])
  expect(second.headers.get('location')).toBe(first.headers.get('location'))
  expect((await bob.post(path, { slot: '', message: '' })).status).toBe(409)
})

describe('another’s meeting', () => {
  test('is not there for a third person, whatever they try', async () => {
    const cleo = await fair.as('cleo')
    const meeting = meetingOf(await text(ada.get('/meetings')), 'Bob')
    expect(meeting).not.toBe('')
    expect(await text(cleo.get('/meetings'))).not.toContain(meeting)
    for (const action of ['accept', 'cancel', 'decline', 'report-held']) {
      expect((await cleo.post(`/meetings/${meeting}`, { action })).status).toBe(404)
    }
    expect((await cleo.get(`/meetings/${meeting}/time`)).status).toBe(404)
    expect((await cleo.post(`/meetings/${meeting}/time`, { slot: 'x' })).status).toBe(404)
  })

  test('of a sibling event is not there either', async () => {
    const other = await eventSite(tenant('day-two'), { people: [invented('ada'), invented('bob')] })
    const stranger = await other.as('ada')
    const meeting = meetingOf(await text(ada.get('/meetings')), 'Bob')
    expect((await stranger.post(`/meetings/${meeting}`, { action: 'cancel' })).status).toBe(404)
    expect((await stranger.get(`/people/${idOf('bob')}`)).status).toBe(404)
  })
})

test('a mail’s last link stops mails of its kind, and its page sends them again', async () => {
  await ask(ada, 'dora', '14:00')
  const mail = mails.findLast(({ to }) => to === 'dora@people.example')
  const link = new URL(/<(.+)>/.exec(mail?.headers?.['List-Unsubscribe'] ?? '')?.[1] ?? '')
  expect(link.hostname).toBe('day.localhost')
  expect(await text(fair.send(link.pathname))).toContain('You get these mails')
  // What a mail program sends by itself: no cookie, no origin.
  const form = { 'List-Unsubscribe': 'One-Click' }
  expect(await text(fair.send(link.pathname, { form, headers: { origin: 'null' } }))).toContain(
    'You get none of these',
  )
  const before = mails.length
  await ask(bob, 'dora', '15:00')
  expect(mails.slice(before)).toEqual([])
  expect((await fair.send(`${link.pathname}x`)).status).toBe(404)
})

test('whoever is not signed in is led to the door and back', async () => {
  for (const path of ['/meetings', '/directory?q=a', `/people/${idOf('bob')}`, '/me']) {
    const answer = await fair.send(path)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
  }
})

describe('the last tables', () => {
  const TIMES = ['10:00', '10:20', '10:40', '11:00']

  test('each go to one of 50 pairs, of 200 who accept at once; everybody else is told why', async () => {
    const people = Array.from({ length: 400 }, (_, i) => invented(`p${i}`))
    const site = await eventSite(tenant('crowded'), { people, tables: 1 })
    const visitors = await Promise.all(people.map(({ externalId }) => site.as(externalId)))
    const asked: { readonly by: Visitor; readonly id: string; readonly time: string }[] = []
    for (const [i, by] of visitors.slice(200).entries()) {
      const time = TIMES[i % TIMES.length] ?? ''
      const form = { slot: `2027-03-27T${time}`, message: '' }
      const sent = await visitors[i]?.post(`/people/${by.id}/meeting`, form)
      asked.push({ by, time, id: sent?.headers.get('location')?.split('#m-')[1] ?? '' })
    }
    const answers = await Promise.all(
      asked.map(({ by, id }) => by.post(`/meetings/${id}`, { action: 'accept' })),
    )
    const refused = answers.filter(({ status }) => status === 409)
    const winners = asked.filter((_, i) => answers[i]?.status === 303)
    expect(winners.map(({ time }) => time).toSorted()).toEqual(TIMES)
    expect(refused).toHaveLength(196)
    for (const answer of refused) expect(await answer.text()).toContain('No table is left')
  })
})

test('nothing of all this was a fault', () => expect(faults).toEqual([]))
