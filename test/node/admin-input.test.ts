import { beforeEach, describe, expect, test } from 'vitest'
import { newApiToken } from '../../src/admin/access/api-token.ts'
import { as, DRAFT, match, send as sendTo } from '../support/admin-client.ts'
import { type AdminHost, adminHost } from '../support/admin-host.ts'
import { memoryRegistrar } from '../support/memory-registrar.ts'

// What the API refuses of what it is sent, and of whom.

const crm = newApiToken()
const holders = { [crm]: { name: 'crm', role: 'operator', events: ['fair'] } } as const

let host: AdminHost

const send = (method: string, path: string, body?: unknown, headers = {}) =>
  sendTo(host, method, path, body, headers)

beforeEach(async () => {
  const { registrar } = await memoryRegistrar(() => Date.UTC(2027, 0, 1))
  host = adminHost({ registrar }, holders)
})

describe('what is sent', () => {
  test.each<[string, unknown, string]>([
    ['a field nobody knows', { ...DRAFT, colour: 'red' }, '/colour'],
    ['a field missing', { ...DRAFT, name: undefined }, '/name'],
    ['a wrong type', { ...DRAFT, locales: 'en' }, '/locales'],
    [
      'something deep in it',
      { ...DRAFT, redirects: [{ from: '/a', to: 7, prefix: true }] },
      '/redirects/0/to',
    ],
    ['a reserved key', { ...DRAFT, key: 'admin' }, '/key'],
    ['a key with two hyphens', { ...DRAFT, key: 'a--b' }, '/key'],
    ['no time zone', { ...DRAFT, timeZone: 'Mars/Base' }, '/timeZone'],
    ['an end before its start', { ...DRAFT, ends: '2027-01-01' }, '/ends'],
    ['a list', [DRAFT], ''],
    ['null', null, ''],
    ['a list where an object belongs', { ...DRAFT, theme: ['red'] }, '/theme'],
    ['the name of a prototype', `{"__proto__":{"a":1}}`, '/__proto__'],
    [
      'a prototype deep in it',
      `{"settings":{"a":[{"constructor":1}]}}`,
      '/settings/a/0/constructor',
    ],
    ['what no object lacks', { ...DRAFT, toString: 1 }, '/toString'],
  ])('is refused by name: %s', async (_, body, pointer) => {
    const answer = await send('POST', '/tenants', body)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } })
  })

  test('is not parsed when it is too big, no JSON, or of another type', async () => {
    const big = JSON.stringify({ ...DRAFT, place: 'x'.repeat(5_000_000) })
    expect(await send('POST', '/tenants', big)).toMatchObject({ status: 413 })
    expect(await send('POST', '/tenants', '{')).toMatchObject({ status: 400 })
    expect(await send('POST', '/tenants', '['.repeat(100_000))).toMatchObject({ status: 400 })
    const deep = `{"settings":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`
    expect(await send('POST', '/tenants', deep)).toMatchObject({ status: 422 })
    const type = { 'content-type': 'text/plain' }
    expect(await send('POST', '/tenants', DRAFT, type)).toMatchObject({ status: 415 })
    const merge = {
      'content-type': 'application/merge-patch+json; charset=utf-8',
      'if-match': '"1"',
    }
    await send('POST', '/tenants', DRAFT)
    expect(await send('PATCH', '/tenants/fair', { name: 'X' }, merge)).toMatchObject({
      status: 200,
    })
  })
})

describe('a token that is for some events', () => {
  beforeEach(async () => {
    for (const key of ['fair', 'other']) await send('POST', '/tenants', { ...DRAFT, key })
  })

  test('sees and changes these, and the others are not there', async () => {
    expect((await send('GET', '/tenants/fair', undefined, as(crm))).status).toBe(200)
    const none = await send('GET', '/tenants/nobody', undefined, as(crm))
    for (const path of [
      '/tenants/other',
      '/hosts/other.usher.example',
      '/tenants/other/revisions',
    ]) {
      const { status, body } = await send('GET', path, undefined, as(crm))
      expect([status, body]).toEqual([404, none.body])
    }
    const list = await send('GET', '/tenants', undefined, as(crm))
    expect(list.body).toMatchObject({
      tenants: [{ key: 'fair' }],
      next: null,
      counts: { draft: 1 },
    })
    const change = { ...as(crm), ...match('"1"') }
    expect((await send('PATCH', '/tenants/fair', { name: 'X' }, change)).status).toBe(200)
    expect((await send('PATCH', '/tenants/other', { name: 'X' }, change)).status).toBe(404)
    expect((await send('POST', '/tenants', { ...DRAFT, key: 'third' }, as(crm))).status).toBe(403)
    expect((await send('GET', '/audit', undefined, as(crm))).status).toBe(403)
    expect((await send('GET', '/audit?key=other', undefined, as(crm))).status).toBe(403)
    expect((await send('GET', '/audit?key=fair', undefined, as(crm))).status).toBe(200)
    const theirs = { host: 'other.usher.example' }
    const taken = await send('POST', '/tenants/fair/hosts', theirs, { ...as(crm), ...match('"2"') })
    expect(taken).toMatchObject({
      status: 409,
      body: { detail: 'other.usher.example is a host of another event.' },
    })
  })
})
