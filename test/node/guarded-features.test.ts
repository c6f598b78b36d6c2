import { HTTPException } from 'hono/http-exception'
import { ALLOW, defineEvent, PASS } from 'usher/kit'
import { testEvent, type TestEvent } from 'usher/kit/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { features } from '../../src/base/match.ts'
import type { Feature } from '../../src/base/feature.ts'
import { FAULT_KINDS, SECRET } from '../support/fault-kinds.ts'

// Every route of a feature that has a guard, asked while the guard denies or fails in every way it can.

const all: readonly Feature[] = features
const guarded = all.flatMap(({ guards = [], routes, feeds }) => {
  const found = [...(routes?.routes ?? []), ...(feeds?.routes ?? [])]
  const names = [...new Set(found.map(({ method, path }) => `${method} ${path}`))]
  return guards.flatMap(({ name }) => names.map((route) => ({ guard: name, route })))
})
const GUARDS = [...new Set(guarded.map(({ guard }) => guard))]

/** What only somebody who may go on reads: names, addresses, what they offer. */
const PROTECTED = /Bob Example|bob@people\.example|Confidential|BEGIN:VEVENT/
const LEAKS = /secret-of-the-module|\/srv\/|event\.ts/

type Verdict = () => unknown
let event: TestEvent
let verdict: Verdict = () => PASS
let feed = ''
let meeting = ''
let code = ''

beforeAll(async () => {
  const guards = Object.fromEntries(GUARDS.map((name) => [name, () => verdict()]))
  const module = defineEvent({
    guards,
    rules: { 'meetings.request': () => ALLOW },
  })
  const now = new Date('2027-03-26T10:00:00Z')
  const people = { ada: {}, bob: { bio: 'Confidential' }, cleo: {} }
  event = await testEvent(module, { now, people, deadline: 200 })
  const [ada, bob] = [event.as('ada'), event.as('bob')]
  const asked = await ada.post(`/people/${bob.id}/meeting`, {
    slot: '2027-03-27T10:00',
    message: '',
  })
  meeting = asked.headers.get('location')?.split('#m-')[1] ?? ''
  expect((await bob.post(`/meetings/${meeting}`, { action: 'accept' })).status).toBe(303)
  const made = await (await ada.post('/schedule/calendar', { action: 'make' })).text()
  feed = /\/calendar\/[\w-]{43}\.ics/.exec(made)?.[0] ?? ''
  const own = await (await bob.get('/badge')).text()
  code = /\/badge\/([\w-]+)/.exec(own.replaceAll(/\/badge\/(?:contacts|renew)/g, ''))?.[1] ?? ''
  expect([meeting, feed, code].every((found) => found !== '')).toBe(true)
})

/** A request that means something, for every guarded route; a new route is to be added here. */
const EXAMPLES: Readonly<Record<string, () => [path: string, form?: Record<string, string>]>> = {
  'GET /meetings': () => ['/meetings'],
  'GET /meetings/waiting': () => ['/meetings/waiting'],
  'POST /meetings/:id': () => [`/meetings/${meeting}`, { action: 'report-held' }],
  'GET /meetings/:id/time': () => [`/meetings/${meeting}/time`],
  'POST /meetings/:id/time': () => [`/meetings/${meeting}/time`, { slot: '2027-03-27T11:00' }],
  'GET /people/:id/meeting': () => [`/people/${event.as('bob').id}/meeting`],
  'POST /people/:id/meeting': () => [
    `/people/${event.as('bob').id}/meeting`,
    { slot: '', message: 'again' },
  ],
  'GET /schedule': () => ['/schedule'],
  'GET /schedule/availability': () => ['/schedule/availability'],
  'POST /schedule/availability': () => ['/schedule/availability', { away: '2027-03-27T15:00' }],
  'GET /schedule/calendar': () => ['/schedule/calendar'],
  'POST /schedule/calendar': () => ['/schedule/calendar', { action: 'nothing' }],
  'GET /calendar/:file{[\\w-]{43}\\.ics}': () => [feed],
  'GET /directory': () => ['/directory'],
  'GET /people/:id': () => [`/people/${event.as('bob').id}`],
  'GET /recommendations': () => ['/recommendations'],
  'POST /recommendations': () => ['/recommendations', { dismiss: event.as('cleo').id }],
  'GET /badge': () => ['/badge'],
  'POST /badge/renew': () => ['/badge/renew', {}],
  'GET /badge/contacts': () => ['/badge/contacts'],
  'POST /badge/scans': () => ['/badge/scans', {}],
  'GET /badge/:code{[\\w-]{22}}': () => [`/badge/${code}`],
  'POST /badge/:code{[\\w-]{22}}': () => [`/badge/${code}`, {}],
}

const ask = async (route: string): Promise<Response> => {
  const example = EXAMPLES[route]
  if (example === undefined) throw new Error(`Give an example for "${route}".`)
  const [path, form] = example()
  const ada = event.as('ada')
  return form === undefined ? ada.get(path) : ada.post(path, form)
}

const STATED = [
  '/meetings',
  '/schedule/availability',
  '/badge/contacts',
  '/directory',
  '/recommendations',
]

/** Everything about meetings, people and contacts, as it stands. */
const state = async (): Promise<string> => {
  const before = verdict
  verdict = () => PASS
  const texts: string[] = []
  for (const path of STATED) texts.push(await (await event.as('ada').get(path)).text())
  verdict = before
  return texts.join('').replaceAll(/name="request-id" value="[^"]+"/g, '')
}

const DENIALS: Readonly<Record<string, Verdict>> = {
  'sends on': () => ({ to: '/nda' }),
  'sends on after a while': async () => ({ to: '/nda?step=1' }),
  refuses: () => ({ refuse: 'Not yet.' }),
  'refuses in words': async () => ({ refuse: { en: 'Not yet.', de: 'Noch nicht.' } }),
  'throws 401': () => {
    throw new HTTPException(401, { message: 'no' })
  },
  'rejects with 403': async () => {
    throw new HTTPException(403, { message: 'no' })
  },
}

const ODD: Readonly<Record<string, Verdict>> = {
  'answers true': () => true,
  'answers a path': () => '/nda',
  'sends to another host': () => ({ to: 'https://evil.example/' }),
  'sends to another host in disguise': () => ({ to: '//evil.example' }),
  'sends with a line break': () => ({ to: '/nda\r\nset-cookie: a=b' }),
  'sends and refuses': () => ({ to: '/nda', refuse: 'no' }),
  'refuses without a word': () => ({ refuse: '' }),
  'refuses with a number': () => ({ refuse: { en: 42 } }),
  'answers a response': () => new Response('Bob Example'),
  'throws 200': () => {
    throw new HTTPException(200, { message: 'Bob Example' })
  },
}

describe('a guarded feature', () => {
  test('shows what it guards to whom the guard lets by: the test can see it', async () => {
    verdict = () => PASS
    const seen: string[] = []
    for (const { route } of guarded) {
      const answer = await ask(route)
      expect([200, 303, 404, 409, 422], route).toContain(answer.status)
      if (PROTECTED.test(await answer.text())) seen.push(route)
    }
    expect(seen).toContain('GET /meetings')
    expect(seen).toContain('GET /directory')
    expect(seen).toContain('GET /calendar/:file{[\\w-]{43}\\.ics}')
    expect(seen.length).toBeGreaterThan(8)
  })

  test.each(Object.entries(DENIALS))(
    'answers nothing else when its guard %s',
    async (name, deny) => {
      const before = await state()
      verdict = deny
      for (const { route } of guarded) {
        const answer = await ask(route)
        const isFeed = route.includes('.ics')
        const sendsOn = name.startsWith('sends')
        const status = name.includes('401') ? 401 : sendsOn && !isFeed ? 303 : 403
        expect({ route, status: answer.status }).toEqual({ route, status })
        if (status === 303) {
          expect(answer.headers.get('location')).toMatch(/^\/nda(?:\?step=1&|\?)next=%2F/)
        }
        expect(await answer.text()).not.toMatch(PROTECTED)
      }
      verdict = () => PASS
      expect(await state()).toBe(before)
      expect(event.faults).toEqual([])
    },
  )

  test('tells in the page why, in its language, and offers the way back', async () => {
    verdict = () => ({ refuse: { de: 'Noch nicht.', en: 'Not <b>yet</b>.' } })
    const page = await (await event.as('ada').get('/meetings')).text()
    expect(page).toContain('Not &lt;b&gt;yet&lt;/b&gt;.')
    expect(page).toContain('This is not open to you')
  })

  test('leads to the door first whoever is not signed in, without asking the guard', async () => {
    let asked = 0
    verdict = () => {
      asked++
      return PASS
    }
    const answer = await event.get('/meetings')
    expect(answer.headers.get('location')).toBe('/sign-in?next=%2Fmeetings')
    expect(asked).toBe(0)
  })

  test.each([
    '//meetings',
    '/./meetings',
    '/%6deetings',
    '/meetings/',
    '/MEETINGS',
    '/meetings%2f',
  ])('is not shown at %s either', async (path) => {
    verdict = () => ({ refuse: 'no' })
    const answer = await event.as('ada').get(`http://test-event.localhost${path}`)
    expect([403, 404]).toContain(answer.status)
    expect(await answer.text()).not.toMatch(PROTECTED)
  })

  test('a guard that leads to what it guards is a fault, not a circle', async () => {
    verdict = () => ({ to: '/meetings' })
    expect((await event.as('ada').get('/meetings')).status).toBe(503)
  })

  const faults = [
    ...FAULT_KINDS.map(({ name, happen }) => [name, happen] as const),
    ...Object.entries(ODD),
  ]
  test.each(faults)('is closed when its guard %s', async (_, happen) => {
    const before = await state()
    verdict = happen
    for (const { route } of guarded) {
      const answer = await ask(route)
      const text = await answer.text()
      expect({ route, status: answer.status }).toEqual({ route, status: 503 })
      expect(answer.headers.get('retry-after')).toBe('10')
      expect(text).not.toMatch(PROTECTED)
      expect(text).not.toMatch(LEAKS)
      expect(text).not.toContain(SECRET)
    }
    verdict = () => PASS
    // Given up for a while: what is closed stays closed, and opens again by itself.
    await event.clock.advance({ minutes: 1 })
    expect(await state()).toBe(before)
  })
})
