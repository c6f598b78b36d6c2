import { Hono } from 'hono'
import { defineEvent, type EventEnv, receiveWebhook, type Registration } from 'usher/kit'
import { testEvent } from 'usher/kit/testing'
import { expect, test } from 'vitest'

const KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

/** An event that registers whatever it is sent, and answers what became of it. */
async function start() {
  const told: unknown[] = []
  const routes = new Hono<EventEnv>().post('/in', (c) =>
    receiveWebhook(c, {
      secret: 'IN',
      receive: async ({ data, register }) => void told.push(await register(data as Registration)),
    }),
  )
  const event = await testEvent(defineEvent({ routes }), {
    secrets: { IN: KEY },
    people: { ada: { bio: 'Writes herself.' }, bob: {} },
  })
  let count = 0
  const register = async (person: object): Promise<unknown> => {
    const answer = await event.deliver('/in', {
      secret: 'IN',
      id: `m${++count}`,
      type: 'x',
      data: person,
    })
    expect(answer.status).toBe(202)
    return told.at(-1)
  }
  return { event, register }
}

const zoe = { externalId: 't1', email: 'zoe@people.example', name: 'Zoe Example', group: 'all' }

test('a message puts somebody on the list, who is in no directory before they opt in', async () => {
  const { event, register } = await start()
  expect(await register(zoe)).toMatchObject({ ok: true })
  await event.post('/sign-in', { email: 'ZOE@people.example' })
  expect(event.mails.map(({ to }) => to)).toEqual(['zoe@people.example'])
  expect(await (await event.as('ada').get('/directory?q=zoe')).text()).toContain('Nobody fits')
  expect(event.faults).toEqual([])
})

test('the same id is the same person; what they wrote about themselves stays', async () => {
  const { event, register } = await start()
  const change = { externalId: 'ada', email: 'ada@people.example', name: 'Ada New', group: 'all' }
  expect(await register(change)).toEqual({ ok: true, value: { person: event.as('ada').id } })
  const page = await (await event.as('bob').get(`/people/${event.as('ada').id}`)).text()
  expect(page).toContain('Ada New')
  expect(page).toContain('Writes herself.')
  expect(await (await event.as('bob').get('/directory?q=new')).text()).toContain('Ada New')
})

test('what is not told stays as it was', async () => {
  const { event, register } = await start()
  const { externalId: _, ...ada } = { ...zoe, email: 'ada@people.example', name: 'Ada New' }
  await register({ externalId: 'ada', ...ada, organisation: 'New Works' })
  await register({ externalId: 'ada', ...ada })
  const page = await (await event.as('bob').get(`/people/${event.as('ada').id}`)).text()
  expect(page).toContain('New Works')
  expect(page).toContain('Engineer')
})

test('an older message that was overtaken on its way changes nothing', async () => {
  const begun = Promise.withResolvers<void>()
  const { promise, resolve } = Promise.withResolvers<void>()
  const told: unknown[] = []
  const routes = new Hono<EventEnv>().post('/in', (c) =>
    receiveWebhook(c, {
      secret: 'IN',
      subject: () => 't1',
      receive: async ({ id, data, register }) => {
        if (id === 'old') {
          begun.resolve()
          await promise
        }
        told.push(await register(data as Registration))
      },
    }),
  )
  const event = await testEvent(defineEvent({ routes }), {
    secrets: { IN: KEY },
    people: { ada: {} },
  })
  const deliver = (id: string, minute: number, name: string) =>
    event.deliver('/in', {
      secret: 'IN',
      id,
      type: 'x',
      at: new Date(Date.UTC(2027, 2, 20, 9, minute)),
      data: { ...zoe, name },
    })
  const old = deliver('old', 1, 'Zoe Before')
  await begun.promise
  expect((await deliver('new', 2, 'Zoe After')).status).toBe(202)
  resolve()
  expect((await old).status).toBe(202)
  expect(told).toEqual([
    { ok: true, value: { person: expect.any(String) } },
    { ok: true, value: null },
  ])
  expect(event.faults).toEqual([])
})

test.each([
  ['externalId', { externalId: '' }],
  ['email', { email: 'nobody' }],
  ['email', { email: 'bob@people.example' }],
  ['email', { email: 7 }],
  ['name', { name: undefined }],
  ['name', { name: 'x'.repeat(121) }],
  ['name', { name: 'Zoe\u202e' }],
  ['organisation', { organisation: {} }],
  ['group', { group: 'nowhere' }],
])('a wrong %s is refused by its name, and nothing is kept', async (field, different) => {
  const { event, register } = await start()
  expect(await register({ ...zoe, ...different })).toMatchObject({
    ok: false,
    error: { tag: 'refused', field },
  })
  await event.post('/sign-in', { email: zoe.email })
  expect(event.mails).toEqual([])
})
