import { beforeAll, describe, expect, test } from 'vitest'
import { importPeople, readVocabulary } from '../../src/base/people/store.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { type EventSite, eventSite, faults, type Visitor } from './event-site.ts'

const TAGS = ['ropes', 'sails', 'pumps', 'paint'].map((id) => ({ id, label: `Label of ${id}` }))
const CROWD = Array.from({ length: 25 }, (_, i) =>
  invented(`crowd${i}`, { offers: [['paint', 'pumps'][i % 2] ?? ''], seeks: ['paint'] }),
)
const PEOPLE = [
  invented('ada', { offers: ['ropes'], seeks: ['sails', 'pumps'] }),
  invented('bob', { offers: ['sails', 'pumps'], seeks: ['ropes'] }),
  invented('cleo', { offers: ['sails'], seeks: ['ropes', 'paint'] }),
  invented('dora', { offers: ['sails'] }),
  invented('emil'),
  invented('gerd', { offers: ['sails', 'pumps'], seeks: ['ropes'] }),
  invented('hidden', { offers: ['sails', 'pumps'], seeks: ['ropes'], listed: false }),
]

let fair: EventSite
let ada: Visitor
let bob: Visitor

beforeAll(async () => {
  fair = await eventSite(tenant('liked'), { people: [...PEOPLE, ...CROWD], tags: TAGS })
  ada = await fair.as('ada')
  bob = await fair.as('bob')
})

const text = async (answer: Promise<Response>): Promise<string> => (await answer).text()
const pageOf = (visitor: Visitor, query = ''): Promise<string> =>
  text(visitor.get(`/recommendations${query}`))
/** Name → id of those who are recommended, in order. */
const recommended = (page: string): Map<string, string> =>
  new Map(
    Array.from(
      page.matchAll(/<h3><a href="\/people\/([\w-]+)" dir="auto">(\w+) Muster/g),
      ([, id = '', name = '']) => [name.toLowerCase(), id],
    ),
  )
const cardOf = (page: string, name: string): string =>
  new RegExp(`<article(?:(?!</article>).)*${name} Muster(?:(?!</article>).)*`, 's').exec(
    page,
  )?.[0] ?? ''

test('whom to meet: at least ten, the best first, with the reasons in the event’s words', async () => {
  const page = await pageOf(ada)
  const names = [...recommended(page).keys()]
  expect(names.slice(0, 2).toSorted()).toEqual(['bob', 'gerd'])
  expect(names[2]).toBe('cleo')
  expect(names.length).toBeGreaterThanOrEqual(10)
  expect(names).not.toContain('ada')
  expect(names).not.toContain('hidden')
  const card = cardOf(page, 'Bob')
  expect(card).toMatch(/Offers what you look for: <\/span><bdi>Label of (sails|pumps), Label of/)
  expect(card).toContain('Looks for what you offer: </span><bdi>Label of ropes')
  expect(card).toContain(`href="/people/${recommended(page).get('bob')}/meeting"`)
  expect(cardOf(page, 'Dora')).not.toContain('Looks for what you offer')
})

test('the menu leads there, for those who are signed in', async () => {
  expect(await text(ada.get('/'))).toContain('href="/recommendations"')
  expect(await text(fair.send('/'))).not.toContain('href="/recommendations"')
  const answer = await fair.send('/recommendations')
  expect(answer.headers.get('location')).toBe('/sign-in?next=%2Frecommendations')
  expect((await fair.send('/recommendations', { form: { dismiss: 'x' } })).status).toBe(303)
})

test('somebody without tags is led to the profile, and still has ten', async () => {
  const page = await pageOf(await fair.as('emil'))
  expect(page).toContain('class="button" href="/me"')
  expect(recommended(page).size).toBeGreaterThanOrEqual(10)
  expect(page).toContain('Offers what many here look for: </span><bdi>Label of paint')
  expect(await pageOf(ada)).not.toContain('class="button" href="/me"')
})

test('of an event with nobody else the page says so', async () => {
  const alone = await eventSite(tenant('alone'), { people: [invented('ada', { seeks: ['x'] })] })
  const page = await pageOf(await alone.as('ada'))
  expect(page).toContain('There is nobody to recommend to you yet')
  expect(recommended(page).size).toBe(0)
})

describe('a dismissal', () => {
  test('is a veto both ways until it is taken back', async () => {
    expect(recommended(await pageOf(bob)).has('ada')).toBe(true)
    const sent = await ada.post('/recommendations', { dismiss: bob.id })
    expect(sent.status).toBe(303)
    const after = await text(ada.get(sent.headers.get('location') ?? ''))
    expect(after).toContain('Bob Muster is no longer recommended to you')
    expect(after).toContain('Not for you (1)')
    expect(recommended(after).has('bob')).toBe(false)
    expect(recommended(await pageOf(bob)).has('ada')).toBe(false)
    expect(await pageOf(bob)).not.toContain('Not for you')
    for (const [from, to] of [
      [ada, bob.id],
      [bob, ada.id],
    ] as const) {
      const asked = await from.post(`/people/${to}/meeting`, { slot: '', message: '' })
      expect(asked.status).toBe(409)
      expect(await asked.text()).toContain('The rules of this event do not allow this request')
    }

    // What the other side dismissed is not theirs to take back.
    await bob.post('/recommendations', { restore: ada.id })
    expect(recommended(await pageOf(ada)).has('bob')).toBe(false)

    const back = await ada.post('/recommendations', { restore: bob.id })
    expect(back.headers.get('location')).toBe('/recommendations?restored')
    expect([...recommended(await pageOf(ada)).keys()].slice(0, 2)).toContain('bob')
    expect(recommended(await pageOf(bob)).has('ada')).toBe(true)
    expect(await pageOf(ada, '?restored')).not.toContain('Not for you')
  })

  test('twice is one, and taken back twice is none', async () => {
    for (const name of ['dismiss', 'dismiss', 'restore', 'restore', 'dismiss', 'restore']) {
      expect((await ada.post('/recommendations', { [name]: bob.id })).status).toBe(303)
    }
    expect(recommended(await pageOf(ada)).has('bob')).toBe(true)
  })

  test('of nobody, of oneself, or of who may not be seen finds nobody', async () => {
    const hidden = await fair.as('hidden')
    for (const dismiss of [ada.id, hidden.id, 'nobody', '', '"'.repeat(3000)]) {
      expect((await ada.post('/recommendations', { dismiss })).status).toBe(404)
    }
  })
})

test('whoever is asked for a meeting, or has one, is not recommended', async () => {
  const cleo = await fair.as('cleo')
  const sent = await ada.post(`/people/${cleo.id}/meeting`, { slot: '', message: '' })
  expect(recommended(await pageOf(ada)).has('cleo')).toBe(false)
  expect(recommended(await pageOf(cleo)).has('ada')).toBe(false)
  const meeting = sent.headers.get('location')?.split('#m-')[1] ?? ''
  await ada.post(`/meetings/${meeting}`, { action: 'withdraw' })
  expect(recommended(await pageOf(ada)).has('cleo')).toBe(true)
})

const PROFILE = { name: 'Bob Muster', language: 'en', listed: 'on' }

test('what somebody changes of themselves counts at once', async () => {
  expect([...recommended(await pageOf(ada)).keys()].slice(0, 2)).toContain('bob')
  const { name, language } = PROFILE
  expect((await bob.post('/me', { name, language, offers: 'sails' })).status).toBe(303)
  expect(recommended(await pageOf(ada)).has('bob')).toBe(false)
  await bob.post('/me', { ...PROFILE, offers: 'paint', seeks: 'paint' })
  expect([...recommended(await pageOf(ada)).keys()].slice(0, 2)).toEqual(['gerd', 'cleo'])
  await bob.post('/me', { ...PROFILE, offers: 'sails', seeks: 'ropes' })
  expect(cardOf(await pageOf(ada), 'Bob')).toContain('Label of sails')
})

test('whoever erases themselves is nobody from then on', async () => {
  const gerd = await fair.as('gerd')
  expect(recommended(await pageOf(ada)).get('gerd')).toBe(gerd.id)
  expect((await gerd.post('/me/privacy/erase', {})).status).toBe(303)
  expect(recommended(await pageOf(ada)).has('gerd')).toBe(false)
  expect((await ada.post('/recommendations', { dismiss: gerd.id })).status).toBe(404)
})

describe('two events with the same people', () => {
  let other: EventSite

  beforeAll(async () => {
    const people = ['ada', 'bob', 'guest'].map((name) =>
      invented(name, { offers: ['ropes'], seeks: ['ropes'] }),
    )
    other = await eventSite(tenant('liked-too'), { people, tags: TAGS })
  })

  test('never recommend each other’s', async () => {
    const stranger = await other.as('ada')
    for (let turn = 0; turn < 3; turn++) {
      const [here, there] = await Promise.all([pageOf(ada), pageOf(stranger)])
      expect([...recommended(there).keys()].toSorted()).toEqual(['bob', 'guest'])
      expect(recommended(here).has('guest')).toBe(false)
      const ids = new Set(recommended(here).values())
      expect([...recommended(there).values()].filter((id) => ids.has(id))).toEqual([])
    }
  })

  test('cannot dismiss each other’s', async () => {
    const stranger = await other.as('ada')
    for (const dismiss of recommended(await pageOf(ada)).values()) {
      expect((await stranger.post('/recommendations', { dismiss })).status).toBe(404)
    }
  })

  test('each have their own words and people when these change', async () => {
    const { groups } = await other.store.read(readVocabulary, {})
    const people = [invented('late', { offers: ['ropes'], seeks: ['ropes'] })]
    await other.store.write(importPeople, { groups, tags: [], people }, crypto.randomUUID())
    expect(recommended(await pageOf(await other.as('ada'))).has('late')).toBe(true)
    expect(recommended(await pageOf(ada)).has('late')).toBe(false)
  })
})

test('another site cannot dismiss anybody for the visitor', async () => {
  const dismiss = bob.id
  const headers = { origin: 'https://elsewhere.example' }
  expect((await fair.send('/recommendations', { form: { dismiss }, headers })).status).toBe(403)
  expect(recommended(await pageOf(ada)).has('bob')).toBe(true)
})

test('nothing of all this was a fault', () => expect(faults).toEqual([]))
