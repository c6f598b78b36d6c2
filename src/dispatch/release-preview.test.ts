import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asPreview } from './preview-banner.ts'
import { signPreview } from './preview.ts'
import {
  isReleaseToken,
  RELEASE_COOKIE,
  signReleasePreview,
  verifyReleasePreview,
} from './release-preview.ts'
import { mayPreviewRelease, readReleaseVisit } from './release-visit.ts'

const SECRET = 'a secret that signs'
const NOW = Date.UTC(2027, 2, 27)
const EXPIRES = NOW / 1000 + 3_600
const FAIR = { key: 'fair', storeId: 'fair-1', canonicalHost: 'fair.example' }
const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]

const sign = (release = A, whose = FAIR) =>
  signReleasePreview(SECRET, whose, { release, expires: EXPIRES })
const verify = (token: string, whose = FAIR, now = NOW, secret = SECRET) =>
  verifyReleasePreview(secret, whose, token, now)

describe('a token to a release', () => {
  test('shows its release until it expires', async () => {
    const token = await sign()
    expect(isReleaseToken(token)).toBe(true)
    expect(await verify(token)).toEqual({ release: A, expires: EXPIRES })
    expect(await verify(token, FAIR, EXPIRES * 1000 - 1)).not.toBeNull()
    expect(await verify(token, FAIR, EXPIRES * 1000)).toBeNull()
  })

  test.each([
    ['event', { ...FAIR, key: 'fairs' }],
    ['store', { ...FAIR, storeId: 'fair-2' }],
    ['host', { ...FAIR, canonicalHost: 'fairs.example' }],
  ])('shows nothing of another %s', async (_, other) => {
    expect(await verify(await sign(), other)).toBeNull()
    expect(await verify(await sign(A, other))).toBeNull()
  })

  test('is no token to an event, nor the other way round', async () => {
    expect(isReleaseToken(await signPreview(SECRET, 'fair', EXPIRES))).toBe(false)
    expect(await verify(await signPreview(SECRET, 'fair', EXPIRES))).toBeNull()
  })

  test('shows no other release, no longer, and nothing with another secret', async () => {
    const [, , signature] = (await sign()).split('.')
    expect(await verify(`${EXPIRES}.${B}.${signature}`)).toBeNull()
    expect(await verify(`${EXPIRES + 1}.${A}.${signature}`)).toBeNull()
    expect(await verify(await sign(), FAIR, NOW, `${SECRET} `)).toBeNull()
  })

  test('that is garbage of any length shows nothing, and breaks nothing', async () => {
    const like = fc.stringMatching(/^\d{9,11}\.[0-9a-f]{0,66}\.[\w-]{0,60}$/)
    const garbage = fc.oneof(fc.string({ maxLength: 300, unit: 'binary' }), like)
    await fc.assert(
      fc.asyncProperty(garbage, async (token) => {
        expect(await verify(token)).toBeNull()
      }),
      { numRuns: 200 },
    )
  })
})

interface Brought {
  readonly query?: string
  readonly cookie?: string
}

const request = ({ query = '', cookie }: Brought) =>
  new Request(
    `https://fair.example/agenda${query}`,
    cookie === undefined ? {} : { headers: { cookie } },
  )
const read = (brought: Brought, secret: string | null = SECRET) =>
  readReleaseVisit(request(brought), FAIR, secret, NOW)

describe('a visit', () => {
  test('with a link is turned into one with a cookie of this host, until the link ends', async () => {
    const token = await sign()
    const visit = await read({ query: `?day=2&preview=${token}` })
    if (visit.kind !== 'turned') throw new Error(visit.kind)
    expect(visit.response.status).toBe(303)
    expect(visit.response.headers.get('location')).toBe('https://fair.example/agenda?day=2')
    expect(visit.response.headers.get('set-cookie')).toBe(
      `${RELEASE_COOKIE}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=3600`,
    )
    expect(visit.response.headers.get('cache-control')).toBe('private, no-store')
  })

  test('with the cookie sees the release', async () => {
    const visit = await read({ cookie: `a=b; ${RELEASE_COOKIE}=${await sign(B)}; c=d` })
    expect(visit).toEqual({ kind: 'visitor', preview: { release: B, expires: EXPIRES } })
  })

  test('ends by a word in the address, which takes the cookie away', async () => {
    const visit = await read({
      query: '?preview=off',
      cookie: `${RELEASE_COOKIE}=${await sign()}`,
    })
    if (visit.kind !== 'turned') throw new Error(visit.kind)
    expect(visit.response.headers.get('set-cookie')).toContain(`${RELEASE_COOKIE}=; `)
    expect(visit.response.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(await read({ query: '?preview=off' })).toEqual({ kind: 'none' })
  })

  test('with a link that shows nothing is told so; a cookie that does is as none', async () => {
    const foreign = await sign(A, { ...FAIR, key: 'other' })
    expect(await read({ query: `?preview=${foreign}` })).toEqual({ kind: 'over' })
    expect(await read({ cookie: `${RELEASE_COOKIE}=${foreign}` })).toEqual({ kind: 'none' })
  })

  test('without a secret shows nothing', async () => {
    const token = await sign()
    for (const secret of [null, '']) {
      expect(await read({ query: `?preview=${token}` }, secret)).toEqual({ kind: 'none' })
      expect(await read({ cookie: `${RELEASE_COOKIE}=${token}` }, secret)).toEqual({ kind: 'none' })
    }
  })

  test('without link and cookie is not looked at closer', async () => {
    expect(mayPreviewRelease(request({}))).toBe(false)
    expect(mayPreviewRelease(request({ cookie: '__Host-session=x', query: '?q=1' }))).toBe(false)
    expect(mayPreviewRelease(request({ query: '?preview=x' }))).toBe(true)
    expect(mayPreviewRelease(request({ cookie: `${RELEASE_COOKIE}=x` }))).toBe(true)
  })
})

const streamOf = (...pieces: readonly Uint8Array[]) =>
  new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })

const HTML = { 'Content-Type': 'text/html; charset=utf-8' }
const shown = (body: BodyInit | null, headers: Record<string, string> = HTML) =>
  asPreview(new Response(body, { headers }), { release: A, expires: EXPIRES })

describe('an answer of a release that is looked at', () => {
  test('says so behind the tag of its body, and has a way out', async () => {
    const html = await shown('<!doctype html><body class="x"><h1>Žluťoučký 日本</h1>').text()
    expect(html).toMatch(/^<!doctype html><body class="x"><aside [^>]*>.*<\/aside><h1>/)
    expect(html).toContain('<h1>Žluťoučký 日本</h1>')
    expect(html).toContain('Preview of release aaaaaaaaaaaa.')
    expect(html).toContain('Until 2027-03-27 01:00 UTC.')
    expect(html).toContain('href="?preview=off"')
  })

  test('says so wherever its bytes are cut', async () => {
    const page = '<body data-name="日本"><p>日本</p>'
    const bytes = new TextEncoder().encode(page)
    const whole = await shown(page).text()
    for (let cut = 1; cut < bytes.length; cut++) {
      const pieces = streamOf(bytes.slice(0, cut), bytes.slice(cut))
      expect(await shown(pieces).text()).toBe(whole)
    }
  })

  test('that is no page, or has no such tag, is as it was', async () => {
    expect(await shown('{"a":"<body>"}', { 'Content-Type': 'application/json' }).text()).toBe(
      '{"a":"<body>"}',
    )
    expect(await shown('<p>a fragment</p>').text()).toBe('<p>a fragment</p>')
    expect(await shown(null).text()).toBe('')
    const long = new TextEncoder().encode('x'.repeat(300_000))
    const late = await shown(streamOf(long, new TextEncoder().encode('<body>'))).text()
    expect(late.length).toBe(300_006)
  })

  test('leaves nothing with the visitor', () => {
    const { headers } = shown('<body>', {
      ...HTML,
      'Set-Cookie': '__Host-session=x',
      'Usher-Viewer': 'somebody',
      ETag: '"1"',
      'Content-Length': '6',
      'X-Own': 'stays',
    })
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'text/html; charset=utf-8',
      'x-own': 'stays',
    })
  })
})
