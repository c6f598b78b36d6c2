import { Hono } from 'hono'
import { ALLOW, defineEvent, type EventDefinition, type EventEnv } from 'usher/kit'
import { testEvent, type TestEvent } from 'usher/kit/testing'
import { describe, expect, test } from 'vitest'
import { saveProfile } from '../../src/base/me/store.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { readRequestFacts } from '../../src/base/meetings/rule-facts.ts'
import { type OwnProfile, readOwnProfile } from '../../src/base/people/store.ts'
import type { Store } from '../../src/contract.ts'
import { FAULT_KINDS, SECRET } from '../support/fault-kinds.ts'

// What an event's rules decide, over the real way and the features' own SQL.

type Rules = NonNullable<EventDefinition['rules']>

/** What a test reaches of a person beside the pages. */
const held: { store: Store; own: OwnProfile }[] = []
const routes = new Hono<EventEnv>().get('/hold', async (c) => {
  const { store } = c.env
  const own = await store.read(readOwnProfile, {})
  if (own.ok) held.push({ store, own: own.value })
  return c.text('held')
})

const now = new Date('2027-03-25T09:00:00Z')
const people = {
  ada: { organisation: 'Marsh Ropes', group: 'exhibitors' },
  bob: { organisation: 'Harbour Ltd', group: 'hosted' },
  cleo: { organisation: ' marsh ropes ', group: 'exhibitors' },
}

const fair = (rules: Rules): Promise<TestEvent> =>
  testEvent(defineEvent({ rules, routes }), { now, people })

const ask = (event: TestEvent, from: string, to: string, form: Record<string, string> = {}) =>
  event.as(from).post(`/people/${event.as(to).id}/meeting`, { slot: '', message: '', ...form })

/** How many meetings somebody has a line of. */
const meetings = async (event: TestEvent, of: string): Promise<number> =>
  [...(await (await event.as(of).get('/meetings')).text()).matchAll(/id="m-/g)].length

/** Moves what a rule was told, at once: the store in memory has done it when this returns. */
function rename(organisation: string): void {
  const last = held.at(-1)
  if (last === undefined) throw new Error('Ask for /hold first.')
  void last.store.write(saveProfile, { ...last.own, organisation }, crypto.randomUUID())
}

const hosted: Rules = {
  'meetings.request': ({ from, to }) => {
    if (to.group === 'hosted') return { refuse: { en: 'Hosted buyers ask for themselves.' } }
    const [own, other] = [from, to].map(({ organisation }) => organisation.trim().toLowerCase())
    return own === other ? { refuse: 'You work at the same company.' } : ALLOW
  },
}

describe('a rule about requests', () => {
  test('lets hosted buyers ask, and nobody ask them; nor anybody their own company', async () => {
    const event = await fair(hosted)
    const refused = await ask(event, 'ada', 'bob')
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('Hosted buyers ask for themselves.')
    expect(await (await ask(event, 'ada', 'cleo')).text()).toContain(
      'You work at the same company.',
    )
    expect(await meetings(event, 'ada')).toBe(0)
    expect((await ask(event, 'bob', 'ada')).status).toBe(303)
    expect(await meetings(event, 'ada')).toBe(1)
    expect(event.faults).toEqual([])
  })

  test('says so before anything is filled in', async () => {
    const event = await fair(hosted)
    const page = await event.as('ada').get(`/people/${event.as('bob').id}/meeting`)
    const text = await page.text()
    expect(page.status).toBe(403)
    expect(text).toContain('Hosted buyers ask for themselves.')
    expect(text).not.toContain('<select')
  })

  test('is asked with plain facts, and lifts none of the base’s conditions', async () => {
    const told: object[] = []
    const event = await fair({
      'meetings.request': (facts) => {
        told.push(facts)
        return ALLOW
      },
    })
    await ask(event, 'ada', 'bob', { slot: '2027-03-27T10:00' })
    expect(structuredClone(told)).toMatchObject([
      {
        from: { id: event.as('ada').id, group: 'exhibitors', fields: {} },
        to: { id: event.as('bob').id, organisation: 'Harbour Ltd' },
        time: { start: Date.UTC(2027, 2, 27, 10) },
        settings: { expiryHours: 48 },
        now: now.getTime(),
      },
    ])
    expect(JSON.stringify(told)).not.toContain('people.example')
    expect((await ask(event, 'ada', 'bob')).status).toBe(409)
    expect((await ask(event, 'ada', 'ada')).status).toBe(409)
    expect((await event.as('ada').post('/people/nobody/meeting')).status).toBe(404)
  })
})

describe('facts that move between the verdict and the write', () => {
  test('are decided about again', async () => {
    const seen: string[] = []
    const event = await fair({
      'meetings.request': ({ from }) => {
        seen.push(from.organisation)
        if (seen.length === 1) rename('Harbour Ltd')
        return from.organisation === 'Harbour Ltd' ? { refuse: 'The same.' } : ALLOW
      },
    })
    await event.as('ada').get('/hold')
    const answer = await ask(event, 'ada', 'bob')
    expect(await answer.text()).toContain('The same.')
    expect(seen).toEqual(['Marsh Ropes', 'Harbour Ltd'])
    expect(await meetings(event, 'ada')).toBe(0)
  })

  test('are given up after a few times, and nothing is sent', async () => {
    let asked = 0
    const event = await fair({
      'meetings.request': () => {
        rename(`Works ${++asked}`)
        return ALLOW
      },
    })
    await event.as('ada').get('/hold')
    const answer = await ask(event, 'ada', 'bob')
    expect(answer.status).toBe(409)
    expect(asked).toBe(4)
    expect(await meetings(event, 'ada')).toBe(0)
  })

  test('do not make one form two requests', async () => {
    let asked = 0
    const event = await fair({
      'meetings.request': () => {
        if (++asked === 1) rename('Another')
        return ALLOW
      },
    })
    await event.as('ada').get('/hold')
    const form = { 'request-id': 'the-same-form-twice' }
    const [first, second] = [
      await ask(event, 'ada', 'bob', form),
      await ask(event, 'ada', 'bob', form),
    ]
    expect([first.status, second.status]).toEqual([303, 303])
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect(await meetings(event, 'ada')).toBe(1)
  })

  test('are noticed by the store, whoever brings the verdict', async () => {
    const event = await fair({})
    await event.as('ada').get('/hold')
    const store = held.at(-1)?.store
    const input = { invitee: event.as('bob').id, slot: null }
    const facts = await store?.read(readRequestFacts, input)
    const version = facts?.ok ? facts.value.version : ''
    rename('Elsewhere')
    const sent = { ...input, message: '', version }
    expect(await store?.write(requestMeeting, sent, 'one')).toEqual({
      ok: false,
      error: { tag: 'stale' },
    })
    const { version: _, ...unruled } = sent
    expect(await store?.write(requestMeeting, unruled, 'two')).toMatchObject({ ok: true })
  })
})

describe('a rule about cancelling', () => {
  const HOURS_24 = 24 * 60 * 60_000
  const locked: Rules = {
    'meetings.cancel': ({ meeting, now: at }) =>
      meeting.start - at < HOURS_24 ? { refuse: { en: 'Too late: ring the desk.' } } : ALLOW,
  }

  async function confirmed(rules: Rules, slot: string): Promise<[TestEvent, string]> {
    const event = await fair(rules)
    const asked = await ask(event, 'ada', 'bob', { slot })
    const meeting = asked.headers.get('location')?.split('#m-')[1] ?? ''
    await event.as('bob').post(`/meetings/${meeting}`, { action: 'accept' })
    return [event, `/meetings/${meeting}`]
  }

  test('lets until a day before, and then no more', async () => {
    const [event, path] = await confirmed(locked, '2027-03-27T10:00')
    await event.clock.set(new Date('2027-03-26T10:01:00Z'))
    const answer = await event.as('bob').post(path, { action: 'cancel' })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('Too late: ring the desk.')
    expect(await (await event.as('ada').get('/schedule')).text()).toContain('Bob Example')

    const [early, other] = await confirmed(locked, '2027-03-27T10:00')
    await early.clock.set(new Date('2027-03-26T09:59:00Z'))
    expect((await early.as('bob').post(other, { action: 'cancel' })).status).toBe(303)
    expect(await (await early.as('ada').get('/schedule')).text()).not.toContain('Bob Example')
  })

  test('that fails leaves the meeting, and everything else can be done', async () => {
    const broken = (): never => {
      throw new Error(SECRET)
    }
    const [event, path] = await confirmed({ 'meetings.cancel': broken }, '2027-03-27T10:00')
    expect((await event.as('ada').post(path, { action: 'cancel' })).status).toBe(503)
    expect((await event.as('ada').get('/meetings')).status).toBe(200)
    expect((await ask(event, 'ada', 'cleo')).status).toBe(303)
    expect(await (await event.as('ada').get('/schedule')).text()).toContain('Bob Example')
  })
})

test.each(FAULT_KINDS)('a rule that $name lets nothing happen', async ({ happen }) => {
  const event = await fair({ 'meetings.request': happen as Rules['meetings.request'] & object })
  // More than the breaker lets try.
  for (let i = 0; i < 7; i++) {
    const answer = await ask(event, 'ada', 'bob')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('10')
    expect(await answer.text()).not.toMatch(/secret-of-the-module|\/srv\//)
  }
  expect(await meetings(event, 'ada')).toBe(0)
  expect(event.faults.map(({ seam }) => seam)).toEqual(Array(5).fill('rule:meetings.request'))
})
