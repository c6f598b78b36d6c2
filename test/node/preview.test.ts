import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PREVIEW_COOKIE, signPreview, verifyPreview } from '../../src/dispatch/preview.ts'
import { dispatcher } from '../support/dispatcher.ts'
import { tenant } from '../support/tenants.ts'

const SECRET = 'a secret that signs'
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const NOW = Date.UTC(2027, 2, 27)
const EXPIRES = NOW / 1000 + 3_600

const sign = (event = 'fair', expires = EXPIRES, secret = SECRET) =>
  signPreview(secret, event, expires)
const verify = (token: string, event = 'fair', now = NOW, secret = SECRET) =>
  verifyPreview(secret, event, token, now)

describe('a preview token', () => {
  test('opens its event until it expires', async () => {
    const token = await sign()
    expect(token).toMatch(/^\d{10}\.[\w-]{43}$/)
    expect(await verify(token)).toBe(EXPIRES)
    expect(await verify(token, 'fair', EXPIRES * 1000 - 1)).toBe(EXPIRES)
    expect(await verify(token, 'fair', EXPIRES * 1000)).toBeNull()
  })

  test('opens no other event, and none with another secret', async () => {
    const token = await sign()
    expect(await verify(token, 'fairs')).toBeNull()
    expect(await verify(token, 'fai')).toBeNull()
    expect(await verify(token, 'fair', NOW, `${SECRET} `)).toBeNull()
    expect(await verify(await sign('next'))).toBeNull()
  })

  test('cannot be given a later end', async () => {
    const [, signature] = (await sign()).split('.')
    expect(await verify(`${EXPIRES + 1}.${signature}`)).toBeNull()
    expect(await verify(`0${EXPIRES}.${signature}`)).toBeNull()
  })

  test('with one character changed opens nothing', async () => {
    const token = await sign()
    // The last character carries two bits that stand for nothing.
    const place = fc.nat(token.length - 2)
    const other = fc.constantFrom(...Array.from({ length: 64 }, (_, i) => BASE64.charAt(i)), '.')
    await fc.assert(
      fc.asyncProperty(place, other, async (at, character) => {
        fc.pre(token[at] !== character)
        expect(await verify(token.slice(0, at) + character + token.slice(at + 1))).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  test('that is garbage of any length opens nothing, and breaks nothing', async () => {
    const like = fc.stringMatching(/^\d{9,11}\.[\w-]{0,60}$/)
    const garbage = fc.oneof(fc.string({ maxLength: 300, unit: 'binary' }), like)
    await fc.assert(
      fc.asyncProperty(garbage, async (token) => {
        expect(await verify(token)).toBeNull()
      }),
      { numRuns: 2_000 },
    )
    expect(await verify('9'.repeat(100_000))).toBeNull()
  })
})

const DRAFT = tenant('fair', {
  status: 'draft',
  hosts: ['fair.localhost', 'fair.example'],
})
const start = (previewSecret: string | null = SECRET) =>
  dispatcher({
    tenants: [
      DRAFT,
      tenant('next', { status: 'draft' }),
      tenant('off', { status: 'suspended' }),
      tenant('open'),
    ],
    ...(previewSecret === null ? {} : { previewSecret }),
  })

type Visit = { readonly cookie?: string; readonly method?: string }

async function visit(url: string, { cookie, method = 'GET' }: Visit = {}, dispatch = start()) {
  const headers = cookie === undefined ? {} : { cookie }
  const response = await dispatch.get(`http://${url}`, { headers, method })
  response.headers.delete('x-request-id')
  const { status } = response
  return { status, headers: Object.fromEntries(response.headers), body: await response.text() }
}

const cookie = async (event = 'fair', expires = EXPIRES, secret = SECRET) =>
  `${PREVIEW_COOKIE}=${await sign(event, expires, secret)}`
const unknown = (dispatch = start()) => visit('nobody.localhost/', {}, dispatch)

describe('a draft', () => {
  const wrong: [string, () => Promise<Visit & { query?: string }>][] = [
    ['nothing', async () => ({})],
    ['a link that is garbage', async () => ({ query: '?preview=garbage' })],
    ['a link of another event', async () => ({ query: `?preview=${await sign('next')}` })],
    [
      'a link that has expired',
      async () => ({ query: `?preview=${await sign('fair', NOW / 1000)}` }),
    ],
    [
      'a link signed by another',
      async () => ({ query: `?preview=${await sign('fair', EXPIRES, 'x')}` }),
    ],
    ['a cookie of another event', async () => ({ cookie: await cookie('next') })],
    ['a cookie that has expired', async () => ({ cookie: await cookie('fair', NOW / 1000) })],
    ['a cookie signed by another', async () => ({ cookie: await cookie('fair', EXPIRES, 'x') })],
    ['a cookie by another name', async () => ({ cookie: (await cookie()).replace('__Host-', '') })],
    ['an empty cookie', async () => ({ cookie: `${PREVIEW_COOKIE}=` })],
  ]

  test.each(wrong)(
    'is hidden, byte for byte as an unknown host, to a visitor with %s',
    async (_, make) => {
      const { query = '', ...init } = await make()
      for (const host of ['fair.localhost', 'fair.example', 'x--fair.localhost']) {
        expect(await visit(`${host}/${query}`, init)).toEqual(await unknown())
        expect(await visit(`${host}/private${query}`, init)).toEqual(await unknown())
      }
    },
  )

  test('gives the visitor of a link a cookie, and takes the link out of the address', async () => {
    const token = await sign()
    const answer = await visit(`fair.localhost:8787/private?a=1&preview=${token}&b=2`)
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe('http://fair.localhost:8787/private?a=1&b=2')
    expect(answer.headers['set-cookie']?.split('; ').toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=3600',
      'Path=/',
      'SameSite=Lax',
      'Secure',
      `${PREVIEW_COOKIE}=${token}`,
    ])
    expect(answer.body).toBe('')
  })

  test('opens to the cookie, for this visitor alone', async () => {
    const answer = await visit('fair.localhost/', { cookie: `a=b; ${await cookie()}; c=d` })
    expect(answer).toMatchObject({ status: 200, body: '<p>Hello The fair</p>' })
    expect(answer.headers).toMatchObject({
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'private, no-store',
    })
    const missing = await visit('fair.localhost/nowhere', { cookie: await cookie() })
    expect(missing.headers).toMatchObject({ 'cache-control': 'private, no-store' })
  })

  test('shows nothing to the next visitor of the same isolate', async () => {
    const dispatch = start()
    await visit('fair.localhost/', { cookie: await cookie() }, dispatch)
    expect(await visit('fair.localhost/', {}, dispatch)).toEqual(await unknown(dispatch))
  })

  test('is never opened without a secret, nor with an empty one', async () => {
    for (const secret of [null, '']) {
      const dispatch = start(secret)
      const token = await sign()
      expect(await visit(`fair.localhost/?preview=${token}`, {}, dispatch)).toEqual(
        await unknown(dispatch),
      )
      const init = { cookie: await cookie() }
      expect(await visit('fair.localhost/', init, dispatch)).toEqual(await unknown(dispatch))
    }
  })

  test('closes when the link expires, cookie or not', async () => {
    const dispatch = start()
    const init = { cookie: await cookie() }
    dispatch.time.now = EXPIRES * 1000 - 1
    expect((await visit('fair.localhost/', init, dispatch)).status).toBe(200)
    dispatch.time.now += 1
    expect(await visit('fair.localhost/', init, dispatch)).toEqual(await unknown(dispatch))
  })

  test('is logged as the event, with no token in it', async () => {
    const dispatch = start()
    await visit(`fair.localhost/?preview=${await sign()}`, {}, dispatch)
    expect(dispatch.requests).toMatchObject([{ event: 'fair', status: 303 }])
    expect(JSON.stringify(dispatch.requests)).not.toContain('.'.concat((await sign()).slice(11)))
  })
})

describe('a preview host', () => {
  test('of a live event needs the link too', async () => {
    expect(await visit('x--open.localhost/')).toEqual(await unknown())
    const arrival = await visit(`x--open.localhost/?preview=${await sign('open')}`)
    expect(arrival).toMatchObject({
      status: 303,
      headers: { location: 'http://x--open.localhost/' },
    })
    const shown = await visit('x--open.localhost/', { cookie: await cookie('open') })
    expect(shown).toMatchObject({ status: 200, headers: { 'x-robots-tag': 'noindex, nofollow' } })
  })

  test('of a draft shows the draft, on that host', async () => {
    const shown = await visit('x--fair.localhost/', { cookie: await cookie() })
    expect(shown).toMatchObject({ status: 200, body: '<p>Hello The fair</p>' })
  })
})

test('a live event is not marked by a preview cookie', async () => {
  const { headers } = await visit('open.localhost/', { cookie: await cookie('open') })
  expect(headers['x-robots-tag']).toBeUndefined()
})

test('a suspended event stays hidden, whatever a visitor brings', async () => {
  for (const host of ['off.localhost', 'x--off.localhost']) {
    expect(await visit(`${host}/?preview=${await sign('off')}`)).toEqual(await unknown())
    expect(await visit(`${host}/`, { cookie: await cookie('off') })).toEqual(await unknown())
  }
})
