import { describe, expect, test } from 'vitest'
import { err, ok } from '../../contract.ts'
import type { AccessVisitor } from './access-token.ts'
import type { Actor } from './actor.ts'
import { hashApiToken, newApiToken } from './api-token.ts'
import { FailedTries } from './failed-tries.ts'
import { identify, type IdentifyParts } from './identify.ts'

const BREAK_GLASS = 'break-glass-of-the-test'
const URL = 'https://admin.example.org/api/v1/tenants'

const token = newApiToken()
const hash = await hashApiToken(token)

const visitors: Readonly<Record<string, AccessVisitor>> = {
  ada: { name: 'Ada@Example.org', groups: [], isPerson: true },
  ben: { name: 'ben@example.org', groups: ['Crew'], isPerson: true },
  eve: { name: 'eve@elsewhere.org', groups: [], isPerson: true },
  deploys: { name: 'deploys.access', groups: [], isPerson: false },
}

const door = (over: Partial<IdentifyParts> = {}): IdentifyParts => ({
  breakGlass: BREAK_GLASS,
  access: {
    read: async (name) => {
      const visitor = visitors[name]
      if (name === 'down') return err({ tag: 'unavailable', why: 'no keys' })
      return visitor === undefined ? err({ tag: 'unknown', why: 'bad' }) : ok(visitor)
    },
    roles: { owners: ['ada@example.org'], operators: ['group:crew', '@deploys', 'deploys.access'] },
  },
  tokenHolder: async (given) =>
    given === hash ? { name: 'crm', role: 'operator', events: ['fair'] } : null,
  failed: new FailedTries({ most: 3, window: 60_000, size: 2 }),
  clock: { now: () => 0 },
  ...over,
})

const bearer = (value: string) => ({ authorization: `Bearer ${value}` })
const basic = (user: string, value: string) => ({
  authorization: `Basic ${btoa(`${user}:${value}`)}`,
})
const access = (name: string) => ({ 'cf-access-jwt-assertion': name })
const asked = (headers: Readonly<Record<string, string>>, method = 'GET') =>
  new Request(URL, { method, headers })
const who = (headers: Readonly<Record<string, string>>, method?: string, parts = door()) =>
  identify(parts, asked(headers, method))

describe('somebody is known by', () => {
  test.each<[string, Readonly<Record<string, string>>, Partial<Actor>]>([
    ['the break-glass token', bearer(BREAK_GLASS), { role: 'owner', by: 'break-glass' }],
    ['the same as a password', basic('operator', BREAK_GLASS), { role: 'owner' }],
    ['a token', bearer(token), { name: 'crm', role: 'operator', events: ['fair'], by: 'token' }],
    ['a token as a password', basic('operator', token), { name: 'crm' }],
    ['Access, on the owners’ list', access('ada'), { name: 'Ada@Example.org', role: 'owner' }],
    ['Access, in an operators’ group', access('ben'), { role: 'operator', by: 'access' }],
    ['Access, on no list', access('eve'), { role: 'viewer', events: 'all' }],
    ['Access, as a service', access('deploys'), { role: 'operator' }],
  ])('%s', async (_, headers, actor) => {
    expect(await who(headers)).toMatchObject({ ok: true, value: actor })
  })

  test('what the request says itself, before what stands in front of it', async () => {
    const both = { ...bearer(token), ...access('ada') }
    expect(await who(both)).toMatchObject({ value: { name: 'crm' } })
    const wrong = { ...bearer('wrong'), ...access('ada') }
    expect(await who(wrong)).toMatchObject({ ok: false, error: { tag: 'unknown' } })
  })
})

describe('nobody is known by', () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ['nothing', {}],
    ['another token', bearer(newApiToken())],
    ['a token with something behind it', bearer(`${token}x`)],
    ['an empty token', bearer('')],
    ['another scheme', { authorization: `Digest ${BREAK_GLASS}` }],
    ['another user', basic('admin', BREAK_GLASS)],
    ['no base64', { authorization: 'Basic %%%' }],
    ['an Access token that is none', access('nobody')],
    ['the hash of a token', bearer(hash ?? '')],
  ])('%s', async (_, headers) => {
    expect(await who(headers)).toMatchObject({ ok: false, error: { tag: 'unknown' } })
  })

  test('an empty secret', async () => {
    expect(await who(bearer(''), 'GET', door({ breakGlass: null }))).toMatchObject({ ok: false })
  })

  test('Access where it is not set up', async () => {
    expect(await who(access('ada'), 'GET', door({ access: null }))).toMatchObject({ ok: false })
  })
})

describe('while nobody can be known', () => {
  test('for want of keys, it is not they who are wrong', async () => {
    expect(await who(access('down'))).toMatchObject({ ok: false, error: { tag: 'unavailable' } })
  })

  test('for want of the registrar, the break-glass token still opens', async () => {
    const parts = door({ tokenHolder: () => Promise.reject(new Error('down')) })
    expect(await who(bearer(token), 'GET', parts)).toMatchObject({ error: { tag: 'unavailable' } })
    expect(await who(bearer(BREAK_GLASS), 'GET', parts)).toMatchObject({ ok: true })
  })
})

describe('what another site has a browser send', () => {
  const origins: readonly [string, Readonly<Record<string, string>>, boolean][] = [
    ['its own page', { origin: 'https://admin.example.org' }, true],
    ['its own page, by one header', { 'sec-fetch-site': 'same-origin' }, true],
    ['a sibling event', { origin: 'https://fair.example.org' }, false],
    ['a sibling event, by one header', { 'sec-fetch-site': 'same-site' }, false],
    ['another site', { origin: 'https://evil.example' }, false],
    ['http', { origin: 'http://admin.example.org' }, false],
    ['a page without an origin', { origin: 'null' }, false],
    ['a typed address', { 'sec-fetch-site': 'none' }, false],
    ['nobody says who', {}, false],
    ['two that disagree', { origin: URL, 'sec-fetch-site': 'cross-site' }, false],
  ]
  const local = {
    path: '/',
    identify: async (): Promise<Actor> => ({
      name: 'local',
      role: 'owner',
      events: 'all',
      by: 'local',
    }),
  }

  test.each(origins)('from %s changes something only from its own pages', async (_, sent, may) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      for (const headers of [access('ada'), basic('operator', BREAK_GLASS), {}]) {
        const known = await who({ ...headers, ...sent }, method, door({ local }))
        expect(known).toMatchObject(may ? { ok: true } : { ok: false, error: { tag: 'foreign' } })
      }
      // These no browser sends by itself.
      expect((await who({ ...bearer(token), ...sent }, method)).ok).toBe(true)
      expect((await who({ ...access('deploys'), ...sent }, method)).ok).toBe(true)
    }
    expect((await who({ ...access('ada'), ...sent }, 'GET')).ok).toBe(true)
  })
})

describe('whoever tries tokens', () => {
  const from = (visitor: string, value: string) => ({
    ...bearer(value),
    'cf-connecting-ip': visitor,
  })

  test('has to wait after a few, and others do not', async () => {
    let now = 0
    let asks = 0
    const parts = door({
      clock: { now: () => now },
      tokenHolder: async () => {
        asks++
        return null
      },
    })
    for (let i = 0; i < 10; i++) await who(from('evil', newApiToken()), 'GET', parts)
    expect(asks).toBe(3)
    now = 30_000
    expect(await who(from('evil', BREAK_GLASS), 'GET', parts)).toMatchObject({
      error: { tag: 'too-many', retryAfter: 30 },
    })
    expect((await who(from('good', BREAK_GLASS), 'GET', parts)).ok).toBe(true)
    now = 60_000
    expect((await who(from('evil', BREAK_GLASS), 'GET', parts)).ok).toBe(true)
  })

  test('costs a bounded memory', () => {
    const tries = new FailedTries({ most: 1, window: 60_000, size: 2 })
    for (let i = 0; i < 100; i++) tries.failed(`visitor ${i}`, 0)
    expect(tries.wait('visitor 0', 0)).toBe(0)
    expect(tries.wait('visitor 99', 0)).toBeGreaterThan(0)
  })
})
