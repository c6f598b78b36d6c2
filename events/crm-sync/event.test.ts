import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'
import module from './event.ts'

const KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const people = {
  ada: { group: 'attendees' },
  bob: { group: 'exhibitors' },
}
const now = new Date('2027-03-20T09:00:00Z')
const ticket = {
  ticket: 'T-1',
  mail: 'zoe@people.example',
  first: 'Zoe',
  last: 'Example',
  company: 'Zoe Works',
  category: 'STD',
}

/** @param failures how often the CRM does not answer well before it does */
async function start(failures = 0) {
  let left = failures
  const event = await testEvent(module, {
    people,
    now,
    outbound: ['crm.example.com'],
    secrets: { REGISTRATION: KEY, CRM: KEY },
    outside: () => new Response(null, { status: left-- > 0 ? 503 : 202 }),
  })
  const deliver = (id: string, at: string, different: object = {}) =>
    event.deliver('/hooks/registration', {
      secret: 'REGISTRATION',
      id,
      type: 'ticket.changed',
      at: new Date(at),
      data: { ...ticket, ...different },
    })
  return { event, deliver }
}

type Event = Awaited<ReturnType<typeof start>>['event']

/** Whether somebody with this address is on the list: only they are sent a link. */
async function isOnList(event: Event, email: string): Promise<boolean> {
  const before = event.mails.length
  await event.post('/sign-in', { email })
  return event.mails.slice(before).some(({ to }) => to === email)
}

test('who buys a ticket can sign in, however often it is told, and is not shown before they want to', async () => {
  const { event, deliver } = await start()
  expect(await isOnList(event, 'zoe@people.example')).toBe(false)
  for (let i = 0; i < 3; i++) expect((await deliver('m1', '2027-03-19T10:00:00Z')).status).toBe(202)
  expect(await isOnList(event, 'zoe@people.example')).toBe(true)
  expect(await (await event.as('ada').get('/directory?q=zoe')).text()).toContain('Nobody fits')
  expect(event.faults).toEqual([])
})

test('what comes out of order leaves what was true last', async () => {
  const { event, deliver } = await start()
  await deliver('m2', '2027-03-19T11:00:00Z', { mail: 'new@people.example' })
  expect((await deliver('m1', '2027-03-19T10:00:00Z')).status).toBe(202)
  expect(await isOnList(event, 'zoe@people.example')).toBe(false)
  expect(await isOnList(event, 'new@people.example')).toBe(true)
})

test('a ticket that cannot be kept is refused, and comes again when it is mended', async () => {
  const { event, deliver } = await start()
  const wrong = await deliver('m1', '2027-03-19T10:00:00Z', { mail: 'bob@people.example' })
  expect(wrong.status).toBe(500)
  expect(String(event.faults[0]?.error)).toContain('Ticket T-1: email is wrong.')
  expect((await deliver('m1', '2027-03-19T10:00:00Z')).status).toBe(202)
  expect(await isOnList(event, 'zoe@people.example')).toBe(true)
})

test('what is not signed, or is about nobody, changes nothing', async () => {
  const { event, deliver } = await start()
  expect((await event.post('/hooks/registration', ticket)).status).toBe(400)
  expect((await deliver('m1', '2027-03-19T10:00:00Z', { mail: 7 })).status).toBe(202)
  expect(await isOnList(event, 'zoe@people.example')).toBe(false)
  expect(event.faults).toEqual([])
})

test('the CRM is told of a meeting until it listens, each time under the same id', async () => {
  const { event } = await start(2)
  const asked = await event
    .as('ada')
    .post(`/people/${event.as('bob').id}/meeting`, { slot: '2027-03-27T11:00' })
  const id = asked.headers.get('location')?.split('#m-')[1]
  await event.as('bob').post(`/meetings/${id}`, { action: 'accept' })
  await event.work()
  await event.clock.advance({ hours: 1 })
  expect(event.webhooks).toHaveLength(3)
  expect(new Set(event.webhooks.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(JSON.parse(event.webhooks[2]?.body ?? '{}')).toMatchObject({
    type: 'meeting.accepted',
    data: { meeting: id, contacts: ['ada', 'bob'], starts: '2027-03-27T11:00:00.000Z' },
  })
  await event.clock.advance({ hours: 5 })
  expect(event.webhooks).toHaveLength(3)
})

test('the CRM is told whom it has to forget', async () => {
  const { event } = await start()
  expect((await event.as('ada').post('/me/privacy/erase')).status).toBe(303)
  await event.work()
  const told = event.webhooks.map(({ body }) => JSON.parse(body) as object)
  expect(told).toMatchObject([{ type: 'contact.erase', data: { contact: 'ada' } }])
})
