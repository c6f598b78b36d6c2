import { env } from 'cloudflare:workers'
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import type { Hono } from 'hono'
import { beforeAll, describe, expect, test } from 'vitest'
import { CONFIG } from '../../src/config.ts'
import type { FaultPoint } from '../../src/ports.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { serializeTenant } from '../../src/registry/tenant.ts'
import { SAFE_HEADERS } from '../../src/seam/base.ts'
import { wire } from '../../src/wire.ts'
import booksApi from '../support/hono-apps/books-api.ts'
import guestBook from '../support/hono-apps/guest-book.tsx'
import ticker from '../support/hono-apps/ticker.ts'
import { tenant } from '../support/tenants.ts'

// Three Hono apps as their authors wrote them, each dropped in as an event: on every path it serves it
// answers as it does alone, in the real runtime.

const APPS: Readonly<Record<string, Hono>> = {
  books: booksApi as unknown as Hono,
  guests: guestBook,
  ticker,
}
const faults: FaultPoint[] = []
const dispatch = wire(env, {
  events: new Map(
    Object.entries(APPS).map(([key, app]) => [key, async () => ({ default: app })] as const),
  ),
  telemetry: {
    request: () => {},
    fault: (fault) => faults.push(fault),
    opened: () => {},
    note: () => {},
  },
  config: CONFIG,
  openMail: () => ({ send: async () => {} }),
})

beforeAll(async () => {
  for (const key of Object.keys(APPS)) {
    await env.TENANTS.put(hostKey(`${key}.localhost`), serializeTenant(tenant(key)))
  }
})

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: () => BodyInit
}

const json = (value: unknown): Asked => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer very-secret' },
  body: () => JSON.stringify(value),
})
const form = (fields: Record<string, string>, headers: Record<string, string> = {}): Asked => ({
  method: 'POST',
  headers: { origin: 'http://guests.localhost', ...headers },
  body: () => new URLSearchParams(fields),
})
const upload = (): FormData => {
  const data = new FormData()
  data.append('file', new File(['abc'], 'ä.txt', { type: 'text/plain' }))
  return data
}
const book = { title: 'Neu', author: 'C. Muster', year: 2027 }

const CASES: readonly (readonly [key: string, path: string, asked?: Asked])[] = [
  ['books', '/api'],
  ['books', '/api/books'],
  ['books', '/api/books?author=Nobody&limit=1&pretty'],
  ['books', '/api/books', { headers: { origin: 'https://books.example' } }],
  ['books', '/api/books', { headers: { origin: 'https://evil.example' } }],
  [
    'books',
    '/api/books',
    {
      method: 'OPTIONS',
      headers: { origin: 'https://books.example', 'access-control-request-method': 'POST' },
    },
  ],
  ['books', '/api/books/3'],
  ['books', '/api/books/3', { method: 'HEAD' }],
  ['books', '/api/books/9'],
  ['books', '/api/books', json(book)],
  ['books', '/api/books', json({ title: 'Half' })],
  ['books', '/api/books', json({ ...book, title: 'x'.repeat(2000) })],
  ['books', '/api/books', { ...json(book), headers: { 'content-type': 'application/json' } }],
  ['books', '/api/books', { ...json(book), body: () => '{' }],
  ['books', '/api/books/1', { method: 'DELETE', headers: { authorization: 'Bearer wrong' } }],
  ['books', '/api/books/1', { method: 'DELETE', headers: { authorization: 'Bearer very-secret' } }],
  ['books', '/api/mine/shelf'],
  ['books', '/api/mine/shelf', { headers: { 'x-user': 'ada' } }],
  ['books', '/api/broken'],
  ['books', '/api/teapot'],
  ['guests', '/guests'],
  ['guests', '/guests', { headers: { cookie: 'theme=dark' } }],
  ['guests', '/guests/1'],
  ['guests', '/guests/7'],
  ['guests', '/guests/raw'],
  ['guests', '/guests/me'],
  ['guests', '/guests', form({ name: 'Zoé <Z>', text: 'Hi' })],
  ['guests', '/guests', form({ name: '', text: 'Hi' })],
  ['guests', '/guests', form({ name: 'A', text: 'B' }, { origin: 'https://evil.example' })],
  ['guests', '/guests/me', form({ _method: 'DELETE' })],
  [
    'guests',
    '/guests/upload',
    { method: 'POST', headers: { origin: 'http://guests.localhost' }, body: upload },
  ],
  ['guests', '/guests/broken'],
  ['ticker', '/ticker'],
  ['ticker', '/ticker', { headers: { 'last-event-id': '1' } }],
  ['ticker', '/ticker/log'],
  ['ticker', '/ticker/bytes'],
  ['ticker', '/ticker/breaks'],
  ['ticker', '/ticker/pipe'],
  ['ticker', '/ticker/pipe', { method: 'HEAD' }],
  ['ticker', '/ticker/echo', { method: 'POST', body: () => 'echo, echo' }],
  ['ticker', '/ticker/slow'],
  ['ticker', '/ticker/never-modified'],
  ['ticker', '/ticker/never-modified', { headers: { 'if-none-match': '"v1"' } }],
]

const request = (key: string, path: string, { body, ...init }: Asked): Request =>
  new Request(`http://${key}.localhost${path}`, {
    redirect: 'manual',
    ...init,
    body: body?.() ?? null,
  })

async function seen(response: Response) {
  const { 'x-request-id': _, ...headers } = Object.fromEntries(response.headers)
  const cookies = response.headers.getSetCookie()
  const body = [...new Uint8Array(await response.arrayBuffer())]
  return {
    status: response.status,
    headers,
    cookies,
    body: new TextDecoder().decode(new Uint8Array(body)),
  }
}

/** What the platform adds where the app says nothing of it. */
const ADDED = Object.fromEntries(
  Object.entries(SAFE_HEADERS).map(([name, value]) => [name.toLowerCase(), value]),
)

async function both(key: string, path: string, asked: Asked) {
  const ctx = createExecutionContext()
  const alone = await seen(await (APPS[key] as Hono).fetch(request(key, path, asked), {}, ctx))
  const event = await seen(await dispatch(request(key, path, asked), ctx))
  await waitOnExecutionContext(ctx)
  return { alone: { ...alone, headers: { ...ADDED, ...alone.headers } }, event }
}

describe('an app dropped in as an event answers as it does alone:', () => {
  test.each(
    CASES.map(([key, path, asked = {}]) => ({ key, path, asked, method: asked.method ?? 'GET' })),
  )('$key, $method $path', async ({ key, path, asked }) => {
    const { alone, event } = await both(key, path, asked)
    expect(event).toEqual(alone)
  })

  test('every route it has was asked', () => {
    const missed = Object.entries(APPS).flatMap(([key, app]) => {
      const asked = CASES.filter(([of]) => of === key)
      const handled = app.routes.filter(({ method }) => method !== 'ALL')
      return handled
        .filter(({ method, path }) => {
          const pattern = new RegExp(`^${path.replaceAll(/:\w+(?:\{.*?\})?/g, '[^/]+')}/?$`)
          return !asked.some(
            ([, at, { method: by = 'GET' } = {}]) =>
              by === method && pattern.test(at.split('?')[0] ?? ''),
          )
        })
        .map(({ method, path }) => `${key} ${method} ${path}`)
    })
    // A form of HTML stands for it.
    expect(missed).toEqual(['guests DELETE /guests/me'])
  })

  test('a name it signed into a cookie is read back', async () => {
    const sent = await dispatch(
      request('guests', '/guests', form({ name: 'Ada', text: 'Hi' })),
      createExecutionContext(),
    )
    const cookie = sent.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const { alone, event } = await both('guests', '/guests/me', { headers: { cookie } })
    expect(event).toEqual(alone)
    expect(event.body).toContain('Hello Ada')
  })

  test('what its middleware makes of a page that nobody has keeps headers of the base’s', async () => {
    const { alone, event } = await both('guests', '/guests/', {})
    expect(event).toMatchObject({ status: 301, body: alone.body })
    expect(event.headers['location']).toBe(alone.headers['location'])
    const more = Object.keys(event.headers).filter((name) => !(name in alone.headers))
    const base = [
      'cache-control',
      'content-language',
      'content-security-policy',
      'usher-viewer',
      'vary',
    ]
    expect(more).toEqual(base)
  })

  test('what comes first of a stream comes before the rest is there', async () => {
    const response = await dispatch(request('ticker', '/ticker', {}), createExecutionContext())
    const reader = response.body?.getReader()
    const first = new TextDecoder().decode((await reader?.read())?.value)
    expect(first).toContain('101.5')
    expect(first).not.toContain('103.75')
    await reader?.cancel()
  })

  test('what it does not serve is the base’s, and nothing of it was a fault', async () => {
    for (const key of Object.keys(APPS)) {
      const home = await dispatch(request(key, '/', {}), createExecutionContext())
      expect(await home.text()).toContain(`The ${key}`)
    }
    expect(faults).toEqual([])
  })
})
