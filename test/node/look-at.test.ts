import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { type AppEnv, type Command, err, ok } from '../../src/contract.ts'
import { EventReadOnly } from '../../src/event-read-only.ts'
import { RELEASE_COOKIE, signReleasePreview } from '../../src/dispatch/release-preview.ts'
import type { IsolateAnswer, Isolates, IsolateTurn } from '../../src/isolate-ports.ts'
import { dispatcher } from '../support/dispatcher.ts'
import { tenant } from '../support/tenants.ts'

// A release that somebody looks at, in force or not, by a link.

const SECRET = 'a secret that signs'
const EXPIRES = Date.UTC(2027, 2, 27) / 1000 + 3_600
const B = 'b'.repeat(64)
const FAIR = tenant('fair', { hosts: ['fair.localhost', 'fair.example'] })
const DRAFT = tenant('soon', { status: 'draft' })
const OFF = tenant('off', { status: 'suspended' })

interface Asked {
  readonly turn: IsolateTurn
  readonly request: Request
}

/** A release that answers each request with what `serve` says. */
function releases(serve: (request: Request) => unknown) {
  const asked: Asked[] = []
  const isolates: Isolates = {
    open: () =>
      ok({
        about: { fallsOpen: true, hasModule: true, messages: {} },
        serve: async (turn, request) => {
          asked.push({ turn, request })
          return serve(request)
        },
        hook: () => Promise.reject(new Error('Nobody is told of anything.')),
        explain: () => Promise.reject(new Error('Nobody explains.')),
      }),
  }
  return { asked, isolates }
}

const answer = (response: Response, different: Partial<IsolateAnswer> = {}): IsolateAnswer => ({
  response,
  route: '/',
  own: false,
  degraded: [],
  fault: null,
  brokenOff: false,
  reports: { faults: [], opened: [], logs: [] },
  ...different,
})

const page = () =>
  answer(
    new Response('<body><p>Hello from B</p>', {
      headers: { 'Content-Type': 'text/html', 'Set-Cookie': 'a=b', 'Cache-Control': 'public' },
    }),
  )

function start(serve: (request: Request) => unknown = page, isolates?: Isolates) {
  const { asked, isolates: own } = releases(serve)
  const dispatch = dispatcher({
    tenants: [FAIR, DRAFT, OFF],
    previewSecret: SECRET,
    previews: isolates ?? own,
    limits: { deadline: 100 },
  })
  return { dispatch, asked }
}

const token = (whose = FAIR, expires = EXPIRES) =>
  signReleasePreview(SECRET, whose, { release: B, expires })
const cookie = async (whose = FAIR) => `${RELEASE_COOKIE}=${await token(whose)}`

async function look(
  { dispatch }: ReturnType<typeof start>,
  path = '/',
  { method = 'GET', headers = {} }: RequestInit = {},
) {
  const own = { cookie: await cookie(), ...(headers as Record<string, string>) }
  return dispatch.get(`http://fair.localhost${path}`, { method, headers: own })
}

describe('a live event, to whoever has the cookie of a release', () => {
  test('is what the release makes of it, says so, and is for this visitor alone', async () => {
    const world = start()
    const shown = await look(world)
    expect(shown.status).toBe(200)
    const html = await shown.text()
    expect(html).toContain('<p>Hello from B</p>')
    expect(html).toContain('Preview of release bbbbbbbbbbbb')
    expect(shown.headers.get('cache-control')).toBe('private, no-store')
    expect(shown.headers.get('x-robots-tag')).toBe('noindex, nofollow')
    expect(shown.headers.get('set-cookie')).toBeNull()
    expect(world.asked).toMatchObject([{ turn: { tenant: { key: 'fair' } } }])
    expect(world.dispatch.requests).toMatchObject([{ lane: 'isolated', release: B, status: 200 }])
  })

  test('is to everybody else what it was', async () => {
    const world = start()
    const get = () => world.dispatch.get('http://fair.localhost/')
    const before = await (await get()).text()
    await look(world)
    const after = await get()
    expect(await after.text()).toBe(before)
    expect(after.headers.get('x-robots-tag')).toBeNull()
    expect(world.asked).toHaveLength(1)
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])('refuses %s', async (method) => {
    const world = start()
    const refused = await look(world, '/', { method })
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('This is a preview')
    expect(refused.headers.get('cache-control')).toBe('private, no-store')
    expect(world.asked).toEqual([])
  })

  test('installs nothing in the browser', async () => {
    const world = start()
    const refused = await look(world, '/-/worker.js', { headers: { 'service-worker': 'script' } })
    expect([refused.status, world.asked]).toEqual([403, []])
  })

  test('can be left', async () => {
    const left = await look(start(), '/agenda?preview=off')
    expect([left.status, left.headers.get('location')]).toEqual([
      303,
      'http://fair.localhost/agenda',
    ])
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0')
  })

  test('is looked at on its canonical host', async () => {
    const { dispatch } = start()
    const at = `http://fair.example/agenda?preview=${await token()}`
    const response = await dispatch.get(at)
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe(at.replace('fair.example', 'fair.localhost'))
  })

  test('tells that a link shows nothing any more', async () => {
    const { dispatch } = start()
    const old = await token(FAIR, EXPIRES - 7_200)
    const over = await dispatch.get(`http://fair.localhost/?preview=${old}`)
    expect([over.status, await over.text()]).toMatchObject([
      410,
      expect.stringContaining('is over'),
    ])
  })
})

describe('an event that is not open', () => {
  const unknown = async ({ dispatch }: ReturnType<typeof start>) =>
    (await dispatch.get('http://nobody.localhost/')).text()

  test('opens to a link to its release, as long as it is a draft', async () => {
    const world = start()
    const arrival = await world.dispatch.get(`http://soon.localhost/?preview=${await token(DRAFT)}`)
    expect(arrival.status).toBe(303)
    const headers = { cookie: await cookie(DRAFT) }
    const shown = await world.dispatch.get('http://soon.localhost/', { headers })
    expect(await shown.text()).toContain('Hello from B')
  })

  test.each([
    ['a draft, with another event’s link', 'soon', FAIR, EXPIRES],
    ['a draft, with a link that is over', 'soon', DRAFT, EXPIRES - 7_200],
    ['a suspended event, with its own link', 'off', OFF, EXPIRES],
  ])('is hidden as nobody’s host: %s', async (_, key, whose, expires) => {
    const world = start()
    const given = await token(whose, expires)
    const hidden = await world.dispatch.get(`http://${key}.localhost/?preview=${given}`)
    expect([hidden.status, await hidden.text()]).toEqual([404, await unknown(world)])
    const headers = { cookie: `${RELEASE_COOKIE}=${given}` }
    const again = await world.dispatch.get(`http://${key}.localhost/`, { headers })
    expect(await again.text()).toBe(await unknown(world))
    expect(world.asked).toEqual([])
  })
})

describe('a release that fails while it is looked at', () => {
  const failures: [string, (request: Request) => unknown][] = [
    ['throws', () => Promise.reject(new Error('broken'))],
    ['hangs', () => new Promise(() => undefined)],
    ['does not load', () => ({ unloaded: { name: 'Error', message: 'at load', stack: null } })],
    ['answers nonsense', () => 7],
  ]

  test.each(failures)(
    'that %s is told as it is, and counted nowhere',
    async (_, serve) => {
      const world = start(serve)
      for (let i = 0; i < 8; i++) {
        const shown = await look(world)
        expect(shown.status).toBe(503)
        const html = await shown.text()
        expect(html).toContain('bbbbbbbbbbbb')
        expect(html).not.toMatch(/broken|at load/)
      }
      expect(world.asked).toHaveLength(8)
      expect(world.dispatch.faults[0]).toMatchObject({ event: 'fair', seam: 'preview:release' })
      expect(world.dispatch.openings).toEqual([])
    },
    30_000,
  )

  test('that is not there is told as it is', async () => {
    const world = start(page, { open: () => err(new Error('no such release')) })
    expect((await look(world)).status).toBe(503)
  })

  test('tells what of it failed, under a name that nobody counts', async () => {
    const error = { name: 'Error', message: 'no view', stack: null }
    const world = start(() =>
      answer(new Response('<body>'), {
        degraded: ['view:home'],
        reports: { faults: [{ seam: 'view:home', error }], opened: ['view:home'], logs: [] },
      }),
    )
    const shown = await look(world)
    expect(shown.headers.get('usher-degraded')).toBe('view:home')
    expect(world.dispatch.faults).toMatchObject([{ seam: 'preview:view:home' }])
    expect(world.dispatch.openings).toEqual([])
  })
})

test('a page that would write says that nothing can be changed, and is no fault', async () => {
  const command = {} as Command<object, unknown>
  const routes = new Hono<{ Bindings: AppEnv }>().get('/visited', async (c) =>
    c.json(await c.env.store.write(command, {}, 'once')),
  )
  const refuse = () => Promise.reject(new EventReadOnly())
  const dispatch = dispatcher({
    tenants: [FAIR],
    modules: { fair: { default: { routes } } },
    store: { read: refuse, write: refuse },
  })
  const refused = await dispatch.get('http://fair.localhost/visited')
  expect([refused.status, await refused.text()]).toMatchObject([
    403,
    expect.stringContaining('nothing can be changed here'),
  ])
  expect(dispatch.faults).toEqual([])
})
