import { Hono } from 'hono'
import { Webhook } from 'standardwebhooks'
import { defineEvent, type EventEnv, receiveWebhook, type WebhookMessage } from 'usher/kit'
import { testEvent } from 'usher/kit/testing'
import { describe, expect, test } from 'vitest'
import { isSigned, sign } from './signature.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const parts = { id: 'msg_1', timestamp: '1803000000', body: '{"type":"hello"}' }

describe('a signature', () => {
  test('is the one that other implementations make', async () => {
    const theirs = new Webhook(SECRET).sign(parts.id, new Date(1_803_000_000_000), parts.body)
    expect(await sign(SECRET, parts)).toBe(theirs)
    expect(await isSigned(SECRET, parts, theirs)).toBe(true)
    // The example of the specification.
    const example = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: '1614265330',
      body: '{"test": 2432232314}',
    }
    expect(await sign(SECRET, example)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  test('is one of several while a secret is exchanged', async () => {
    const right = await sign(SECRET, parts)
    const other = await sign('whsec_b3RoZXI=', parts)
    expect(await isSigned(SECRET, parts, `${other} ${right}`)).toBe(true)
    expect(await isSigned(SECRET, parts, `v1a,abc v2,${right.slice(3)}`)).toBe(false)
    expect(await isSigned(SECRET, parts, `${`${other} `.repeat(5)}${right}`)).toBe(false)
  })

  test.each([
    ['id', { ...parts, id: 'msg_2' }],
    ['time', { ...parts, timestamp: '1803000001' }],
    ['body', { ...parts, body: '{"type":"hello" }' }],
  ])('does not fit another %s', async (_, other) => {
    expect(await isSigned(SECRET, other, await sign(SECRET, parts))).toBe(false)
  })

  test.each(['', 'v1,', 'v1,%%%', 'v1,AAAA', 'garbage', ' '])('"%s" is none', async (header) => {
    expect(await isSigned(SECRET, parts, header)).toBe(false)
  })

  test.each(['', 'whsec_', 'whsec_%%%'])('needs a secret, not "%s"', async (secret) => {
    await expect(sign(secret, parts)).rejects.toThrow('whsec_')
  })
})

describe('a route that takes webhooks', () => {
  const MINUTE = 60_000
  const registered = { secret: 'REG', id: 'm1', type: 'registered', data: { person: 'p1', n: 1 } }

  async function open(receive?: (message: WebhookMessage) => unknown) {
    const taken: WebhookMessage[] = []
    const routes = new Hono<EventEnv>().post('/hooks/registration', (c) =>
      receiveWebhook(c, {
        secret: 'REG',
        subject: (data) => (data as { person?: string } | null)?.person ?? null,
        receive: receive ?? ((message) => void taken.push(message)),
      }),
    )
    const secrets = { REG: SECRET, OTHER: 'whsec_b3RoZXI=' }
    const event = await testEvent(defineEvent({ routes }), { secrets })
    const deliver = (different: object = {}) =>
      event.deliver('/hooks/registration', { ...registered, ...different })
    return { event, taken, deliver }
  }

  test('takes one that is signed, once however often it comes', async () => {
    const { event, taken, deliver } = await open()
    const at = new Date('2027-03-20T08:00:00Z')
    for (let i = 0; i < 3; i++) expect((await deliver({ at })).status).toBe(202)
    const told = { id: 'm1', type: 'registered', data: registered.data, at: at.getTime() }
    expect(taken).toMatchObject([{ ...told, late: false }])
    expect(event.faults).toEqual([])
  })

  test('10 × shuffled duplicates leave what one of each leaves', async () => {
    const { taken, deliver } = await open()
    const ids = Array.from({ length: 20 }, (_, i) => `m${i}`)
    const all = ids.flatMap((id) => Array.from({ length: 10 }, () => id))
    const shuffled = all.map((_, i) => all[(i * 77) % all.length] ?? '')
    const answers = await Promise.all(shuffled.map((id) => deliver({ id })))
    expect(answers.every(({ status }) => [202, 409].includes(status))).toBe(true)
    expect(taken.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  })

  test('tells what comes too late from what is new', async () => {
    const { taken, deliver } = await open()
    const at = (minute: number) => new Date(Date.UTC(2027, 2, 27, 9, minute))
    await deliver({ id: 'm3', at: at(3) })
    await deliver({ id: 'm1', at: at(1) })
    await deliver({ id: 'other', at: at(1), data: { person: 'p2' } })
    await deliver({ id: 'm4', at: at(4) })
    expect(taken.map(({ id, late }) => [id, late])).toEqual([
      ['m3', false],
      ['m1', true],
      ['other', false],
      ['m4', false],
    ])
  })

  test.each([
    ['signed with another secret', { secret: 'OTHER' }],
    ['from six minutes ago', { sentAt: new Date('2027-03-27T10:09:00Z') }],
    ['from the future', { sentAt: new Date('2027-03-27T10:21:00Z') }],
  ])('refuses one %s with 401', async (_, different) => {
    const { taken, deliver } = await open()
    expect((await deliver(different)).status).toBe(401)
    expect(taken).toEqual([])
  })

  test('takes one that was four minutes on its way', async () => {
    const { deliver } = await open()
    const sentAt = new Date(Date.parse('2027-03-27T10:15:00Z') - 4 * MINUTE)
    expect((await deliver({ sentAt })).status).toBe(202)
  })

  test('refuses with 400 what is no webhook, and one whose body is no object', async () => {
    const { event, taken } = await open()
    expect((await event.post('/hooks/registration', { a: 'b' })).status).toBe(400)
    for (const data of ['x', 1, null]) {
      const odd = { ...registered, id: `odd-${data}`, data }
      expect((await event.deliver('/hooks/registration', odd)).status).toBe(202)
    }
    expect(taken.map(({ data }) => data)).toEqual(['x', 1, null])
  })

  test('that fails is asked again, and the message is not lost', async () => {
    let tries = 0
    const { event, deliver } = await open(() => {
      if (++tries === 1) throw new Error('the database is away')
    })
    expect((await deliver()).status).toBe(500)
    expect((await deliver()).status).toBe(202)
    expect((await deliver()).status).toBe(202)
    expect(tries).toBe(2)
    expect(event.faults.map(({ seam }) => seam)).toEqual(['route:POST /hooks/registration'])
  })

  test('says 409 while the same message is being taken', async () => {
    const begun = Promise.withResolvers<void>()
    const { promise, resolve } = Promise.withResolvers<void>()
    const { deliver } = await open(() => {
      begun.resolve()
      return promise
    })
    const first = deliver()
    await begun.promise
    const second = await deliver()
    expect([second.status, second.headers.get('retry-after')]).toEqual([409, '60'])
    resolve()
    expect((await first).status).toBe(202)
  })
})
