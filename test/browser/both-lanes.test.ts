import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ask } from '../support/ask.ts'
import { demoDay } from '../support/demo-day.ts'
import { linksOf } from '../support/page-checks.ts'
import { essence, type Reply } from '../support/reply.ts'
import { PAGES, hasParameter } from '../support/site-map.ts'
import { type EventInLanes, openTwoLanes } from '../support/two-lanes.ts'
import type { Served } from '../support/visit.ts'

// Every demo event from the bundle as it would be deployed, over one store: beside other events, and
// from its release in an isolate of its own. What visitors get is the same.

const KEYS = readdirSync('events', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
/** Without code of its own. */
const BARE = 'maritime-expo'
/** Addresses of one event as one visitor; lists go on like their first pages. */
const ENOUGH = 15

let compared = 0
type Lanes = Awaited<ReturnType<typeof openTwoLanes>>
let lanes: Lanes
beforeAll(async () => {
  lanes = await openTwoLanes(inject('dist'), [...KEYS, BARE])
}, 120_000)
afterAll(() => lanes.worker.dispose())

const eventOf = (key: string): EventInLanes => {
  const found = lanes.events.find((event) => event.key === key)
  if (found === undefined) throw new Error(`There is no ${key}.`)
  return found
}

interface Asked {
  readonly method?: string
  readonly cookie?: string
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

/** The answer of one lane, its host written as the event's own. */
async function answer(
  { shared }: EventInLanes,
  host: string,
  path: string,
  { method, cookie, form, headers = {} }: Asked,
): Promise<Reply> {
  const { origin, port } = lanes.url
  const reply = await ask(origin, host, path, {
    method: method ?? (form === undefined ? 'GET' : 'POST'),
    headers: {
      origin: `http://${host}:${port}`,
      ...(cookie === undefined ? {} : { cookie }),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
  })
  const own = (text: string): string => text.replaceAll(host, shared)
  const received = [...reply.headers].map(([name, value]) => [name, own(value)] as const)
  return { ...reply, headers: new Map(received), body: own(reply.body) }
}

/** What differs because it is drawn of the host, or is the moment: the badge's code, a download's date. */
function plain(path: string, reply: Reply): Reply {
  const headers = new Map(reply.headers)
  if (path.split('?')[0] === '/badge') {
    headers.delete('content-length')
    return { ...reply, headers, body: reply.body.replaceAll(/ d="[^"]*"/g, '') }
  }
  if (path === '/me/privacy/data.json') {
    return { ...reply, body: reply.body.replace(/"exported": "[^"]*"/, '') }
  }
  return reply
}

async function alike(event: EventInLanes, path: string, asked: Asked = {}): Promise<Reply> {
  const minute = new Date().getMinutes()
  const shared = await answer(event, event.shared, path, asked)
  const isolated = await answer(event, event.isolated, path, asked)
  // Pages say when they are from.
  if (new Date().getMinutes() !== minute) return alike(event, path, asked)
  expect(essence(plain(path, isolated)), path).toEqual(essence(plain(path, shared)))
  return isolated
}

/** Follows links from the base's own pages on. Answers how many addresses were compared. */
async function crawl(event: EventInLanes, asked: Asked): Promise<number> {
  const fixed = PAGES.filter((page) => !hasParameter(page)).map(({ pattern }) => pattern)
  const queue = ['/', ...fixed]
  const seen = new Set<string>()
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (seen.has(path) || (seen.size >= fixed.length + ENOUGH && !fixed.includes(path))) continue
    seen.add(path)
    const { headers, body } = await alike(event, path, asked)
    if (!(headers.get('content-type') ?? '').startsWith('text/html')) continue
    for (const { kind, address } of linksOf(body, path)) {
      if (kind !== 'post') queue.push(address.split('#')[0] ?? '')
    }
  }
  return seen.size
}

describe.each([...KEYS, BARE])('%s', (key) => {
  test('shows nobody the same pages in both lanes', async () => {
    compared += await crawl(eventOf(key), {})
  })

  test('shows somebody the same pages in both lanes', async () => {
    const event = eventOf(key)
    compared += await crawl(event, { cookie: event.cookie })
  })

  test('answers other methods, and forms, the same in both lanes', async () => {
    const event = eventOf(key)
    const { cookie } = event
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
      for (const path of ['/', '/agenda', '/nowhere']) await alike(event, path, { method })
    }
    await alike(event, '/sign-in', { form: { email: 'nobody@else.example' } })
    await alike(event, '/me', { form: {} })
    await alike(event, '/me', { cookie, form: { name: '' } })
    await alike(event, '/nowhere', { cookie, form: { a: 'b' } })
    const foreign = { origin: 'https://elsewhere.example' }
    const refused = await alike(event, '/me', { cookie, form: {}, headers: foreign })
    expect(refused.status).toBeGreaterThanOrEqual(400)
  })
})

/** Asks an event where it is isolated. */
const served: Served = {
  async ask(key, path, asked = {}) {
    const event = eventOf(key)
    const reply = await answer(event, event.isolated, path, asked)
    return new Response(reply.status === 303 ? null : reply.body, {
      status: reply.status,
      headers: [...reply.headers],
    })
  },
  signIn: (key, email) => eventOf(key).signIn(email),
  settled: async () => undefined,
}

test('people meet, mails have the event’s own words, and its hooks are called', async () => {
  await demoDay(served, 'coffee-chats')
  await expect
    .poll(() => lanes.mails.map(({ subject }) => subject).join())
    .toMatch(/Coffee chat|Kaffeetermin/)
  await demoDay(served, 'crm-sync')
  // What it signs with is not set here: the hook ran, asked for it, and is tried again.
  const hooked = (line: string): boolean =>
    line.includes('"event":"crm-sync"') && line.includes('"seam":"hook:')
  await expect.poll(() => lanes.log.filter(hooked).join()).toContain('secret')
})

test('many pages were compared, each release was asked, and nothing of it failed', () => {
  console.log(`both lanes: ${compared} pages alike`)
  expect(compared).toBeGreaterThan(400)
  const points = lanes.log.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
  const isolated = points.filter(({ lane }) => lane === 'isolated')
  expect(new Set(isolated.map(({ event }) => event))).toEqual(new Set([...KEYS, BARE]))
  const faults = points.filter(({ type, seam }) => type === 'fault' && !seam.startsWith('hook:'))
  expect(faults).toEqual([])
  expect(isolated.filter(({ fault, degraded }) => fault !== null || degraded.length > 0)).toEqual(
    [],
  )
})
