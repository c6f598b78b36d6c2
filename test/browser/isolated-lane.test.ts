import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { buildReleases } from '../../src/build/release/build-release.ts'
import type { Tenant } from '../../src/contract.ts'
import type { Explanation } from '../../src/dispatch/explain.ts'
import { moduleKey, type Release } from '../../src/isolate/release.ts'
import { ask } from '../support/ask.ts'
import type { BuiltWorker } from '../support/built-worker.ts'
import { type KeptRelease, putRelease, releaseOf } from '../support/releases.ts'
import { essence, type Reply } from '../support/reply.ts'
import { publish } from '../support/seed-built-worker.ts'
import { tenant } from '../support/tenants.ts'
import { done, openPlatform, told as toldBy } from '../support/usher-command.ts'

// Releases that are not what they should be, in the bundle as it would be deployed: what is put where
// releases lie, and what isolates answer, is real. Each event here is bad in one way.

let built: BuiltWorker
/** The base alone, as it is built: of a release for any of these events. */
let base: KeptRelease
beforeAll(async () => {
  built = await openPlatform(inject('dist'))
  const [release] = await buildReleases(process.cwd(), ['maritime-expo'])
  if (release === undefined) throw new Error('Nothing was built.')
  base = release
}, 120_000)
afterAll(async () => {
  vi.unstubAllEnvs()
  await built.worker.dispose()
})

const get = (key: string, path = '/', headers = {}) =>
  ask(built.url.origin, `${key}.localhost`, path, { headers })

/** The modules of the base alone, by name, with others in their place. */
function modulesWith(different: Readonly<Record<string, string>>): Record<string, string> {
  const known = Object.entries(base.manifest.modules)
  const modules = known.map(([name, hash]) => [name, base.texts.get(hash) ?? ''])
  return { ...Object.fromEntries(modules), ...different }
}

const sound = (event: string, manifest: Partial<Release> = {}) =>
  releaseOf(event, modulesWith({}), { ...manifest })

/** Starts over an event's module of this text. */
function withModule(event: string, text: string): Promise<KeptRelease> {
  const main = modulesWith({})[base.manifest.main] ?? ''
  const own = main.replace('guestClass(null)', "guestClass(()=>import('./event/own.js'))")
  return releaseOf(
    event,
    { ...modulesWith({ 'event/own.js': text }), [base.manifest.main]: own },
    { overrides: { fallsOpen: false, seams: {} } },
  )
}

/** Registers an event that is to run from a release. */
async function register(
  key: string,
  { id }: KeptRelease,
  previous: KeptRelease | null,
  different: Partial<Tenant> = {},
): Promise<void> {
  for (const one of previous === null ? [] : [previous]) await putRelease(built.worker, one)
  const release = { id, previous: previous?.id ?? null, pinned: false }
  const record = { ...tenant(key), lane: 'isolated' as const, release, ...different }
  await publish(built.worker, record)
}

interface Bad {
  readonly name: string
  readonly told: string
  /** Puts it there, as bad as it is. */
  readonly put: (event: string) => Promise<KeptRelease>
}

const putting = async (release: Promise<KeptRelease>): Promise<KeptRelease> => {
  await putRelease(built.worker, await release)
  return release
}

const BAD: readonly Bad[] = [
  {
    name: 'a module that is not what its checksum says',
    told: 'is not what its checksum says',
    async put(event) {
      const release = await putting(withModule(event, 'export default {} // sum'))
      const bucket = await built.worker.getR2Bucket('RELEASES')
      const hash = release.manifest.modules['event/own.js'] ?? ''
      await bucket.put(moduleKey(hash), 'export default { views: {} }')
      return release
    },
  },
  {
    name: 'a module that is missing',
    told: 'is not there',
    async put(event) {
      const release = await putting(withModule(event, 'export default {} // gone'))
      const bucket = await built.worker.getR2Bucket('RELEASES')
      await bucket.delete(moduleKey(release.manifest.modules['event/own.js'] ?? ''))
      return release
    },
  },
  { name: 'no manifest', told: 'is not there', put: (event) => sound(event, { messages: {} }) },
  {
    name: 'a newer protocol',
    told: 'newer platform',
    put: (event) => putting(sound(event, { protocol: 99 })),
  },
  {
    name: 'a runtime that throws when it is loaded',
    told: 'not today',
    put: (event) => putting(releaseOf(event, { 'main.js': "throw new Error('not today')" })),
  },
  {
    name: 'what is no script',
    told: 'Failed to start',
    put: (event) => putting(releaseOf(event, { 'main.js': 'export {' })),
  },
  {
    name: 'a module that throws when it is loaded',
    told: 'not today',
    put: (event) => putting(withModule(event, "throw new Error('not today')")),
  },
  {
    name: 'a module that is none',
    told: 'An event module has a default export',
    put: (event) => putting(withModule(event, 'export default 42')),
  },
  {
    name: 'a module that never finishes loading',
    told: '',
    put: (event) => putting(withModule(event, 'await new Promise(() => {}); export default {}')),
  },
]

describe('a release with', () => {
  test.each(BAD.map((bad, at) => ({ ...bad, key: `bad-${at}` })))(
    '$name: the one before it serves, and says so',
    async ({ key, put, told }) => {
      const previous = await sound(key, { versions: { previous: '1' } })
      await register(key, await put(key), previous)
      const answer = await get(key)
      expect(answer).toMatchObject({ status: 200 })
      expect(answer.headers.get('usher-degraded')).toBe('release')
      expect(answer.body).toContain(`The ${key}`)
      const faults = built.log.filter((line) => line.includes(`"event":"${key}"`)).join()
      expect(faults).toContain('"seam":"release"')
      expect(faults).toContain(told)
    },
  )

  test.each(BAD.map((bad, at) => ({ ...bad, key: `alone-${at}` })))(
    '$name, and none before it: nobody serves, and nothing is told of it',
    async ({ key, put }) => {
      await register(key, await put(key), null)
      const answer = await get(key)
      // What was read of it says whether the base alone may stand in.
      const opens = answer.headers.get('usher-degraded') === 'release'
      expect(answer.status).toBe(opens ? 200 : 503)
      expect(answer.body).not.toMatch(/not today|R2|modules\/|releases\//)
    },
  )
})

describe('`usher explain` of an event in an isolate of its own', () => {
  const NOT_TODAY = "throw new Error('not today')"
  const at = (key: string, path = '/') => `http://${key}.localhost:${built.url.port}${path}`
  const explained = (key: string) => toldBy<Explanation>('explain', at(key))

  test('names the lane, the release and what of it answers', async () => {
    const own = "export default { theme: { accent: '#123456' }, views: {} }"
    const release = await putting(withModule('explained', own))
    await register('explained', release, null)
    expect(await explained('explained')).toMatchObject({
      outcome: 'the event answers',
      event: { key: 'explained', statusNow: 'live' },
      lane: 'isolated',
      release: release.id,
      app: { layer: { by: 'base' }, seams: { theme: ['accent'] }, givenUp: [] },
    })
    const text = await done('explain', at('explained', '/agenda'))
    expect(text).toMatch(/^ +lane +isolated, release [0-9a-f]{64}$/m)
    expect(text).toContain(release.id)
  })

  test('whose release does not load names the one before it, and why', async () => {
    const previous = await sound('explained-2', { versions: { previous: '1' } })
    await register('explained-2', await putting(withModule('explained-2', NOT_TODAY)), previous)
    const { outcome, ...rest } = await explained('explained-2')
    expect(outcome).toMatch(
      /^the release before it answers: the release does not load: .*not today/,
    )
    expect(rest).toMatchObject({ lane: 'isolated', release: previous.id })
  })

  test('of which no release loads says that it is closed', async () => {
    const bad = await putting(withModule('explained-3', NOT_TODAY))
    await register('explained-3', bad, null)
    expect(await explained('explained-3')).toMatchObject({
      outcome: expect.stringMatching(/^503: the release does not load: .*not today/),
      lane: 'isolated',
      release: null,
      app: null,
    })
    expect((await get('explained-3')).status).toBe(503)
  })
})

test('a release that serves goes on when nothing is left where it lay', async () => {
  const release = await putting(sound('kept'))
  await register('kept', release, null)
  const before = await get('kept', '/agenda')
  const bucket = await built.worker.getR2Bucket('RELEASES')
  for (const { key } of (await bucket.list()).objects) await bucket.delete(key)
  const after = await get('kept', '/agenda')
  expect(after.headers.get('usher-degraded')).toBeUndefined()
  // Pages say the minute that they are from.
  const told = (reply: Reply): object =>
    essence({ ...reply, body: reply.body.replace(/As of [^.<]*/, '') })
  expect(told(after)).toEqual(told(before))
  expect(before.status).toBe(200)
})

/** A release that answers by hand, past everything that a build puts into one. */
const byHand = (event: string, serve: string): Promise<KeptRelease> =>
  putting(
    releaseOf(event, {
      'main.js': `import { WorkerEntrypoint } from 'cloudflare:workers'
const said = JSON.stringify({ route: '/', own: true, degraded: [], fault: null })
const own = (body, headers = []) =>
  new Response(body, { headers: [['Usher-Said', said], ...headers] })
export class Guest extends WorkerEntrypoint {
  ready() { return null }
  async fetch(request) { const { ports } = this.ctx.props; ${serve} }
}`,
    }),
  )

test('what an answer says is cleaned: cookies for this host alone, nothing of the platform’s', async () => {
  const headers = [
    ['Set-Cookie', 'a=1; Domain=localhost; Path=/'],
    ['Set-Cookie', 'b=2; Path=/; HttpOnly'],
    ['Set-Cookie', '__Host-preview=forged; Path=/; Secure'],
    ['X-Request-Id', 'forged'],
    ['Usher-Degraded', 'nothing'],
    ['Strict-Transport-Security', 'max-age=9; includeSubDomains'],
    ['Clear-Site-Data', '"*"'],
    ['Alt-Svc', 'h3="evil.example:443"'],
    ['Service-Worker-Allowed', '/'],
    ['CDN-Cache-Control', 'public, max-age=9'],
    ['X-Content-Type-Options', 'off'],
    ['X-Own', 'kept'],
    ['Content-Type', 'text/plain'],
  ]
  const serve = `return own('own', ${JSON.stringify(headers)})`
  await register('cleaned', await byHand('cleaned', serve), null)
  const answer = await get('cleaned')
  const said = Object.fromEntries(answer.headers)
  expect(answer).toMatchObject({ status: 200, body: 'own' })
  expect(said['set-cookie']).toBe('a=1; Path=/, b=2; Path=/; HttpOnly')
  expect(said['x-request-id']).not.toBe('forged')
  expect(said).toMatchObject({ 'x-own': 'kept', 'x-content-type-options': 'nosniff' })
  for (const name of ['Usher-Said', ...headers.slice(4, 10).map(([withheld = '']) => withheld)])
    expect(said).not.toHaveProperty(name.toLowerCase())
})

const STOPS: readonly (readonly [string, string])[] = [
  ['throws', "throw new Error('stopped by hand')"],
  ['answers nothing', 'return undefined'],
  ['answers what is no response', 'return { status: 200 }'],
  ['says nothing of its answer', "return new Response('own')"],
  ['says of it what cannot be read', "return new Response('', { headers: { 'Usher-Said': '{' } })"],
  ['never answers', 'await new Promise(() => {})'],
  ['answers with more headers than fit', "return own('', [['a', 'x'.repeat(40000)]])"],
]

test.each(STOPS.map(([name, serve], at) => ({ name, serve, key: `stops-${at}` })))(
  'a release that $name: the event’s error page, and nobody else notices',
  async ({ key, serve }) => {
    const overrides = { fallsOpen: false, seams: {} }
    const release = await byHand(key, serve)
    const closed = await putting(
      releaseOf(key, Object.fromEntries([['main.js', [...release.texts.values()][0] ?? '']]), {
        overrides,
      }),
    )
    await register(key, closed, null, { deadline: 500 })
    const [answer, next] = await Promise.all([get(key), get('cleaned')])
    expect(answer).toMatchObject({ status: 500 })
    expect(answer.headers.get('usher-degraded')).toBe('release')
    expect(answer.body).toContain('This page could not be shown')
    expect(answer.body).not.toContain('stopped by hand')
    expect(next).toMatchObject({ status: 200, body: 'own' })
  },
)

test('an isolate has no network but to the hosts of its record, by either way', async () => {
  const serve = `const tried = []
    for (const go of [(url) => fetch(url), (url) => ports.http(url)]) {
      for (const url of ['https://other.example/', 'http://127.0.0.1/', 'https://x.localhost/']) {
        try { tried.push((await go(url)).status) } catch (error) { tried.push(error.message) }
      }
    }
    return own(JSON.stringify({ tried, env: Object.keys(this.env) }))`
  for (const [key, outbound] of [
    ['shut-in', []],
    ['goes-out', ['api.partner.example']],
  ] as const) {
    await register(key, await byHand(key, serve), null, { outbound })
    const { tried, env } = JSON.parse((await get(key)).body) as { tried: unknown[]; env: string[] }
    expect(env).toEqual([])
    expect(tried).toHaveLength(6)
    for (const outcome of tried) expect(outcome).toEqual(expect.any(String))
  }
})

test('a store is reached as nobody but the visitor, whatever is said in the call', async () => {
  const serve = `const call = { version: 1, event: 'cleaned', viewer: { kind: 'system' },
      input: {}, requestId: null, address: { storeId: 'cleaned-1', host: 'cleaned.localhost' } }
    const tried = []
    for (const name of ['settings.organiser', 'store.published']) {
      try { tried.push((await ports.store({ ...call, name })).ok) } catch (error) { tried.push('no') }
    }
    return own(JSON.stringify(tried))`
  await register('reaches', await byHand('reaches', serve), null)
  expect(JSON.parse((await get('reaches')).body)).toEqual(['no', true])
})
