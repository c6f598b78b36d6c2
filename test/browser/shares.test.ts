import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importPeople } from '../../src/base/people/store.ts'
import type { Explanation } from '../../src/dispatch/explain.ts'
import { signPreview } from '../../src/dispatch/preview.ts'
import { shareOf } from '../../src/shares.ts'
import { ask } from '../support/ask.ts'
import { askFor, makeBookable, signIn } from '../support/built-fair.ts'
import { buildFleet, type Fleet, startFleet } from '../support/built-shares.ts'
import type { BuiltWorker } from '../support/built-worker.ts'
import { logLines as lines } from '../support/log-lines.ts'
import { invented } from '../support/people.ts'
import { RawConnection } from '../support/raw-socket.ts'
import { essence } from '../support/reply.ts'
import { openStores, publish, seedBuiltWorker, systemStore } from '../support/seed-built-worker.ts'
import { createOutside } from '../support/share-outside.ts'
import { tenant } from '../support/tenants.ts'

// Several Workers, each with a share of the events, beside the one Worker that has them all.

const COUNT = 3
const OUT = 'dist/test-shares'
const EVENTS = resolve('test/support/share-events')
const SECRET = 'the secret of previews'
const BINDINGS = { APEXES: 'localhost', ADMIN_TOKEN: 'token', PREVIEW_SECRET: SECRET }

let one: BuiltWorker
let several: BuiltWorker
let dists: string[] = []
const started: BuiltWorker[] = []
const outside = createOutside()

async function start(fleet: Omit<Fleet, 'bindings'>): Promise<BuiltWorker> {
  const built = await startFleet({ bindings: BINDINGS, ...fleet })
  started.push(built)
  await seedBuiltWorker(built.worker, SEEDS)
  return built
}

const schedule = {
  format: 'json' as const,
  text: readFileSync('demo/pycon-apac/schedule.json', 'utf8'),
  replace: true,
}
const elsewhere = { hosts: ['south.localhost', 'www.south.example'] }
const SEEDS = [
  {
    tenant: tenant('north', { outbound: ['api.example.com'] }),
    schedule,
    people: null,
    hasModule: true,
  },
  { tenant: tenant('south', elsewhere), schedule: null, people: null, hasModule: true },
  { tenant: tenant('east', { status: 'draft' }), schedule: null, people: null, hasModule: true },
  { tenant: tenant('plain'), schedule, people: null, hasModule: false },
]

beforeAll(async () => {
  const [whole, front, ...shares] = await buildFleet(COUNT, EVENTS, OUT)
  dists = [front, ...shares]
  one = await start({ dists: [whole] })
  several = await start({ dists, outside: outside.answer })
})
afterAll(async () => {
  await Promise.all(started.map(({ worker }) => worker.dispose()))
  rmSync(OUT, { recursive: true })
})

/** An answer as text, without what differs by nature: id, date, and the port. */
async function told(built: BuiltWorker, ...asked: Rest): Promise<string> {
  const [host, path, options] = asked
  const answer = await ask(built.url.origin, host, path, options)
  return JSON.stringify(essence(answer)).replaceAll(built.url.port, '<port>')
}
type Rest = [host: string, path: string, options?: Parameters<typeof ask>[3]]

test('the events of this test live in three different shares', () => {
  expect(['east', 'south', 'north'].map((key) => shareOf(key, COUNT))).toEqual([1, 2, 3])
})

test('the front has no module of an event, a share those it carries', () => {
  const has = (dist: string, key: string): boolean =>
    readdirSync(dist, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .some((file) => new RegExp(`\\(.${key}.\\)`).test(readFileSync(join(dist, file), 'utf8')))
  const held = dists.map((dist) => ['east', 'south', 'north'].filter((key) => has(dist, key)))
  // Share 1 still carries what share 3 takes from it.
  expect(held).toEqual([[], ['east', 'north'], ['south'], ['north']])
})

describe('answers exactly as the one Worker does', () => {
  const post = (body: string) => ({ method: 'POST', body })
  const cases: Rest[] = [
    ...['north', 'south', 'plain'].flatMap((key): Rest[] => [
      [`${key}.localhost`, '/'],
      [`${key}.localhost`, '/', { method: 'HEAD' }],
      [`${key}.localhost`, '/', { headers: { 'accept-language': 'de' } }],
      [`${key}.localhost`, '/agenda'],
      [`${key}.localhost`, '/no-such-page'],
      [`${key}.localhost`, '/', { method: 'DELETE' }],
      [`${key}.localhost`, '/agenda', { method: 'OPTIONS' }],
      [`${key}.localhost`, '/seen?a=1&b=%20ä'],
      [`${key}.localhost`, '/seen', { method: 'HEAD' }],
      [`${key}.localhost`, '/seen', { headers: { cookie: 'a=1; b=2', 'x-forwarded-host': 'x' } }],
      [`${key}.localhost`, '/echo', post('ä 日本 💥\0\r\n')],
      [`${key}.localhost`, '/echo', post('')],
      [`${key}.localhost`, '/echo', post('x'.repeat(100_000))],
      [`${key}.localhost`, '/unread', post('x'.repeat(1_000_000))],
      [`${key}.localhost`, '/stream'],
      [`${key}.localhost`, '/cookies'],
      [`${key}.localhost`, '/elsewhere'],
      [`${key}.localhost`, '/nothing'],
      [`${key}.localhost`, '/tagged'],
      [`${key}.localhost`, '/throws'],
    ]),
    ['south.localhost.', '/seen'],
    ['www.south.example', '/seen?a=1'],
    ['trial--south.localhost', '/'],
    ['east.localhost', '/'],
    ['nobody.localhost', '/'],
    ['localhost', '/'],
  ]

  test.each(cases)('%s %s %j', async (...asked) => {
    expect(await told(several, ...asked)).toBe(await told(one, ...asked))
  })

  test('a body of unknown length, in pieces', async () => {
    const head =
      'POST /echo HTTP/1.1\r\nHost: south.localhost\r\nTransfer-Encoding: chunked\r\n\r\n'
    const connection = new RawConnection(several.url.origin)
    const answer = await connection.ask(`${head}3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n`)
    connection.close()
    expect(answer).toMatchObject({ status: 201, body: 'south: abcdefg' })
  })

  test('a body that is too big', async () => {
    const head = 'POST /echo HTTP/1.1\r\nHost: south.localhost\r\nContent-Length: 99999999\r\n\r\n'
    const connection = new RawConnection(several.url.origin)
    expect((await connection.ask(head))?.status).toBe(413)
    connection.close()
  })

  test('a preview link and its cookie', async () => {
    const token = await signPreview(SECRET, 'east', Math.floor(Date.now() / 1000) + 3600)
    const arrival = await ask(several.url.origin, 'east.localhost', `/seen?preview=${token}`)
    expect(arrival.status).toBe(303)
    const cookie = (arrival.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const shown = await told(several, 'east.localhost', '/seen', { headers: { cookie } })
    expect(shown).toBe(await told(one, 'east.localhost', '/seen', { headers: { cookie } }))
    expect(shown).toContain('"key\\":\\"east')
    expect(shown).toContain('noindex')
  })

  test('20 events at a time', async () => {
    const hosts = ['north', 'south', 'plain', 'nobody'].map((key) => `${key}.localhost`)
    const expected = await Promise.all(hosts.map((host) => told(one, host, '/')))
    const asked = Array.from({ length: 20 }, (_, at) => told(several, hosts[at % 4] ?? '', '/'))
    expect(await Promise.all(asked)).toEqual(asked.map((_, at) => expected[at % 4]))
  })
})

test('every request is logged once, under the number that its answer carries', async () => {
  for (const [host, event, lane] of [
    ['north', 'north', 'shared'],
    ['south', 'south', 'shared'],
    ['plain', 'plain', 'base'],
    ['nobody', null, null],
  ] as const) {
    const before = lines(several).length
    const answer = await ask(several.url.origin, `${host}.localhost`, '/')
    const id = answer.headers.get('x-request-id')
    await expect.poll(() => lines(several).length).toBe(before + 1)
    expect(lines(several).at(-1)).toMatchObject({ type: 'request', requestId: id, event, lane })
  }
})

test('explain asks the share and says so', async () => {
  const explained = async ({ url }: BuiltWorker): Promise<Explanation> => {
    const page = 'http://south.localhost/seen'
    const headers = { authorization: `Basic ${btoa('operator:token')}` }
    const path = `/api/v1/explain?url=${encodeURIComponent(page)}`
    const { body } = await ask(url.origin, 'admin.localhost', path, { headers })
    return { ...(JSON.parse(body) as Explanation), readAt: null }
  }
  const here = await explained(one)
  expect(here).toMatchObject({ lane: 'shared', app: { layer: { by: 'event', pattern: '/seen' } } })
  expect(await explained(several)).toEqual({ ...here, lane: 'shared of share 2' })
})

describe('the way into a share', () => {
  test('is closed to what comes from outside, even with an address of its own', async () => {
    for (const name of ['usher-share-1', 'usher-share-2', 'usher-share-3']) {
      const share = await several.worker.getWorker(name)
      const answer = await share.fetch('http://south.localhost/seen')
      expect([answer.status, await answer.text()]).toEqual([
        404,
        expect.stringContaining('No event here'),
      ])
    }
  })

  test.each([
    { 'usher-share': '2' },
    { 'cf-worker': 'usher', 'x-request-id': 'mine' },
    { forwarded: 'host=north.localhost', 'x-forwarded-host': 'north.localhost' },
  ])('no header leads another way: %j', async (headers) => {
    for (const host of ['south.localhost', 'plain.localhost', 'nobody.localhost']) {
      const forged = await told(several, host, '/seen', { headers })
      expect(forged).toBe(await told(one, host, '/seen', { headers }))
      expect(forged).not.toContain('"key\\":\\"north')
    }
  })

  test('is gone once: a share that is asked for what it does not carry asks nobody', async () => {
    const broken = await start({
      dists,
      misbound: { SHARE_1: null, SHARE_2: 'usher-share-3', SHARE_3: 'usher-share-1' },
    })
    const { origin } = broken.url
    const answer = await ask(origin, 'south.localhost', '/seen')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10'])
    const [fault, ...more] = lines(broken)
    expect(fault).toMatchObject({ type: 'fault', event: 'south', seam: 'platform' })
    expect(fault?.error).toContain('no binding SHARE_2')
    expect(more).toMatchObject([{ type: 'request', event: 'south', status: 503 }])
    // Share 1 carries what share 3 took from it: the front of two shares finds it there.
    expect((await ask(origin, 'north.localhost', '/seen')).status).toBe(200)
    // A share that is not bound at all.
    await publish(broken.worker, tenant('east'))
    expect((await ask(origin, 'east.localhost', '/')).status).toBe(503)
    await expect.poll(() => lines(broken).at(-1)).toMatchObject({ lane: 'remote', event: 'east' })
  })
})

test('a share that fails: 503 for its events, and for no others', async () => {
  const share = `import { WorkerEntrypoint } from 'cloudflare:workers'
    export class Share extends WorkerEntrypoint {
      fetch({ url }) {
        if (url.endsWith('/throws')) throw new Error('broken')
        return url.endsWith('/hangs') ? new Promise(() => {}) : undefined
      }
    }
    export default {}`
  const broken = await start({ dists, instead: { 'usher-share-2': share } })
  const ways = ['GET /throws', 'HEAD /throws', 'POST /throws', 'GET /hangs', 'GET /nothing']
  const answers = await Promise.all(
    ways.map((way) => {
      const [method = '', path = ''] = way.split(' ')
      return ask(broken.url.origin, 'south.localhost', path, { method })
    }),
  )
  for (const { status, headers, body } of answers) {
    expect([status, headers.get('retry-after')]).toEqual([503, '10'])
    expect(body).not.toContain('broken')
  }
  const others: Rest[] = [
    ['north.localhost', '/seen'],
    ['plain.localhost', '/'],
  ]
  for (const asked of others) {
    expect(await told(broken, ...asked)).toBe(await told(one, ...asked))
  }
  const ids = new Set(answers.map(({ headers }) => headers.get('x-request-id')))
  expect(ids.size).toBe(ways.length)
  for (const type of ['request', 'fault']) {
    const noted = lines(broken).filter((line) => line.type === type && line.event === 'south')
    expect(noted).toHaveLength(ways.length)
    expect(new Set(noted.map(({ requestId }) => requestId))).toEqual(ids)
  }
})

test('an event’s mails and hooks are the business of its share, when the front’s queue says so', async () => {
  const north = tenant('north')
  const system = await systemStore(several.worker, north)
  const people = [invented('ada'), invented('bob')]
  const list = { groups: [{ id: 'all', label: 'All' }], tags: [], people }
  await system.write(importPeople, list, 'people')
  await makeBookable(system, north, 2)
  const storeOf = await openStores(several.worker, north)
  const as = (name: string) =>
    signIn(system, storeOf, north.canonicalHost, `${name}@people.example`)
  await askFor(await as('ada'), await as('bob'), null)
  const subject = 'The north: Ada Muster of the north asks you'
  await expect.poll(() => several.mails).toMatchObject([{ to: 'bob@people.example', subject }])
  const said = lines(several).filter(({ type }) => type === 'log')
  expect(said).toEqual([
    { type: 'log', event: 'north', seam: 'hook:meeting.requested', text: 'asked by requester' },
  ])
})

describe('an event calls other systems', () => {
  const call = async (url: string): Promise<unknown> => {
    const path = `/call?url=${encodeURIComponent(url)}`
    return JSON.parse((await ask(several.url.origin, 'north.localhost', path)).body)
  }

  test('that its record allows, without following where they lead, and no more than it can hold', async () => {
    outside.reached.length = 0
    expect(await call('https://api.example.com/')).toEqual({ status: 200, body: 'xxxxx' })
    expect(await call('https://api.example.com/moved')).toEqual({ status: 302, body: '' })
    expect(await call('https://api.example.com/big')).toEqual({
      refused: expect.stringContaining('more than 1048576 bytes'),
    })
    expect(outside.reached.map((url) => new URL(url).pathname)).toEqual(['/', '/moved', '/big'])
    const calls = lines(several).filter(({ type }) => type === 'outbound')
    expect(calls.map(({ status }) => status)).toEqual([200, 302, null])
  })

  test.each([
    'http://api.example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://169.254.169.254/latest/meta-data',
    'https://admin.localhost/api/v1/explain',
    'https://south.localhost/',
    'https://api.example.com@169.254.169.254/',
  ])('but not %s', async (url) => {
    outside.reached.length = 0
    expect(await call(url)).toEqual({ refused: expect.stringMatching(/^TypeError: /) })
    expect(outside.reached).toEqual([])
  })
})
