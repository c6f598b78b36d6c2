import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { newApiToken } from '../../src/admin/access/api-token.ts'
import type { Explanation } from '../../src/dispatch/explain.ts'
import { adminHost, BREAK_GLASS } from '../support/admin-host.ts'
import { memoryRegistrar } from '../support/memory-registrar.ts'
import { undocumentedIn } from '../support/documented.ts'
import type { ApiDocument } from '../support/exercise.ts'

const NOBODY: Explanation = {
  url: 'https://nobody.example.org/',
  method: 'GET',
  outcome: 'nobody',
  event: null,
  readAt: null,
  lane: null,
  release: null,
  app: null,
}
const FAIR: Explanation = {
  ...NOBODY,
  event: {
    key: 'fair',
    name: 'Fair',
    revision: 1,
    status: 'live',
    statusNow: 'live',
    schedule: [],
  },
}
const explain = async () => NOBODY
const ADDRESS = `/api/v1/explain?url=${encodeURIComponent(NOBODY.url)}`

const told = async (response: Response) => ({
  status: response.status,
  type: response.headers.get('content-type'),
  body: (await response.json()) as object,
})
const refused = (status: number, kind: string, more: object = {}) => ({
  status,
  type: 'application/problem+json',
  body: { type: `/api/v1/#problem-${kind}`, status, requestId: 'request-1', ...more },
})

describe('the document', () => {
  test('is an OpenAPI 3.1 document to a public validator', async () => {
    const response = await adminHost().get('/api/v1/openapi.json')
    const document = (await response.json()) as Record<string, unknown>
    const result = await new Validator().validate(document)
    expect(result).toMatchObject({ valid: true })
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/api/v1' }] })
  })

  test('says what is answered: the answers are as it has them', async () => {
    const host = adminHost({ explain })
    const document = (await (await host.get('/api/v1/openapi.json')).json()) as ApiDocument
    const undocumented = undocumentedIn(document)
    const look = async (path: string, init = {}) => {
      const response = await host.get(path, init)
      const { status } = response
      const type = response.headers.get('content-type')
      return undocumented('/explain', 'GET', { status, type, text: await response.text() })
    }
    expect(await look(ADDRESS)).toBeNull()
    expect(await look('/api/v1/explain')).toBeNull()
    expect(await look(ADDRESS, { headers: { authorization: '' } })).toBeNull()
    // What the document does not have is found.
    expect(await look('/api/v1/explain', { method: 'POST' })).toContain('no such answer')
    const found = { status: 200, type: 'application/json', text: '{"url":7}' }
    expect(undocumented('/explain', 'GET', found)).toContain('must be string')
  })

  test('is shown as a page that names every operation and needs no script', async () => {
    const page = await (await adminHost().get('/api/v1/')).text()
    expect(page).toContain('/api/v1/explain')
    expect(page).not.toMatch(/<script|https:\/\/(?!my-fair)/)
  })
})

describe('a request to the API', () => {
  test('is answered as JSON', async () => {
    expect(await told(await adminHost({ explain }).get(ADDRESS))).toEqual({
      status: 200,
      type: 'application/json',
      body: { ...NOBODY, recentFaults: [], alerts: null },
    })
  })

  test('that nobody knows the sender of is a problem, and noted', async () => {
    const host = adminHost()
    const response = await host.get(ADDRESS, { headers: { authorization: 'Bearer wrong' } })
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="Usher"')
    expect(await told(response)).toMatchObject(refused(401, 'unknown'))
    expect(host.notes).toMatchObject([
      { type: 'admin', what: 'refused', who: null, request: 'GET /api/v1/explain' },
    ])
  })

  test('with the break-glass token is noted', async () => {
    const host = adminHost({ explain })
    await host.get(ADDRESS)
    expect(host.notes).toMatchObject([
      { type: 'admin', what: 'break-glass', requestId: 'request-1' },
    ])
  })

  test('that names fields nobody asked for is told which', async () => {
    expect(await told(await adminHost({ explain }).get(`${ADDRESS}&metod=GET`))).toMatchObject(
      refused(400, 'invalid-query', {
        errors: [{ parameter: 'metod', detail: 'There is no field "metod".' }],
      }),
    )
    expect(await told(await adminHost({ explain }).get('/api/v1/explain'))).toMatchObject(
      refused(400, 'invalid-query', { errors: [{ parameter: 'url', detail: 'This is missing.' }] }),
    )
    expect(
      await told(await adminHost({ explain }).get(`${ADDRESS}&url=https://x.org`)),
    ).toMatchObject(refused(400, 'invalid-query', { errors: [{ parameter: 'url' }] }))
  })

  test.each([
    ['/api/v1/nothing', 'GET', 404, 'not-found'],
    ['/api/v1//explain', 'GET', 404, 'not-found'],
    ['/api/v1/EXPLAIN', 'GET', 404, 'not-found'],
    ['/api/v1/explain/', 'GET', 404, 'not-found'],
    ['/api/v1/%65xplain', 'GET', 404, 'not-found'],
    ['/api/v1/%ff', 'GET', 404, 'not-found'],
    ['/api/v1/__proto__', 'GET', 404, 'not-found'],
    ['/api/v1/explain', 'POST', 405, 'no-such-method'],
    ['/api/v1/explain', 'DELETE', 405, 'no-such-method'],
    ['/api/v1/explain', 'OPTIONS', 405, 'no-such-method'],
  ])('%s %s is %i', async (path, method, status, kind) => {
    const response = await adminHost().get(path, { method })
    if (status === 405) expect(response.headers.get('allow')).toBe('GET')
    expect(await told(response)).toMatchObject(refused(status, kind))
  })

  test.each([
    ['application/json', 200],
    ['*/*', 200],
    ['application/*;q=0.5, text/html', 200],
    ['text/html', 406],
    ['application/json;q=0', 406],
  ])('that accepts %s gets %i', async (accept, status) => {
    const response = await adminHost({ explain }).get(ADDRESS, { headers: { accept } })
    expect(response.status).toBe(status)
  })

  test('by HEAD is answered like GET', async () => {
    expect((await adminHost({ explain }).get(ADDRESS, { method: 'HEAD' })).status).toBe(200)
  })

  test('about an event that is not theirs is a 404, and noted', async () => {
    const token = newApiToken()
    const holders = { [token]: { name: 'crm', role: 'viewer', events: ['other'] } } as const
    const host = adminHost({ explain: async () => FAIR }, holders)
    const headers = { authorization: `Bearer ${token}` }
    expect(await told(await host.get(ADDRESS, { headers }))).toMatchObject(
      refused(404, 'not-found'),
    )
    expect(host.notes).toMatchObject([{ what: 'refused', who: 'token:crm' }])
    expect(await (await host.get(`/explain?url=${NOBODY.url}`, { headers })).text()).toContain(
      'not yours to see',
    )
  })

  test('about what is not there is no refusal: it is not noted', async () => {
    const token = newApiToken()
    const holders = { [token]: { name: 'crm', role: 'viewer', events: 'all' } } as const
    const host = adminHost({}, holders)
    await host.get('/api/v1/nothing', { headers: { authorization: `Bearer ${token}` } })
    expect(host.notes).toEqual([])
  })

  test('that fails says so without a word of why', async () => {
    const host = adminHost({ explain: () => Promise.reject(new Error('secret reason')) })
    const answer = await told(await host.get(ADDRESS))
    expect(answer).toMatchObject(refused(503, 'unavailable'))
    expect(JSON.stringify(answer)).not.toContain('secret')
    expect(host.faults).toMatchObject([{ requestId: 'request-1', seam: 'admin' }])
  })
})

test('a page of the admin host keeps the break-glass token out of what it shows', async () => {
  for (const path of ['/explain', '/api/v1/', '/api/v1/openapi.json', '/api/v1/x']) {
    expect(await (await adminHost().get(path)).text()).not.toContain(BREAK_GLASS)
  }
})

test('a mail that came back is noted once for one idempotency key', async () => {
  const { registrar } = await memoryRegistrar(() => 0)
  const noted: string[] = []
  const bouncesOf = async (event: string) => ({
    event,
    list: async () => [],
    note: async ({ email }: { readonly email: string }, requestId: string) => {
      noted.push(`${email} ${requestId}`)
      return true
    },
  })
  const host = adminHost({ registrar, bouncesOf })
  const send = async (email: string, key: string) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key }
    const body = JSON.stringify({ email })
    return told(await host.get('/api/v1/tenants/fair/bounces', { method: 'POST', headers, body }))
  }
  const first = await send('ada@example.org', 'mail-1')
  expect(first).toMatchObject({ status: 200, body: { noted: 1 } })
  expect(await send('ada@example.org', 'mail-1')).toEqual(first)
  expect(await send('ben@example.org', 'mail-1')).toMatchObject(refused(409, 'key-used'))
  await send('ada@example.org', 'mail-2')
  expect(noted).toHaveLength(2)
  // Neither who asks nor their key is told to the event's store.
  expect(noted.join()).not.toMatch(/mail-1|break-glass/)
})
