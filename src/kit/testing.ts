import { replaceSchedule } from '../base/agenda/store.ts'
import { match, matchPublications, matchStore } from '../base/match.ts'
import { tables } from '../base/meetings/booking-plan.ts'
import { arrangePlaces } from '../base/meetings/configure.ts'
import type { MatchPieces } from '../base/pieces.ts'
import { CONFIG } from '../config.ts'
import { ANONYMOUS, type Clock, type OutgoingMail, SYSTEM, type Tenant } from '../contract.ts'
import { Breakers } from '../dispatch/breaker.ts'
import { createDispatch, type Dispatch } from '../dispatch/dispatch.ts'
import { createEventApps } from '../dispatch/event-apps.ts'
import { runWork, type WorkParts } from '../dispatch/run-work.ts'
import type { Directory, FaultPoint, Telemetry } from '../ports.ts'
import { createKvSnapshots, openPublishedOf } from '../registry/kv-published.ts'
import { parseTenant } from '../registry/tenant.ts'
import { createOutbox } from '../store/outbox-client.ts'
import { publishedQuery } from '../store/publications.ts'
import { createMemoryStore, type MemoryStore } from './memory-store.ts'
import { sampleSchedule } from './sample-schedule.ts'
import {
  createOutside,
  type Outside,
  type OutsideOptions,
  type SentRequest,
} from './test-outside.ts'
import { type TestWebhook, webhookRequest } from './test-webhook.ts'
import { createTestIsolates, LANE, onRelease } from './test-isolates.ts'
import { MovedClock, type TestClock } from './test-clock.ts'
import { signInAll, type TestPeople } from './test-people.ts'

/** For the tests of events, in Node: `usher/kit/testing`. */

export interface TestOptions extends OutsideOptions {
  /** The event key; `test-event` unless given. */
  readonly key?: string
  /** The moment of the visit; unless given, the first morning of the event. */
  readonly now?: Date
  /** The language the event is in, a BCP 47 tag; `en` unless given. */
  readonly locale?: string
  /** Milliseconds the event's code has for an answer, its asynchronous pieces half; 10,000 unless given. */
  readonly deadline?: number
  /**
   * Where the event's code runs: beside other events, or from a release in an isolate of its own. It
   * cannot tell, as long as it works in both. Unless given, what `USHER_LANE` says, or `shared`.
   */
  readonly lane?: 'shared' | 'isolated'
  /** Who is on the event's list, by a short name: `{ ada: {}, bob: { group: 'buyers' } }`. */
  readonly people?: TestPeople
}

/** One browser, as far as HTTP goes. */
export interface Visitor {
  /** GET of an address of the event, `/agenda?track=Stage`. Redirects are not followed. */
  get(path: string): Promise<Response>
  /** What a form on one of the event's own pages sends. */
  post(path: string, form?: Readonly<Record<string, string | readonly string[]>>): Promise<Response>
}

export interface TestEvent extends Visitor {
  /** One of `people`, signed in. `id` is theirs in the event: `/people/<id>`. */
  as(name: string): Visitor & { readonly id: string }
  readonly clock: TestClock
  /**
   * Does what has been left for after the answers: mails, hooks. What fails is tried again when its
   * time comes. Moving the clock does this too.
   */
  work(): Promise<void>
  /** POSTs a signed webhook to a route of the event. */
  deliver(path: string, webhook: TestWebhook): Promise<Response>
  /** What was mailed, oldest first: links to sign in at once, all else once it is worked on. */
  readonly mails: readonly OutgoingMail[]
  /** What the event's code has sent to other systems, webhooks and all; nothing leaves the test. */
  readonly webhooks: readonly SentRequest[]
  /**
   * What failed so far, each with its seam (`view:home`) and error. The base answers for most pieces
   * that fail, so that the page alone does not tell: end a test with `expect(event.faults).toEqual([])`.
   */
  readonly faults: readonly FaultPoint[]
}

/**
 * Serves an event as the Worker does: the real way of a request, over the real base, with a store of
 * its own in memory. The event is called "Test Event", is live from 27 to 28 March 2027 in UTC, has a
 * programme of three sessions (Opening, Workshop, Closing) and two tables for meetings.
 *
 * @param module the default export of the event's file
 * @throws when key or locale could not stand in a tenant record
 */
export async function testEvent(module: unknown, options: TestOptions = {}): Promise<TestEvent> {
  const { now = new Date('2027-03-27T10:15:00Z'), people = {} } = options
  const clock = new MovedClock(now.getTime())
  const plain = testTenant(options)
  const tenant = (options.lane ?? LANE) === 'isolated' ? onRelease(plain) : plain
  const store = createMemoryStore(matchStore, () => clock.now())
  const system = store.open(tenant, SYSTEM)
  await system.write(replaceSchedule, sampleSchedule, 'sample')
  await system.write(arrangePlaces, { places: tables(2) }, 'places')
  const signedIn = await signInAll(system, people)
  const faults: FaultPoint[] = []
  const telemetry = telemetryOf(faults)
  const outside = createOutside(options, clock, telemetry)
  const parts = partsOf(module, tenant, { clock, store, telemetry, outside })
  const dispatch = createDispatch(parts)
  const work = () => doWork(parts, tenant)
  clock.rings({ due: () => store.alarm.due(), ring: () => store.alarm.ring().then(work) })
  const origin = `http://${tenant.canonicalHost}`
  const visitor = (cookie?: string) => visitorOf(dispatch, origin, cookie)
  return {
    ...visitor(),
    as(name) {
      const known = signedIn.get(name)
      if (known !== undefined) return { id: known.id, ...visitor(known.cookie) }
      throw new TypeError(`testEvent: there is no "${name}" among its people.`)
    },
    clock: clock.asTestClock(),
    work,
    async deliver(path, webhook) {
      const url = new URL(path, origin)
      const secrets = outside.openSecrets(tenant)
      return dispatch(await webhookRequest(url, webhook, clock, secrets), NOBODY_WAITS)
    },
    mails: outside.mails,
    webhooks: outside.webhooks,
    faults,
  }
}

async function doWork(parts: WorkParts<MatchPieces>, tenant: Tenant): Promise<void> {
  const { key: event, storeId, canonicalHost: host } = tenant
  await runWork(parts, { event, storeId, host }, NOBODY_WAITS)
}

const NOBODY_WAITS = {
  waitUntil: () => undefined,
  passThroughOnException: () => undefined,
  props: {},
}

const telemetryOf = (faults: FaultPoint[]): Telemetry => ({
  request: () => undefined,
  fault: (fault) => void faults.push(fault),
  opened: () => undefined,
  note: () => undefined,
})

function visitorOf(dispatch: Dispatch, origin: string, cookie: string | undefined): Visitor {
  const ask = async (path: string, init: RequestInit, headers: Record<string, string>) => {
    const given = cookie === undefined ? headers : { ...headers, cookie }
    const waiting: Promise<unknown>[] = []
    const context = {
      waitUntil: (promise: Promise<unknown>) => void waiting.push(promise),
      passThroughOnException: () => undefined,
      props: {},
    }
    const asked = new Request(new URL(path, origin), { ...init, headers: given })
    const response = await dispatch(asked, context)
    // What is done after an answer has been done when the test looks.
    await Promise.allSettled(waiting)
    return response
  }
  return {
    get: (path) => ask(path, {}, {}),
    post: (path, form = {}) => {
      const fields = Object.entries(form).flatMap(([name, given]) =>
        [given].flat().map((value) => [name, value] as [string, string]),
      )
      return ask(path, { method: 'POST', body: new URLSearchParams(fields) }, { origin })
    },
  }
}

interface Around {
  readonly clock: Clock
  readonly store: MemoryStore
  readonly telemetry: Telemetry
  readonly outside: Outside
}

function partsOf(
  module: unknown,
  tenant: Tenant,
  { clock, store, telemetry, outside }: Around,
): WorkParts<MatchPieces> {
  let requests = 0
  const events = new Map([[tenant.key, async () => ({ default: module })]])
  const snapshots = createKvSnapshots({
    records: { get: async () => null },
    fromStore: (of) => store.open(of, ANONYMOUS).read(publishedQuery(matchPublications), {}),
    publications: matchPublications,
    clock,
    options: CONFIG.published,
    report: () => undefined,
  })
  const around = {
    directory: directoryOf(tenant),
    breakers: new Breakers(clock, CONFIG.breaker),
    openMail: outside.openMail,
    openHttp: outside.openHttp,
    openSecrets: outside.openSecrets,
    telemetry,
  }
  const { limits, breaker } = CONFIG
  return {
    ...around,
    apexes: new Set(['localhost']),
    events,
    isolates: createTestIsolates({
      base: match,
      events,
      limits,
      breaker,
      clock,
      ports: { ...around, snapshots, openStub: () => store.stub },
      published: (of) => snapshots.current(of),
    }),
    base: match,
    eventApps: createEventApps(match, 1),
    openStore: store.open,
    openOutbox: (of) => createOutbox(store.open(of, SYSTEM)),
    fallsOpen: async () => false,
    openPublished: openPublishedOf(snapshots),
    originOf: ({ canonicalHost }) => `https://${canonicalHost}`,
    clock,
    newRequestId: () => `request-${++requests}`,
    limits,
    previewSecret: null,
    previews: null,
    platform: () => new Response('Not an event.', { status: 404 }),
  }
}

function testTenant({
  key = 'test-event',
  locale = 'en',
  deadline,
  outbound = [],
}: TestOptions): Tenant {
  const host = `${key}.localhost`
  const tenant = parseTenant({
    schema: 1,
    revision: 1,
    key,
    storeId: `${key}-1`,
    name: 'Test Event',
    canonicalHost: host,
    hosts: [host],
    status: 'live',
    timeZone: 'UTC',
    locales: [locale],
    starts: '2027-03-27',
    ends: '2027-03-28',
    place: 'Main Hall',
    theme: {},
    deadline: deadline ?? null,
    outbound,
  })
  if (!tenant.ok) throw new TypeError(`testEvent: ${tenant.error}`)
  return tenant.value
}

const directoryOf = (tenant: Tenant): Directory => ({
  readAt: () => null,
  lookup: (hostname) =>
    hostname === tenant.canonicalHost ? { kind: 'found', tenant } : { kind: 'unknown' },
})
