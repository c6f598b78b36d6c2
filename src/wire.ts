import { createAdminApp } from './admin/admin-app.tsx'
import { apexPage } from './apex/apex-page.tsx'
import { match, matchPublications } from './base/match.ts'
import type { MatchPieces } from './base/pieces.ts'
import type { Config } from './config.ts'
import { ANONYMOUS, type Clock, type Store, type Tenant, type Viewer } from './contract.ts'
import { Breakers } from './dispatch/breaker.ts'
import { createDispatch, type Dispatch, type DispatchParts } from './dispatch/dispatch.ts'
import { createEventApps } from './dispatch/event-apps.ts'
import { type Explanation, explain } from './dispatch/explain.ts'
import type { Share, Shares } from './dispatch/forward.ts'
import { NO_EVENT, notice } from './dispatch/notice.ts'
import { createSendEmail } from './mail/send-email.ts'
import type {
  EventsMap,
  FallsOpen,
  FaultCounts,
  KeepAlive,
  OpenMail,
  OpenPublished,
  Telemetry,
} from './ports.ts'
import { createRequestIds } from './request-ids.ts'
import { KvDirectory } from './registry/kv-directory.ts'
import { createKvLiveEvents } from './registry/kv-live-events.ts'
import { createKvPublished } from './registry/kv-published.ts'
import { publishedQuery } from './store/publications.ts'
import type { SnapshotRecords } from './store/publisher.ts'
import type { StoreStub } from './store/rpc.ts'
import { StoreClient } from './store/store-client.ts'
import { type CounterStub, createFaultCounts, withFaultCounts } from './telemetry/fault-counts.ts'

/** The Worker's bindings and variables, as in `wrangler.toml`. */
export interface WorkerEnv {
  /** The registry as requests read it: `host:<hostname>` → tenant; and what events publish. */
  readonly TENANTS: KVNamespace
  /** One store an event. */
  readonly EVENTS: DurableObjectNamespace
  /** One counter of faults an event. */
  readonly FAULTS: DurableObjectNamespace
  /** The platform's own domains, separated by spaces. */
  readonly APEXES: string
  /** Opens the admin host; without it there is none. A secret. */
  readonly ADMIN_TOKEN?: string
  /** Signs preview links; without it there are none. A secret. */
  readonly PREVIEW_SECRET?: string
  /** Sends mails; without it nobody can sign in. */
  readonly MAIL?: SendEmail
  /** The address that mails come from. */
  readonly MAIL_FROM?: string
}

/** What differs between the deployed Worker and the one of development. */
export interface Surroundings {
  readonly events: EventsMap
  readonly telemetry: Telemetry
  readonly config: Config
  /** What the build knows of the events; from source nothing is known. */
  readonly fallsOpen?: FallsOpen
  /** Instead of the platform's own. */
  readonly openMail?: OpenMail
  /** Instead of https on the standard port. */
  readonly originOf?: (tenant: Tenant) => string
}

/** Bindings to ports to dispatch. The only place that knows them all. */
export function wire(env: WorkerEnv, surroundings: Surroundings): Dispatch {
  const shares = { doors: doorsOf(env), patience: surroundings.config.share }
  return createDispatch(partsOf(env, surroundings, shares))
}

/** What a Worker with a share of the events' modules offers its front. It forwards nothing itself. */
export interface ShareWires {
  readonly dispatch: Dispatch
  readonly explain: (url: string, method: string, keepAlive: KeepAlive) => Promise<Explanation>
}

export function wireShare(env: WorkerEnv, surroundings: Surroundings): ShareWires {
  const parts = partsOf(env, surroundings, { doors: new Map(), patience: 0 })
  return {
    dispatch: createDispatch(parts),
    explain: (url, method, keepAlive) => explain(parts, new Request(url, { method }), keepAlive),
  }
}

function partsOf(
  env: WorkerEnv,
  {
    events,
    telemetry,
    config,
    fallsOpen = async () => false,
    openMail = createSendEmail(env.MAIL, env.MAIL_FROM),
    originOf = ({ canonicalHost }) => `https://${canonicalHost}`,
  }: Surroundings,
  shares: Shares,
): DispatchParts<MatchPieces> {
  const clock = { now: () => Date.now() }
  const records = { get: (key: string) => env.TENANTS.get(key) }
  const liveEvents = createKvLiveEvents(records, clock, config.liveEvents)
  const faultCounts = createFaultCounts((event) => openCounter(env, event))
  const parts: DispatchParts<MatchPieces> = {
    apexes: new Set(env.APEXES.toLowerCase().split(/\s+/).filter(Boolean)),
    directory: new KvDirectory(records, clock, config.directory, (hostname, error) =>
      telemetry.fault({ requestId: '', event: '', seam: `registry:${hostname}`, error }),
    ),
    events,
    shares,
    base: match,
    eventApps: createEventApps(match, config.apps),
    fallsOpen,
    breakers: new Breakers(clock, config.breaker),
    openStore: (tenant, viewer) => openStore(env, tenant, viewer),
    openPublished: createOpenPublished(env, clock, telemetry, config),
    openMail,
    originOf,
    clock,
    telemetry: withFaultCounts(telemetry, faultCounts),
    newRequestId: createRequestIds(),
    limits: config.limits,
    previewSecret: env.PREVIEW_SECRET ?? null,
    platform: (name, request, keepAlive) =>
      name === '' ? apexPage(request, liveEvents) : admin(request, keepAlive),
  }
  const admin = adminHost(parts, env.ADMIN_TOKEN, faultCounts)
  return parts
}

/** The admin host; without a token it is nobody's host. */
function adminHost(
  parts: DispatchParts<MatchPieces>,
  token: string | undefined,
  faultCounts: FaultCounts,
): (request: Request, keepAlive: KeepAlive) => Response | Promise<Response> {
  if (token === undefined || token === '') return (request) => notice(request, NO_EVENT)
  const app = createAdminApp({
    token,
    explain: (request, keepAlive) => explain(parts, request, keepAlive),
    recentFaults: (event) => faultCounts.recent(event),
    now: () => parts.clock.now(),
  })
  return (request, keepAlive) =>
    app.fetch(
      request,
      {},
      {
        waitUntil: keepAlive,
        passThroughOnException: () => undefined,
        props: {},
      },
    )
}

/** `SHARE_1`, `SHARE_2` …: bindings of the front to its shares; there are none without shares. */
function doorsOf(env: object): ReadonlyMap<number, Share> {
  const doors = new Map<number, Share>()
  for (const [name, binding] of Object.entries(env)) {
    const number = /^SHARE_(\d+)$/.exec(name)?.[1]
    if (number !== undefined) doors.set(Number(number), binding as Share)
  }
  return doors
}

export function openStore(env: WorkerEnv, tenant: Tenant, viewer: Viewer): Store {
  // A new stub for every call: one that has thrown stays broken.
  const stub = (): StoreStub =>
    env.EVENTS.get(env.EVENTS.idFromName(tenant.storeId)) as unknown as StoreStub
  return new StoreClient(stub, tenant, viewer)
}

const everything = publishedQuery(matchPublications)

/** What events have published; one for a Worker, because it remembers. */
export const createOpenPublished = (
  env: WorkerEnv,
  clock: Clock,
  telemetry: Telemetry,
  config: Config,
): OpenPublished =>
  createKvPublished({
    records: { get: (key) => env.TENANTS.get(key) },
    fromStore: (tenant) => openStore(env, tenant, ANONYMOUS).read(everything, {}),
    publications: matchPublications,
    clock,
    options: config.published,
    report: (tenant, error) =>
      telemetry.fault({ requestId: '', event: '', seam: `published:${tenant.key}`, error }),
  })

/** Where the stores put what their events publish. */
export const snapshotRecords = ({ TENANTS }: WorkerEnv): SnapshotRecords => ({
  put: (key, text) => TENANTS.put(key, text),
})

const openCounter = (env: WorkerEnv, event: string): CounterStub =>
  env.FAULTS.get(env.FAULTS.idFromName(event)) as unknown as CounterStub
