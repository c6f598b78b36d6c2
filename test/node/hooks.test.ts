import { Webhook } from 'standardwebhooks'
import { defineEvent, type EventDefinition, sendWebhook } from 'usher/kit'
import { testEvent, type TestEvent } from 'usher/kit/testing'
import { describe, expect, test } from 'vitest'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
type Hooks = NonNullable<EventDefinition['hooks']>

const NAMES = [
  'meeting.requested',
  'meeting.accepted',
  'meeting.moved',
  'meeting.cancelled',
  'meeting.declined',
  'meeting.withdrawn',
  'meeting.expired',
  'meeting.held',
  'meeting.no-show',
  'attendee.registered',
  'attendee.changed',
  'attendee.erased',
  'contact.exchanged',
] as const satisfies readonly (keyof Hooks)[]

/** A module that notes everything that it is told. */
function listening(told: [string, unknown][]): Hooks {
  return Object.fromEntries(
    NAMES.map((name) => [name, (fact: unknown) => void told.push([name, fact])]),
  )
}

const people = { ada: {}, bob: {}, cleo: {} }
const text = async (answer: Promise<Response>): Promise<string> => (await answer).text()
const slotAt = (page: string, time: string): string =>
  new RegExp(`value="([^"]+)">\\w+ ${time}`).exec(page)?.[1] ?? ''

/** Ada asks somebody for a time of day; answers the meeting's id. */
async function ask(event: TestEvent, time: string, whom = 'bob'): Promise<string> {
  const [ada, path] = [event.as('ada'), `/people/${event.as(whom).id}/meeting`]
  const slot = slotAt(await text(ada.get(path)), time)
  const sent = await ada.post(path, { slot, message: 'Between us.' })
  return sent.headers.get('location')?.split('#m-')[1] ?? ''
}

const act = (event: TestEvent, who: string, meeting: string, action: string): Promise<Response> =>
  event.as(who).post(`/meetings/${meeting}`, { action })

async function leave(event: TestEvent, who: string): Promise<void> {
  const page = await text(event.as(who).get('/me/privacy/erase'))
  const fields = [...page.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)]
  const form = Object.fromEntries(fields.map(([, name, value]) => [name, value]))
  const left = await event.as(who).post('/me/privacy/erase', { ...form, sure: 'on' })
  expect(left.headers.get('location')).toBe('/me/privacy/erased')
}

describe('hooks', () => {
  test('hear what happens to a meeting, in order, and nothing that the two wrote', async () => {
    const told: [string, unknown][] = []
    const event = await testEvent(defineEvent({ hooks: listening(told) }), { people })
    await event.work()
    told.length = 0
    const meeting = await ask(event, '11:00')
    await act(event, 'bob', meeting, 'accept')
    const times = `/meetings/${meeting}/time`
    const slot = slotAt(await text(event.as('bob').get(times)), '12:00')
    await event.as('bob').post(times, { slot })
    await act(event, 'ada', meeting, 'accept-proposal')
    await event.work()
    expect(told.map(([name]) => name)).toEqual([
      'meeting.requested',
      'meeting.accepted',
      'meeting.moved',
    ])
    const at = Date.parse('2027-03-27T10:15:00Z')
    expect(told[2]?.[1]).toEqual({
      meeting,
      requester: { id: event.as('ada').id, externalId: 'ada' },
      invitee: { id: event.as('bob').id, externalId: 'bob' },
      time: { start: Date.parse('2027-03-27T12:00:00Z'), end: Date.parse('2027-03-27T12:20:00Z') },
      place: 't1',
      by: 'requester',
      at,
    })
    expect(JSON.stringify(told)).not.toMatch(/Between us|@people|Example/)
    await event.clock.advance({ hours: 3 })
    told.length = 0
    await act(event, 'bob', meeting, 'report-held')
    await act(event, 'ada', meeting, 'report-not-held')
    await event.work()
    expect(told.map(([name]) => name)).toEqual(['meeting.held', 'meeting.no-show'])
    expect(event.faults).toEqual([])
  })

  test('hear of refusals, people and contacts', async () => {
    const told: [string, unknown][] = []
    const event = await testEvent(defineEvent({ hooks: listening(told) }), { people })
    await event.work()
    expect(told.map(([name]) => name)).toEqual(Array(3).fill('attendee.registered'))
    told.length = 0
    await act(event, 'bob', await ask(event, '11:00'), 'decline')
    const other = await ask(event, '12:00', 'cleo')
    await act(event, 'cleo', other, 'accept')
    await act(event, 'cleo', other, 'cancel')
    await event.as('ada').post('/me', { name: 'Ada Other', organisation: '', role: '', bio: '' })
    const code = /\/badge\/([\w-]{22})/.exec(await text(event.as('bob').get('/badge')))?.[1]
    await event.as('ada').post(`/badge/${code}`)
    await event.as('ada').post(`/badge/${code}`)
    await event.work()
    expect(told.map(([name]) => name).toSorted()).toEqual([
      'attendee.changed',
      'contact.exchanged',
      'meeting.accepted',
      'meeting.cancelled',
      'meeting.declined',
      'meeting.requested',
      'meeting.requested',
    ])
    expect(told.find(([name]) => name === 'contact.exchanged')?.[1]).toMatchObject({
      scanner: { externalId: 'ada' },
      scanned: { externalId: 'bob' },
    })
    expect(event.faults).toEqual([])
  })

  test('hear of requests that nobody answers, and of those that are taken back', async () => {
    const told: [string, unknown][] = []
    const event = await testEvent(defineEvent({ hooks: listening(told) }), { people })
    const [back, late] = [await ask(event, '15:00'), await ask(event, '16:00', 'cleo')]
    await act(event, 'ada', back, 'withdraw')
    await event.work()
    expect(told.find(([name]) => name === 'meeting.withdrawn')?.[1]).toMatchObject({
      meeting: back,
      invitee: { externalId: 'bob' },
      by: 'requester',
    })
    told.length = 0
    await event.clock.advance({ days: 3 })
    expect(told).toMatchObject([
      [
        'meeting.expired',
        {
          meeting: late,
          requester: { externalId: 'ada' },
          invitee: { externalId: 'cleo' },
          by: 'system',
        },
      ],
    ])
    expect(event.faults).toEqual([])
  })

  test('hear of a request that falls with the one who had asked', async () => {
    const told: [string, unknown][] = []
    const event = await testEvent(defineEvent({ hooks: listening(told) }), { people })
    const meeting = await ask(event, '11:00')
    await event.work()
    told.length = 0
    await leave(event, 'ada')
    await event.work()
    const fact = { meeting, requester: { externalId: 'ada' }, by: 'requester' }
    expect(told.find(([name]) => name === 'meeting.withdrawn')?.[1]).toMatchObject(fact)
  })

  test('hear of somebody who leaves, by the id that the organiser knows', async () => {
    const told: [string, unknown][] = []
    const event = await testEvent(defineEvent({ hooks: listening(told) }), { people })
    await act(event, 'bob', await ask(event, '11:00'), 'accept')
    await event.work()
    told.length = 0
    await leave(event, 'ada')
    await event.work()
    expect(told.toSorted(([a], [b]) => a.localeCompare(b))).toMatchObject([
      ['attendee.erased', { person: { externalId: 'ada' } }],
      ['meeting.cancelled', { requester: { externalId: 'ada' }, by: 'requester' }],
    ])
  })

  test('that failed at somebody who has left meanwhile are told without that id', async () => {
    const told: unknown[] = []
    const hooks: Hooks = {
      'meeting.requested': (fact, { tries }) => {
        if (tries === 1) throw new Error('nobody answers')
        told.push(fact.requester.externalId, fact.invitee.externalId)
      },
    }
    const event = await testEvent(defineEvent({ hooks }), { people })
    await ask(event, '11:00')
    await event.work()
    await leave(event, 'ada')
    await event.clock.advance({ minutes: 1 })
    expect(told).toEqual([null, 'bob'])
  })

  test('that fail are tried again later, hold what follows, and leave the action alone', async () => {
    const told: string[] = []
    const hooks: Hooks = {
      'meeting.requested': (_, { tries }) => {
        if (tries < 3) throw new Error('nobody answers')
        told.push('requested')
      },
      'meeting.accepted': () => void told.push('accepted'),
    }
    const event = await testEvent(defineEvent({ hooks }), { people })
    const meeting = await ask(event, '11:00')
    expect((await act(event, 'bob', meeting, 'accept')).status).toBe(303)
    await event.work()
    expect(told).toEqual([])
    expect(event.mails.map(({ to }) => to).toSorted()).toEqual([
      'ada@people.example',
      'bob@people.example',
    ])
    await event.clock.advance({ minutes: 2 })
    expect(told).toEqual(['requested', 'accepted'])
    expect(event.faults.map(({ seam }) => seam)).toEqual(Array(2).fill('hook:meeting.requested'))
  })

  test('that go on failing are tried for half a day and no longer', async () => {
    let tries = 0
    const hooks: Hooks = {
      'meeting.requested': () => {
        tries += 1
        throw new Error('nobody answers')
      },
    }
    const event = await testEvent(defineEvent({ hooks }), { people })
    await ask(event, '11:00')
    await event.clock.advance({ hours: 10 })
    expect(tries).toBeGreaterThan(8)
    expect(tries).toBeLessThan(12)
    await event.clock.advance({ days: 2 })
    expect(tries).toBe(12)
  })

  test('that the base has not are named', async () => {
    const hooks = { 'meeting.forgotten': () => undefined }
    const event = await testEvent({ hooks }, { people })
    expect((await event.get('/')).headers.get('usher-degraded')).toBe('hook:meeting.forgotten')
    expect(String(event.faults[0]?.error)).toContain('meeting.accepted')
  })
})

describe('a webhook from a hook', () => {
  const hooks: Hooks = {
    'meeting.requested': (fact, env) =>
      sendWebhook(env, {
        url: 'https://crm.example/usher',
        secret: 'CRM',
        type: 'meeting.requested',
        data: fact,
      }),
  }
  const module = defineEvent({ hooks })
  const given = { people, outbound: ['crm.example'], secrets: { CRM: SECRET } }

  test('is signed as others read it, with the same id whenever it is tried again', async () => {
    let down = true
    const outside = () => new Response(null, { status: down ? 503 : 200 })
    const event = await testEvent(module, { ...given, outside })
    const meeting = await ask(event, '11:00')
    await event.work()
    down = false
    await event.clock.advance({ minutes: 1 })
    const sent = ['POST', 'https://crm.example/usher']
    expect(event.webhooks.map(({ url, method }) => [method, url])).toEqual([sent, sent])
    const [first, second] = event.webhooks
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp'])
    expect(second?.body).toBe(first?.body)
    const id = second?.headers['webhook-id'] ?? ''
    const time = new Date(Number(second?.headers['webhook-timestamp']) * 1000)
    const theirs = new Webhook(SECRET).sign(id, time, second?.body ?? '')
    expect(second?.headers['webhook-signature']).toBe(theirs)
    expect(JSON.parse(second?.body ?? '')).toMatchObject({
      type: 'meeting.requested',
      timestamp: '2027-03-27T10:15:00.000Z',
      data: { meeting, requester: { externalId: 'ada' } },
    })
    expect(event.faults.map(({ seam }) => seam)).toEqual(['hook:meeting.requested'])
  })

  test.each([
    ['a host that the record does not allow', { outbound: [] }, 'outbound'],
    ['a secret that is not there', { secrets: {} }, 'no secret "CRM"'],
  ])('to %s is not sent, and says why', async (_, different, why) => {
    const event = await testEvent(module, { ...given, ...different })
    await ask(event, '11:00')
    await event.work()
    expect(event.webhooks).toEqual([])
    expect(event.faults.map(({ error }) => String(error))).toEqual([expect.stringContaining(why)])
  })
})
