import { Hono } from 'hono'
import { beforeAll, expect, test } from 'vitest'
import type { EventEnv } from '../../src/kit/kit.ts'
import { type EventDoor, signIn } from '../support/event-door.ts'
import { crawl, enliven, type LivelyEvent } from '../support/lively-event.ts'
import { openDoors } from '../support/memory-door.ts'
import { PAGES, ROUTES, type Site, siteOf, unreached } from '../support/site-map.ts'
import { type Stranger, tryEverything } from '../support/strangers.ts'
import { tenant } from '../support/tenants.ts'

// What a person may not see answers as if it did not exist: every route of the base with everything
// that has an id, asked by people whom it does not concern, against the same with an id that is
// nobody's.

let fair: LivelyEvent
let strangers: readonly Stranger[]
let site: Site

const known = new Set<string>()
let leakyDoor: EventDoor | undefined
/** Three ways to be careless, as an event's own routes. */
const leaky = new Hono<EventEnv>()
  .get('/notes/:id', (c) => (known.has(c.req.param('id')) ? c.text('q7letter') : c.notFound()))
  .get('/state/:id', (c) => c.body(null, known.has(c.req.param('id')) ? 403 : 404))
  .post('/drop/:id', async (c) => {
    await leakyDoor?.sql('DELETE FROM meetings_meetings WHERE id = ?', c.req.param('id'))
    return c.notFound()
  })

const doors = openDoors(new Map([['leaky', async () => ({ default: leaky })]]))

beforeAll(async () => {
  const other = await enliven(doors.open(tenant('other-fair')))
  const own = await enliven(doors.open(tenant('own-fair')))
  fair = { ...own, hidden: new Map([...own.hidden, ...abroad(other)]) }
  strangers = await strangersOf(fair, other)
  site = await crawl(own)
}, 120_000)

/** Everything of another event is hidden in this one: some of each kind. */
const abroad = (other: LivelyEvent): (readonly [string, string])[] =>
  [
    ...[...other.hidden].filter(([what]) => /^a (confirmed|pending)|^session|^badge/.test(what)),
    ...other.keys,
    ['ada', other.guests.get('ada')?.id ?? ''] as const,
  ].map(([what, id]) => [`${what}, of another event`, id])

async function strangersOf({ door, guests }: LivelyEvent, other: LivelyEvent): Promise<Stranger[]> {
  const gone = await signIn(door, 'cleo.q7mail@people.example')
  await door.send('/sign-out', { form: {}, cookie: gone.cookie })
  return [
    { name: 'nobody', cookie: undefined, signedIn: false },
    { name: 'cleo, listed', cookie: guests.get('cleo')?.cookie, signedIn: true },
    { name: 'uma, not listed', cookie: guests.get('uma')?.cookie, signedIn: true },
    { name: 'ada of another event', cookie: other.guests.get('ada')?.cookie, signedIn: false },
    { name: 'cleo, signed out', cookie: gone.cookie, signedIn: false },
    { name: 'eve, erased', cookie: guests.get('eve')?.cookie, signedIn: false },
    { name: 'somebody made up', cookie: `__Host-session=${'5'.repeat(43)}`, signedIn: false },
  ]
}

test('every page opens for somebody, and every form is sent: nothing below is tried in vain', () => {
  const opened = new Set(site.pages.map(({ pattern }) => pattern))
  expect(PAGES.map(({ pattern }) => pattern).filter((pattern) => !opened.has(pattern))).toEqual([])
  expect(unreached(site.submissions)).toEqual([])
})

test(
  'strangers read, learn and change nothing, whatever they try',
  { timeout: 300_000 },
  async () => {
    const { requests, findings } = await tryEverything(fair, strangers, ROUTES, site)
    console.log(
      `authorisation: ${ROUTES.length} routes, ${fair.hidden.size + fair.keys.size} ids, ` +
        `${strangers.length} strangers, ${requests} requests, ${findings.length} findings`,
    )
    expect(findings).toEqual([])
    expect(requests).toBeGreaterThan(3_000)
  },
)

test('a route that leaks is found: by what it shows, by what it does not, by what it changes', async () => {
  const careless = await enliven(doors.open(tenant('leaky')))
  leakyDoor = careless.door
  for (const id of careless.hidden.values()) known.add(id)
  const routes = [
    { method: 'GET', pattern: '/notes/:id' },
    { method: 'GET', pattern: '/state/:id' },
    { method: 'POST', pattern: '/drop/:id' },
  ]
  const nobody = { name: 'nobody', cookie: undefined, signedIn: false }
  const { findings } = await tryEverything(careless, [nobody], routes, siteOf([]))
  expect(findings).toContain('nobody, GET /notes/:id with a confirmed meeting: tells q7letter')
  expect(findings).toContain(
    'nobody, GET /state/:id with a confirmed meeting: 403, but 404 for nobody’s',
  )
  expect(findings).toContain('nobody: meetings_meetings changed')
})

test('nothing of all this was a fault', () => expect(doors.faults).toEqual([]))
