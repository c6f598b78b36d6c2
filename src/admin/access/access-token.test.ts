import { createServer } from 'node:http'
import { base64url, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createAccessKeys } from './access-keys.ts'
import { readAccessToken } from './access-token.ts'

const ISSUER = 'https://team.cloudflareaccess.com'
const AUDIENCE = 'audience-of-the-admin-host'

const newKey = async (kid: string) => {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { kid, publicKey, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256' } }
}
const first = await newKey('first')
const second = await newKey('second')
const strange = await newKey('first')

/** What the endpoint of the keys answers, and how often it was asked. */
const keysAt = { answer: () => Response.json({}), asked: 0 }
let time = Date.now()
let keys = open()

function open() {
  return createAccessKeys({
    issuer: ISSUER,
    clock: { now: () => time },
    fetch: async (url) => {
      expect(url).toBe(`${ISSUER}/cdn-cgi/access/certs`)
      keysAt.asked++
      return keysAt.answer()
    },
  })
}

const publish = (...published: readonly { readonly jwk: object }[]): void => {
  keysAt.answer = () => Response.json({ keys: published.map(({ jwk }) => jwk) })
}

beforeEach(() => {
  time = Date.now()
  keysAt.asked = 0
  keys = open()
  publish(first)
})

type Claims = Readonly<Record<string, unknown>>

const CLAIMS = { email: 'ada@example.org', sub: 'a-user', custom: { groups: ['events'] } }

const signed = (
  { header = {}, claims = {} }: { readonly header?: object; readonly claims?: Claims } = {},
  { kid, privateKey }: typeof first = first,
) =>
  new SignJWT({ ...CLAIMS, iss: ISSUER, aud: [AUDIENCE], ...claims })
    .setProtectedHeader({ alg: 'RS256', kid, ...header })
    .setIssuedAt(Math.floor(time / 1000))
    .setExpirationTime(Number(claims['exp'] ?? Math.floor(time / 1000) + 600))
    .sign(privateKey)

const read = (token: string) =>
  readAccessToken(token, { issuer: ISSUER, audience: AUDIENCE, keys, clock: { now: () => time } })

const part = (value: unknown): string => base64url.encode(JSON.stringify(value))

describe('a token of Access', () => {
  test('names a person and the groups of their identity provider', async () => {
    expect(await read(await signed())).toEqual({
      ok: true,
      value: { name: 'ada@example.org', groups: ['events'], isPerson: true },
    })
  })

  test('names a service, which no browser is', async () => {
    const claims = { email: undefined, sub: '', common_name: 'deploys.access', custom: undefined }
    expect(await read(await signed({ claims }))).toEqual({
      ok: true,
      value: { name: 'deploys.access', groups: [], isPerson: false },
    })
  })
})

describe('refused is', () => {
  const now = () => Math.floor(time / 1000)
  const payload = () => ({
    ...CLAIMS,
    iss: ISSUER,
    aud: [AUDIENCE],
    iat: now(),
    exp: now() + 600,
  })
  const hmac = (alg: string, secret: string) =>
    new SignJWT(payload())
      .setProtectedHeader({ alg, kid: 'first' })
      .sign(new TextEncoder().encode(secret))

  test.each<[string, () => Promise<string>]>([
    [
      'a token with alg none',
      async () => `${part({ alg: 'none', kid: 'first' })}.${part(payload())}.`,
    ],
    [
      'a signature by a key that is no RSA key',
      async () => {
        const { privateKey } = await generateKeyPair('ES256')
        return new SignJWT(payload())
          .setProtectedHeader({ alg: 'ES256', kid: 'first' })
          .sign(privateKey)
      },
    ],
    [
      'RS512, by the right key',
      async () => {
        const { privateKey } = await generateKeyPair('RS512')
        return new SignJWT(payload())
          .setProtectedHeader({ alg: 'RS512', kid: 'first' })
          .sign(privateKey)
      },
    ],
    [
      'the public key as an HMAC secret',
      async () => hmac('HS256', await exportSPKI(first.publicKey)),
    ],
    ['the key’s modulus as an HMAC secret', async () => hmac('HS256', String(first.jwk.n))],
    ['an expired one', () => signed({ claims: { exp: now() - 60 } })],
    ['one that is not valid yet', () => signed({ claims: { nbf: now() + 600 } })],
    ['one for another application', () => signed({ claims: { aud: ['another'] } })],
    ['one for nothing', () => signed({ claims: { aud: undefined } })],
    ['one of another team', () => signed({ claims: { iss: 'https://evil.cloudflareaccess.com' } })],
    ['one of nobody', () => signed({ claims: { iss: undefined } })],
    ['one by a key nobody knows', () => signed({}, second)],
    ['one by another key of the same name', () => signed({}, strange)],
    ['one that names no key', () => signed({ header: { kid: undefined } })],
    ['one whose key is a number', () => signed({ header: { kid: 7 } })],
    ['one that brings its own key', () => signed({ header: { jwk: second.jwk } }, second)],
    ['one that names nobody', () => signed({ claims: { email: undefined } })],
    ['one that names a number', () => signed({ claims: { email: 7 } })],
    [
      'one with other claims behind the signature',
      async () => {
        const [header, , signature] = (await signed()).split('.')
        return `${header}.${part({ ...payload(), email: 'owner@example.org' })}.${signature}`
      },
    ],
    [
      'one without its signature',
      async () => `${(await signed()).split('.').slice(0, 2).join('.')}.`,
    ],
    ['garbage', async () => 'garbage'],
    ['three parts of garbage', async () => 'a.b.c'],
    ['nothing', async () => ''],
    ['a lot of garbage', async () => 'x'.repeat(100_000)],
  ])('%s', async (_, make) => {
    expect(await read(await make())).toMatchObject({ ok: false, error: { tag: 'unknown' } })
  })

  test('one without an expiry', async () => {
    const token = await new SignJWT({ ...CLAIMS, iss: ISSUER, aud: AUDIENCE })
      .setProtectedHeader({ alg: 'RS256', kid: 'first' })
      .setIssuedAt()
      .sign(first.privateKey)
    expect(await read(token)).toMatchObject({ ok: false, error: { tag: 'unknown' } })
  })
})

describe('the keys of Access', () => {
  test('are read once for many tokens', async () => {
    for (let i = 0; i < 5; i++) expect((await read(await signed())).ok).toBe(true)
    expect(keysAt.asked).toBe(1)
  })

  test('rotate: a new key is read when a token names it, the old one goes', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: time })
    try {
      expect((await read(await signed())).ok).toBe(true)
      publish(first, second)
      vi.setSystemTime((time += 31_000))
      expect((await read(await signed({}, second))).ok).toBe(true)
      publish(second)
      vi.setSystemTime((time += 10 * 60_000))
      expect(await read(await signed())).toMatchObject({ ok: false, error: { tag: 'unknown' } })
      expect((await read(await signed({}, second))).ok).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  })

  test('are not read again for every name that somebody makes up', async () => {
    expect((await read(await signed())).ok).toBe(true)
    for (let i = 0; i < 20; i++) await read(await signed({ header: { kid: `made-up-${i}` } }))
    expect(keysAt.asked).toBe(1)
  })

  test.each([
    ['the endpoint answers 500', () => new Response('no', { status: 500 })],
    ['the endpoint leads elsewhere', () => Response.redirect('https://evil.example/keys')],
    ['the answer is no JSON', () => new Response('<html>')],
    ['the answer is no list of keys', () => Response.json({ hello: 'world' })],
    ['the answer does not end', () => new Response('x'.repeat(100_000))],
  ])('nobody is judged while %s', async (_, answer) => {
    keysAt.answer = answer
    expect(await read(await signed())).toMatchObject({ ok: false, error: { tag: 'unavailable' } })
  })

  test('are left alone for a moment after a failure, and then read', async () => {
    keysAt.answer = () => new Response('no', { status: 500 })
    for (let i = 0; i < 10; i++) {
      expect(await read(await signed())).toMatchObject({ ok: false, error: { tag: 'unavailable' } })
    }
    expect(keysAt.asked).toBe(1)
    publish(first)
    time += 5_000
    expect((await read(await signed())).ok).toBe(true)
  })

  test('that do not come in time hold nobody up for long', async () => {
    const silent = createServer(() => undefined)
    const { promise, resolve } = Promise.withResolvers<void>()
    silent.listen(0, '127.0.0.1', resolve)
    await promise
    const { port } = silent.address() as { readonly port: number }
    keys = createAccessKeys({
      issuer: ISSUER,
      clock: { now: () => time },
      fetch: (_, init) => fetch(`http://127.0.0.1:${port}/`, init),
    })
    const begun = Date.now()
    expect(await read(await signed())).toMatchObject({ ok: false, error: { tag: 'unavailable' } })
    expect(Date.now() - begun).toBeLessThan(15_000)
    silent.closeAllConnections()
    silent.close()
  })
})
