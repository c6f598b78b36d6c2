import { env } from 'cloudflare:workers'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { createExecutionContext, runInDurableObject, waitOnExecutionContext } from 'cloudflare:test'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { OutboxTold } from '../../src/admin/event-work.ts'
import { requestMeeting } from '../../src/base/meetings/request.ts'
import { CONFIG } from '../../src/config.ts'
import type { FaultPoint, NotePoint } from '../../src/ports.ts'
import { openStore, wire } from '../../src/wire.ts'
import { invented } from '../support/people.ts'
import { tenant } from '../support/tenants.ts'
import { type EventSite, eventSite, mails, work } from './event-site.ts'

// What an operator sees of the work of events, and does about it.

const TOKEN = 'the-token'
const faults: FaultPoint[] = []
const dispatch = wire(
  { ...env, ADMIN_TOKEN: TOKEN },
  {
    events: new Map(),
    telemetry: {
      request: () => {},
      fault: (fault) => faults.push(fault),
      opened: () => {},
      note: () => {},
    },
    config: CONFIG,
  },
)

const ORIGIN = 'http://admin.localhost'
const BROWSER = { authorization: `Basic ${btoa(`operator:${TOKEN}`)}` }
const PROGRAM = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const ctx = createExecutionContext()
  const response = await dispatch(new Request(ORIGIN + path, { headers: PROGRAM, ...init }), ctx)
  await waitOnExecutionContext(ctx)
  return response
}

const post = (path: string, body: unknown): Promise<Response> =>
  ask(path, { method: 'POST', body: JSON.stringify(body) })

const submit = (form: Record<string, string>, headers: Record<string, string>): Promise<Response> =>
  ask('/outbox', {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { ...BROWSER, ...headers },
    redirect: 'manual',
  })

const OUTBOX = '/api/v1/tenants/troubled/outbox'
const state = async (): Promise<OutboxTold> => (await ask(OUTBOX)).json()

const event = tenant('troubled')
const stub = env.EVENTS.get(env.EVENTS.idFromName(event.storeId))

/** As if mails had failed again and again. */
const park = (): Promise<unknown> =>
  runInDurableObject(stub, (_, { storage }) =>
    storage.sql
      .exec(
        `UPDATE _outbox SET parked = 1795500000000, due = NULL, tries = 12,
           error = 'mails: Error: <b>550</b> no such mailbox'`,
      )
      .toArray(),
  )

let site: EventSite
beforeAll(async () => {
  site = await eventSite(event, { people: ['ada', 'bob', 'cleo'].map((name) => invented(name)) })
  // What the import has noted for hooks is nobody's.
  await work(event)
  const ada = openStore(env, event, (await site.as('ada')).viewer, [])
  for (const name of ['bob', 'cleo']) {
    const input = { invitee: (await site.as(name)).id, slot: null, message: '' }
    expect(await ada.write(requestMeeting, input, name)).toMatchObject({ ok: true })
  }
})
afterAll(() => void mails.splice(0))

describe('the work of an event', () => {
  test('that waits is counted', async () => {
    expect(await state()).toMatchObject({ event: 'troubled', open: 2, parkedInAll: 0, parked: [] })
  })

  test('that was given up says why and since when, and not what was in it', async () => {
    await park()
    const told = await state()
    expect(told).toMatchObject({ open: 0, due: null, parkedInAll: 2 })
    const error = 'mails: Error: <b>550</b> no such mailbox'
    expect(told.parked[0]).toMatchObject({ topic: 'mails', tries: 12, error, waiting: 0 })
    expect(Object.keys(told.parked[0] ?? {})).not.toContain('body')
  })

  test('is shown on a page, whatever stands in an error', async () => {
    const page = await (await ask('/outbox?event=troubled', { headers: BROWSER })).text()
    expect(page).toContain('&lt;b&gt;550&lt;/b&gt;')
    expect(page).toContain('Try all of it again')
    expect(page.match(/Yes, give it up/g)).toHaveLength(2)
  })

  test('is given up for good, or tried again, one by one', async () => {
    const [first, second] = (await state()).parked
    expect(await (await post(OUTBOX, { drop: first?.id })).json()).toEqual({ dropped: 1 })
    expect((await post(OUTBOX, { drop: first?.id })).status).toBe(404)
    expect(await (await post(OUTBOX, { replay: second?.id })).json()).toEqual({ replayed: 1 })
    expect((await post(OUTBOX, { replay: second?.id })).status).toBe(404)
    expect(await state()).toMatchObject({ open: 1, parkedInAll: 0 })
  })

  test('is tried again, all of it, and then is done', async () => {
    await park()
    expect(await (await post(OUTBOX, { replay: 'all' })).json()).toEqual({ replayed: 1 })
    await work(event)
    expect(mails).toHaveLength(1)
    expect(await state()).toMatchObject({ open: 0, parkedInAll: 0 })
    expect(await (await post(OUTBOX, { replay: 'all' })).json()).toEqual({ replayed: 0 })
  })
})

describe('what the page asks for', () => {
  const all = { event: 'troubled', act: 'replay-all' }

  test('is done for the admin host’s own form', async () => {
    const done = await submit(all, { origin: ORIGIN })
    expect([done.status, done.headers.get('location')]).toEqual([
      303,
      '/outbox?event=troubled&done=gone',
    ])
  })

  test.each([
    ['another act', { event: 'troubled', act: 'burn' }, 400],
    ['no event', { act: 'replay-all' }, 400],
    ['an event that there is not', { event: 'nobody', act: 'replay-all' }, 404],
  ])('is refused for %s', async (_, form, status) => {
    expect((await submit(form, { origin: ORIGIN })).status).toBe(status)
  })

  const ELSEWHERE: [string, Record<string, string>][] = [
    ['another site', { origin: 'https://evil.example' }],
    ['an event', { origin: 'http://troubled.localhost' }],
    ['nobody knows where', {}],
    ['a sandbox', { origin: 'null' }],
  ]

  test.each(ELSEWHERE)('is refused from %s', async (_, headers) => {
    expect((await submit(all, headers)).status).toBe(403)
  })

  test.each(ELSEWHERE)('is refused of the API as well, from %s', async (_, headers) => {
    const body = JSON.stringify({ replay: 'all' })
    const sent = { method: 'POST', body, headers: { ...BROWSER, ...headers } }
    expect((await ask(OUTBOX, sent)).status).toBe(403)
  })
})

test.each([
  ['no event', '/api/v1/tenants/nobody/outbox', { replay: 'all' }, 404],
  ['nothing to do', OUTBOX, {}, 422],
  ['two things at once', OUTBOX, { replay: 'all', drop: 'x' }, 422],
  ['no JSON', OUTBOX, undefined, 400],
  ['no address', '/api/v1/tenants/troubled/bounces', { reason: '550' }, 422],
  ['nobody’s address', '/api/v1/tenants/troubled/bounces', { email: 'x@people.example' }, 404],
  ['a bounce of no event', '/api/v1/tenants/nobody/bounces', { email: 'a@people.example' }, 404],
])('for %s the answer says so', async (_, path, body, status) => {
  const answer = await post(path, body)
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ status, title: expect.any(String) })
})

test('an event is known by its host as well; what is none opens no store', async () => {
  const byHost = await ask('/api/v1/tenants/troubled.localhost/outbox')
  expect(await byHost.json()).toMatchObject({ event: 'troubled' })
  for (const none of ['nobody', 'nobody.localhost', 'admin', 'x%20y', 'x'.repeat(3_000)]) {
    expect((await ask(`/api/v1/tenants/${none}/outbox`)).status).toBe(404)
  }
  expect(await (await ask('/outbox?event=nobody', { headers: BROWSER })).text()).toContain(
    'There is no event',
  )
})

test('mails that came back are noted with their person', async () => {
  const bounce = { email: 'Bob@people.example', reason: '550 5.1.1 unknown' }
  for (let i = 0; i < 2; i++) {
    expect((await post('/api/v1/tenants/troubled/bounces', bounce)).status).toBe(200)
  }
  const { id } = await site.as('bob')
  const told = await (await ask('/api/v1/tenants/troubled/bounces')).json()
  expect(told).toMatchObject({ bounces: [{ person: id, reason: bounce.reason, times: 2 }] })
  const page = await (await ask('/outbox?event=troubled', { headers: BROWSER })).text()
  expect(page).toContain(bounce.reason)
})

test('a registry that does not answer is no missing event: 503, and it is said', async () => {
  faults.splice(0)
  vi.spyOn(env.TENANTS, 'get').mockRejectedValue(new Error('KV is away'))
  const answer = await ask('/api/v1/tenants/unread/outbox')
  vi.restoreAllMocks()
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await answer.json()).toMatchObject({ status: 503 })
  expect(faults.map(({ seam }) => seam)).toContain('admin')
})

describe('Cloudflare Access', () => {
  const TEAM = 'https://team.cloudflareaccess.com'
  const notes: NotePoint[] = []
  const guarded = wire(
    { ...env, ACCESS_TEAM: TEAM, ACCESS_AUD: 'aud', ADMIN_OPERATORS: '@example.org' },
    {
      events: new Map(),
      telemetry: {
        request: () => {},
        fault: () => {},
        opened: () => {},
        note: (point) => notes.push(point),
      },
      config: CONFIG,
    },
  )
  let key: CryptoKeyPair
  beforeAll(async () => {
    key = await generateKeyPair('RS256', { extractable: true })
    const jwk = { ...(await exportJWK(key.publicKey)), kid: 'k', alg: 'RS256' }
    vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json({ keys: [jwk] }))
  })
  afterAll(() => vi.restoreAllMocks())

  async function assertion(alg: 'RS256' | 'none', email: string): Promise<string> {
    const claims = { email, iss: TEAM, aud: 'aud', iat: now(), exp: now() + 60 }
    if (alg === 'RS256') {
      return new SignJWT(claims).setProtectedHeader({ alg, kid: 'k' }).sign(key.privateKey)
    }
    const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '')
    return `${part({ alg, kid: 'k' })}.${part(claims)}.`
  }

  const now = () => Math.floor(Date.now() / 1000)

  async function visit(token: string, method = 'GET', path = '/api/v1/whoami'): Promise<Response> {
    const ctx = createExecutionContext()
    const headers = { 'cf-access-jwt-assertion': token }
    const response = await guarded(new Request(ORIGIN + path, { method, headers }), ctx)
    await waitOnExecutionContext(ctx)
    return response
  }

  test('lets people in with their role, on the real runtime, many at once', async () => {
    const tokens = await Promise.all(
      ['ada@example.org', 'eve@else.org'].map((who) => assertion('RS256', who)),
    )
    const answers = await Promise.all([...tokens, ...tokens].map((token) => visit(token)))
    const roles = await Promise.all(answers.map((answer) => answer.json()))
    expect(roles).toMatchObject([
      { role: 'operator', by: 'access' },
      { role: 'viewer' },
      { role: 'operator' },
      { role: 'viewer' },
    ])
  })

  test('lets nobody in who is not signed for, and no page of another site act', async () => {
    expect((await visit(await assertion('none', 'ada@example.org'))).status).toBe(401)
    const good = await assertion('RS256', 'ada@example.org')
    expect((await visit(good, 'POST', '/api/v1/registry:verify')).status).toBe(403)
    expect(notes).toMatchObject([
      { what: 'refused', who: null, why: 'Access token: ERR_JOSE_ALG_NOT_ALLOWED' },
      { what: 'refused', who: 'ada@example.org' },
    ])
  })
})
