import { match, matchPublications, matchStore } from '../../src/base/match.ts'
import type { MatchPieces } from '../../src/base/pieces.ts'
import { newSession } from '../../src/base/sign-in/session.ts'
import { openSession } from '../../src/base/sign-in/store.ts'
import { CONFIG } from '../../src/config.ts'
import {
  ANONYMOUS,
  type OutgoingMail,
  type Sql,
  type Store,
  SYSTEM,
  type Tenant,
} from '../../src/contract.ts'
import { plant } from '../../src/dev/plant.ts'
import type { Seed } from '../../src/dev/seed-contract.ts'
import { Breakers } from '../../src/dispatch/breaker.ts'
import { createDispatch } from '../../src/dispatch/dispatch.ts'
import { createEventApps } from '../../src/dispatch/event-apps.ts'
import { runWork, type WorkParts } from '../../src/dispatch/run-work.ts'
import { createMemoryStore } from '../../src/kit/memory-store.ts'
import { createTestIsolates } from '../../src/kit/test-isolates.ts'
import type { Directory, FaultPoint, OpenStore } from '../../src/ports.ts'
import { createKvSnapshots, openPublishedOf } from '../../src/registry/kv-published.ts'
import { createOutbox } from '../../src/store/outbox-client.ts'
import type { StoreStub } from '../../src/store/rpc.ts'
import { publishedQuery } from '../../src/store/publications.ts'
import { inLane } from './lanes.ts'
import { quickenDigests } from './quick-digests.ts'

export type Loader = () => Promise<unknown>

/** Many events in one process, each with its people and a store of its own in memory. */
export interface Hall {
  /** A request to one event; `cookie` is somebody's, from `signIn`. Redirects are not followed. */
  ask(key: string, path: string, init?: Asking): Promise<Response>
  /** Any request, as it comes. */
  fetch(request: Request): Promise<Response>
  /** Somebody's cookie at an event, by their address. */
  signIn(key: string, email: string): Promise<string>
  tenant(key: string): Tenant
  /** An event's store as the platform itself sees it. */
  store(key: string): Store
  readonly rows: Grounds['rows']
  readonly faults: FaultPoint[]
  /** What releases have called of the platform, in the isolated lane; to be emptied. */
  readonly crossings: string[]
  readonly mails: (OutgoingMail & { readonly event: string })[]
  /** The clock of all events, epoch milliseconds; time does not pass by itself. */
  readonly time: { now: number }
  /** Until what was left for after the answers is done, and what the stores want done. */
  settled(): Promise<void>
}

export interface Asking {
  readonly method?: string
  readonly cookie?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string>>
}

/** The people and data of many events, whoever serves them. */
export interface Grounds {
  readonly tenants: ReadonlyMap<string, Tenant>
  readonly openStore: OpenStore
  readonly openStub: (tenant: Tenant) => StoreStub
  /** Everything that an event's store holds, a text for each row. */
  readonly rows: (key: string) => readonly string[]
  readonly time: { now: number }
}

/** Fills a store in memory for each demo event. */
export async function openGrounds(
  seeds: readonly Seed[],
  now = Date.UTC(2027, 0, 10, 12),
): Promise<Grounds> {
  const time = { now }
  const tenants = new Map(seeds.map(({ tenant }) => [tenant.key, tenant]))
  const stores = new Map(
    seeds.map(({ tenant }) => [tenant.key, createMemoryStore(matchStore, () => time.now)]),
  )
  const openStore: OpenStore = (tenant, ...whose) =>
    known(stores, tenant.key).open(tenant, ...whose)
  for (const seed of seeds) {
    const problems = await plant(openStore(seed.tenant, SYSTEM), seed.tenant, seed)
    if (problems.length > 0) throw new Error(problems.join('\n'))
  }
  const openStub = (tenant: Tenant) => known(stores, tenant.key).stub
  return { tenants, openStore, openStub, rows: (key) => rowsOf(known(stores, key).sql), time }
}

function rowsOf(sql: Sql): string[] {
  const tables = sql.all<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL TABLE%'`,
  )
  return tables.flatMap(({ name }) =>
    sql.all<object>(`SELECT * FROM "${name}"`).map((row) => `${name} ${JSON.stringify(row)}`),
  )
}

/** Serves demo events as the Worker does; each call is a Worker that has just started. */
export function serveHall(grounds: Grounds, modules: ReadonlyMap<string, Loader>): Hall {
  quickenDigests()
  const { tenants, openStore, openStub, rows, time } = grounds
  const clock = { now: () => time.now }
  const faults: FaultPoint[] = []
  const crossings: string[] = []
  const mails: Hall['mails'] = []
  const waiting = new Set<Promise<unknown>>()
  let requests = 0
  const directory: Directory = {
    readAt: () => null,
    lookup: (host) => {
      const tenant = tenants.get(host.replace('.localhost', ''))
      return tenant === undefined ? { kind: 'unknown' } : { kind: 'found', tenant: inLane(tenant) }
    },
  }
  const around = {
    directory,
    breakers: new Breakers(clock, CONFIG.breaker),
    openMail: ({ key }: Tenant) => ({
      send: async (mail: OutgoingMail) => void mails.push({ ...mail, event: key }),
    }),
    openHttp: () => ({ fetch: async () => new Response() }),
    openSecrets: () => ({ get: async () => 'whsec_b25lIGZvciBhbGw=' }),
    telemetry: {
      request: () => undefined,
      fault: (fault: FaultPoint) => void faults.push(fault),
      opened: () => undefined,
      note: () => undefined,
    },
  }
  const snapshots = createKvSnapshots({
    records: { get: async () => null },
    fromStore: (of) => openStore(of, ANONYMOUS).read(publishedQuery(matchPublications), {}),
    publications: matchPublications,
    clock,
    options: CONFIG.published,
    report: () => undefined,
  })
  const { limits, breaker } = CONFIG
  const parts: WorkParts<MatchPieces> = {
    ...around,
    apexes: new Set(['localhost']),
    events: modules,
    isolates: createTestIsolates({
      base: match,
      events: modules,
      limits,
      breaker,
      clock,
      ports: { ...around, snapshots, openStub },
      published: (of) => snapshots.current(of),
      called: (port) => void crossings.push(port),
    }),
    base: match,
    eventApps: createEventApps(match, 100),
    openStore,
    fallsOpen: async () => false,
    openPublished: openPublishedOf(snapshots),
    openOutbox: (of) => createOutbox(openStore(of, SYSTEM)),
    originOf: ({ canonicalHost }) => `https://${canonicalHost}`,
    clock,
    newRequestId: () => `request-${++requests}`,
    limits,
    previewSecret: null,
    previews: null,
    platform: () => new Response('Not an event.', { status: 404 }),
  }
  const dispatch = createDispatch(parts)
  const ctx = {
    waitUntil(promise: Promise<unknown>) {
      waiting.add(promise)
      const forget = (): unknown => waiting.delete(promise)
      promise.then(forget, forget)
    },
    passThroughOnException: () => undefined,
    props: {},
  }
  const tenant = (key: string): Tenant => known(tenants, key)
  const store = (key: string): Store => openStore(tenant(key), SYSTEM)
  return {
    ask: async (key, path, asking = {}) => dispatch(request(key, path, asking), ctx),
    fetch: async (asked) => dispatch(asked, ctx),
    async signIn(key, email) {
      const { secret, ...session } = await newSession()
      const opened = await store(key).write(openSession, { email, session }, crypto.randomUUID())
      if (!opened.ok) throw new Error(`${email} is not on the list of ${key}.`)
      return `__Host-session=${secret}`
    },
    tenant,
    store,
    rows,
    faults,
    crossings,
    mails,
    time,
    async settled() {
      await Promise.allSettled(waiting)
      for (const { key: event, storeId, canonicalHost: host } of tenants.values()) {
        await runWork(parts, { event, storeId, host }, ctx)
      }
    },
  }
}

export const openHall = async (
  seeds: readonly Seed[],
  modules: ReadonlyMap<string, Loader>,
): Promise<Hall> => serveHall(await openGrounds(seeds), modules)

function request(key: string, path: string, asking: Asking): Request {
  const origin = `http://${key}.localhost`
  const { form, cookie, headers = {} } = asking
  const method = asking.method ?? (form === undefined ? 'GET' : 'POST')
  const given = {
    ...(cookie === undefined ? {} : { cookie }),
    ...(['GET', 'HEAD'].includes(method) ? {} : { origin }),
    ...headers,
  }
  const body = form === undefined ? null : new URLSearchParams(form)
  return new Request(origin + path, { method, headers: given, body })
}

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key)
  if (value === undefined) throw new Error(`There is no ${key}.`)
  return value
}
