import { beforeAll, describe, expect, test } from 'vitest'
import {
  type EventDoor,
  KEPT_BY_NATURE,
  mailTo,
  readAll,
  type Sent,
} from '../support/event-door.ts'
import { crawl, enliven, type LivelyEvent } from '../support/lively-event.ts'
import { openDoors } from '../support/memory-door.ts'
import { essence, type Reply } from '../support/reply.ts'
import { BY_HAND, ENDS, type OpenPage, type Submission, unreached } from '../support/site-map.ts'
import { tenant } from '../support/tenants.ts'

// What other sites, sibling events and made-up cookies can do: nothing.

const ORIGIN = 'http://guarded.localhost'

/** Origins that a browser may name; null where it names none. */
const ORIGINS = [
  ORIGIN,
  null,
  'http://sibling.localhost',
  'http://localhost',
  'https://guarded.localhost',
  'http://guarded.localhost:8080',
  'http://guarded.localhost.evil.example',
  'http://evil.example',
  'http://guarded.localhost.',
  `${ORIGIN}, ${ORIGIN}`,
  'null',
  '',
]
const SITES = ['same-origin', null, 'same-site', 'cross-site', 'none']

/** Where a form comes from, as far as a browser tells. */
interface Source {
  readonly origin: string | null
  readonly site: string | null
}

const SOURCES: readonly Source[] = ORIGINS.flatMap((origin) =>
  SITES.map((site) => ({ origin, site })),
)
const isOwn = ({ origin, site }: Source): boolean =>
  origin === ORIGIN
    ? site === null || site === 'same-origin'
    : origin === null && site === 'same-origin'

const from = ({ origin, site }: Source): Sent => ({
  origin,
  ...(site === null ? {} : { headers: { 'sec-fetch-site': site } }),
})

/** Mail programs send the one-click form themselves (RFC 8058): its secret is what allows it. */
const FOR_EVERYBODY = '/mails/:secret/:kind'

const doors = openDoors()
let event: LivelyEvent
let sibling: LivelyEvent
let door: EventDoor
let pages: readonly OpenPage[]
let submissions: readonly Submission[]

beforeAll(async () => {
  sibling = await enliven(doors.open(tenant('sibling')))
  event = await enliven(doors.open(tenant('guarded')))
  door = event.door
  const site = await crawl(event)
  pages = site.pages
  expect(unreached(site.submissions)).toEqual([])
  // Whoever is signed out sends nothing more.
  const rank = ({ route }: Submission): number => (ENDS.has(route.pattern) ? 1 : 0)
  submissions = site.submissions.toSorted((a, b) => rank(a) - rank(b))
}, 120_000)

type Change = Sent & { readonly path: string }

/** All that can be changed, as it is sent: by a form of a page, or without one. */
const changes = (): Change[] => [
  ...Object.entries(BY_HAND).map(([path, make]) => ({
    ...make('5'.repeat(22)),
    path,
    cookie: event.guests.get('ada')?.cookie,
  })),
  ...submissions
    .filter(({ route }) => route.pattern !== FOR_EVERYBODY)
    .map(({ cookie, path, values }) => ({ cookie, path, form: values })),
]

/** What every change answers in each of these ways, none of which may change anything. */
async function changeNothing(ways: readonly ((change: Change) => Change)[]): Promise<Reply[]> {
  const before = await readAll(door, KEPT_BY_NATURE)
  const replies: Reply[] = []
  for (const change of changes()) {
    for (const way of ways) {
      const { path, ...sent } = way(change)
      replies.push(await door.send(path, sent))
    }
  }
  const after = await readAll(door, KEPT_BY_NATURE)
  expect(Object.fromEntries(after)).toEqual(Object.fromEntries(before))
  return replies
}

describe('what changes something', () => {
  test('is refused from every page but the event’s own', { timeout: 120_000 }, async () => {
    const foreign = SOURCES.filter((source) => !isOwn(source))
    const replies = await changeNothing(
      foreign.map((source) => (change) => ({ ...change, ...from(source) })),
    )
    const accepted = replies.filter(({ status }) => status !== 403)
    console.log(
      `foreign pages: ${changes().length} forms, ${foreign.length} kinds of page, ` +
        `${replies.length} requests, ${accepted.length} accepted`,
    )
    expect(accepted).toEqual([])
    expect(replies.filter(({ headers }) => headers.has('set-cookie'))).toEqual([])
    expect(replies.length).toBeGreaterThan(1_000)
  })

  test('is done by no other method, whatever the request says it stands for', async () => {
    const asked =
      (method: string) =>
      (change: Change): Change => ({
        method,
        cookie: change.cookie,
        headers: { 'x-http-method-override': 'POST', 'sec-fetch-site': 'same-origin' },
        path: `${change.path}?${new URLSearchParams(withMethod(change)).toString()}`,
      })
    const replies = await changeNothing(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'].map(asked))
    expect(replies.filter(({ status }) => status >= 500)).toEqual([])
  })

  test('is told to no other site', async () => {
    const headers = { origin: 'http://sibling.localhost', 'access-control-request-method': 'POST' }
    const replies = []
    for (const { path } of [...changes(), ...pages]) {
      replies.push(await door.send(path, { method: 'OPTIONS', headers }))
      replies.push(await door.send(path, { cookie: event.guests.get('ada')?.cookie, headers }))
    }
    const allowed = replies.flatMap((reply) => [...reply.headers.keys()])
    expect(allowed.filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

const withMethod = ({ form = [] }: Change): string[][] => [
  ...(Array.isArray(form) ? form : Object.entries(form)).map(([name, value]) => [name, value]),
  ['_method', 'POST'],
]

describe('a session', () => {
  const SECRET = /^__Host-session=([\w-]{43})$/
  const secretOf = (of: LivelyEvent, name: string): string =>
    SECRET.exec(of.guests.get(name)?.cookie ?? '')?.[1] ?? ''
  /** Whose profile a jar opens; null for nobody’s. */
  const whose = async (at: LivelyEvent, cookie: string): Promise<string | null> => {
    const { status, body } = await at.door.send('/me', { cookie })
    return status === 200 ? (/(\w+)\.q7mail@people\.example/.exec(body)?.[1] ?? '?') : null
  }

  test('is worthless on another host, in whatever jar', async () => {
    const [own, foreign] = [secretOf(event, 'ada'), secretOf(sibling, 'bob')]
    const jars = [
      `__Host-session=${foreign}`,
      `session=${foreign}; __Host-session=${foreign}`,
      `__Host-session=${foreign}; Domain=guarded.localhost; Path=/`,
      `__Host-session=${foreign}; __Host-session=${'5'.repeat(43)}`,
      `__Host-session=${'5'.repeat(43)}; __Host-session=${foreign}`,
      ...twisted(own),
    ]
    for (const jar of jars) expect([jar, await whose(event, jar)]).toEqual([jar, null])
    for (const jar of [
      `__Host-session=${own}`,
      `__Host-session=${foreign}; __Host-session=${own}`,
    ]) {
      expect(await whose(event, jar)).not.toBe('bob')
      expect(await whose(sibling, jar)).not.toBe('ada')
    }
    expect(await whose(event, `locale=en; __Host-session=${own}; other=1`)).toBe('ada')
    console.log(`cookie jars: ${jars.length + 2} on two hosts, 0 sessions across`)
  })

  /** Names and values near the right ones. */
  const twisted = (secret: string): string[] => [
    `session=${secret}`,
    `__host-session=${secret}`,
    `__Secure-session=${secret}`,
    `__Host-session-x=${secret}`,
    `x__Host-session=${secret}`,
    `__Host-session =${secret.slice(1)}`,
    `__Host-session=${secret}x`,
    `__Host-session=${secret.slice(0, -1)}`,
    `__Host-session=${secret}%00`,
    `__Host-session=${secret.toUpperCase()}`,
    `__Host-session==${secret}`,
    `__Host-session=${secret},${secret}`,
    `__Host-session%3D${secret}`,
  ]

  test('begins anew at each sign-in, and takes no secret that was there before', async () => {
    const planted = `__Host-session=${'5'.repeat(43)}`
    const first = await signInWith(planted)
    expect(first).not.toBe(planted)
    expect(await whose(event, first)).toBe('cleo')
    expect(await whose(event, planted)).toBeNull()
    const second = await signInWith(first)
    expect(second).not.toBe(first)
    expect(await whose(event, second)).toBe('cleo')
    // What was stolen before is worth nothing from then on.
    expect(await whose(event, first)).toBeNull()
  })

  /** Signs cleo in, in a browser that has this cookie; answers the new one. */
  async function signInWith(cookie: string): Promise<string> {
    const email = 'cleo.q7mail@people.example'
    const before = door.mails.length
    await door.send('/sign-in', { form: { email }, cookie })
    const { text } = await mailTo(door, email, '/sign-in/', before)
    const link = new URL(/https:\S+/.exec(text)?.[0] ?? '').pathname
    const { headers } = await door.send(link, { form: {}, cookie })
    const given = headers.get('set-cookie') ?? ''
    expect(given).toMatch(
      /^__Host-session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    return given.split(';')[0] ?? ''
  }
})

test('whether an address is on the list, hidden, erased or tired of mails: the answer is the same', async () => {
  const addresses = ['dora', 'uma', 'eve', 'nobody'].map((name) => `${name}.q7mail@people.example`)
  const before = door.mails.length
  const told = new Set<string>()
  for (let i = 0; i < 8; i++) {
    for (const email of addresses) {
      const code = { 'code-email': email, code: 'AAAA-AAAA' }
      const replies = [
        await door.send('/sign-in', { form: { email } }),
        await door.send('/sign-in/code?next=/me', { form: code }),
      ]
      for (const reply of replies) {
        told.add(JSON.stringify(essence(reply)).replaceAll(email, '<address>'))
      }
    }
  }
  expect(told.size).toBe(2)
  const sent = door.mails.slice(before).map(({ to }) => to)
  for (const email of addresses) {
    expect(sent.filter((to) => to === email).length).toBeLessThanOrEqual(5)
  }
  expect(sent.filter((to) => to.startsWith('dora'))).toHaveLength(5)
  expect(sent.filter((to) => to.startsWith('eve') || to.startsWith('nobody'))).toEqual([])
})

test('whatever opens a link but its button, the link stays good', async () => {
  const link = `/sign-in/${event.keys.get('link of ada') ?? ''}`
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
    for (let i = 0; i < 4; i++) await door.send(link, { method })
  }
  await door.send(link, { form: {}, origin: 'http://sibling.localhost' })
  expect((await door.send(link, { form: {} })).status).toBe(303)
  expect((await door.send(link, { form: {} })).status).toBe(410)
})

test('every form works from the event’s own pages: none above was refused for itself', async () => {
  for (const change of changes()) {
    for (const source of SOURCES.filter(isOwn)) {
      const { path, ...sent } = { ...change, ...from(source) }
      const { status } = await door.send(path, sent)
      expect([path, source, status === 403 || status >= 500]).toEqual([path, source, false])
    }
  }
})

test('nothing of all this was a fault', () => expect(doors.faults).toEqual([]))
