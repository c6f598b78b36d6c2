import { replaceSchedule } from '../base/agenda/store.ts'
import { match, matchPublications, matchStore } from '../base/match.ts'
import type { MatchPieces } from '../base/pieces.ts'
import { CONFIG } from '../config.ts'
import { ANONYMOUS, SYSTEM, type Tenant } from '../contract.ts'
import { Breakers } from '../dispatch/breaker.ts'
import { createDispatch } from '../dispatch/dispatch.ts'
import { createEventApps } from '../dispatch/event-apps.ts'
import type { Directory, FaultPoint } from '../ports.ts'
import { createKvPublished } from '../registry/kv-published.ts'
import { parseTenant } from '../registry/tenant.ts'
import { publishedQuery } from '../store/publications.ts'
import { createMemoryStore } from './memory-store.ts'
import { sampleSchedule } from './sample-schedule.ts'

/** For the tests of events, in Node: `usher/kit/testing`. */

export interface TestOptions {
  /** The event key; `test-event` unless given. */
  readonly key?: string
  /** The moment of the visit; unless given, the first morning of the event. */
  readonly now?: Date
  /** The language the event is in, a BCP 47 tag; `en` unless given. */
  readonly locale?: string
}

export interface TestEvent {
  /** GET of an address of the event, `/agenda?track=Stage`. Redirects are not followed. */
  get(path: string): Promise<Response>
  /**
   * What failed so far, each with its seam (`view:home`) and error. The base answers for most pieces
   * that fail, so that the page alone does not tell: end a test with `expect(event.faults).toEqual([])`.
   */
  readonly faults: readonly FaultPoint[]
}

/**
 * Serves an event as the Worker does: the real way of a request, over the real base, with a store of
 * its own in memory. The event is called "Test Event", is live from 27 to 28 March 2027 in UTC, and
 * has a programme of three sessions: Opening, Workshop, Closing.
 *
 * @param module the default export of the event's file
 * @throws when key or locale could not stand in a tenant record
 */
export async function testEvent(module: unknown, options: TestOptions = {}): Promise<TestEvent> {
  const { now = new Date('2027-03-27T10:15:00Z') } = options
  const clock = { now: () => now.getTime() }
  const tenant = testTenant(options)
  const openStore = createMemoryStore(matchStore, clock.now)
  await openStore(tenant, SYSTEM).write(replaceSchedule, sampleSchedule, 'sample')
  const faults: FaultPoint[] = []
  let requests = 0
  const dispatch = createDispatch<MatchPieces>({
    apexes: new Set(['localhost']),
    directory: directoryOf(tenant),
    events: new Map([[tenant.key, async () => ({ default: module })]]),
    base: match,
    eventApps: createEventApps(match, 1),
    breakers: new Breakers(clock, CONFIG.breaker),
    openStore,
    fallsOpen: async () => false,
    openPublished: createKvPublished({
      records: { get: async () => null },
      fromStore: (of) => openStore(of, ANONYMOUS).read(publishedQuery(matchPublications), {}),
      publications: matchPublications,
      clock,
      options: CONFIG.published,
      report: () => undefined,
    }),
    openMail: () => ({ send: async () => {} }),
    originOf: ({ canonicalHost }) => `https://${canonicalHost}`,
    clock,
    telemetry: {
      request: () => undefined,
      fault: (fault) => void faults.push(fault),
      opened: () => undefined,
    },
    newRequestId: () => `request-${++requests}`,
    limits: CONFIG.limits,
    previewSecret: null,
    platform: () => new Response('Not an event.', { status: 404 }),
  })
  const origin = `http://${tenant.canonicalHost}`
  return {
    get: async (path) => dispatch(new Request(new URL(path, origin)), CONTEXT),
    faults,
  }
}

function testTenant({ key = 'test-event', locale = 'en' }: TestOptions): Tenant {
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
  })
  if (!tenant.ok) throw new TypeError(`testEvent: ${tenant.error}`)
  return tenant.value
}

const directoryOf = (tenant: Tenant): Directory => ({
  readAt: () => null,
  lookup: (hostname) =>
    hostname === tenant.canonicalHost ? { kind: 'found', tenant } : { kind: 'unknown' },
})

/** Nothing outlives the test. */
const CONTEXT = {
  waitUntil: () => undefined,
  passThroughOnException: () => undefined,
  props: {},
}
