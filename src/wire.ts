import type { AccessEnv } from './admin/access/access-env.ts'
import type { LocalDoor } from './admin/access/identify.ts'
import { apexPage } from './apex/apex-page.tsx'
import type { Client } from './base/client/client.ts'
import { createMatch, matchPublications, matchStore } from './base/match.ts'
import type { MatchPieces } from './base/pieces.ts'
import { tellStore } from './base/settings/store.ts'
import type { Config } from './config.ts'
import {
  ANONYMOUS,
  type Clock,
  type Ring,
  type Store,
  SYSTEM,
  type Tenant,
  type Told,
  type Viewer,
} from './contract.ts'
import { Breakers } from './dispatch/breaker.ts'
import { consume, type RingBatch } from './dispatch/consume.ts'
import { createDispatch, type Dispatch } from './dispatch/dispatch.ts'
import { createEventApps } from './dispatch/event-apps.ts'
import { type Explanation, explain } from './dispatch/explain.ts'
import type { Share, Shares } from './dispatch/forward.ts'
import { runWork, type Worked, type WorkParts } from './dispatch/run-work.ts'
import { heldByNow } from './held-by-now.ts'
import type { PortsParts } from './isolate/ports.ts'
import type { IsolateExports } from './isolate/start.ts'
import { createSendEmail } from './mail/send-email.ts'
import { createOpenHttp } from './outbound/open-http.ts'
import type {
  EventsMap,
  FallsOpen,
  KeepAlive,
  OpenMail,
  OpenPublished,
  OpenSecrets,
  Telemetry,
} from './ports.ts'
import { createRequestIds } from './request-ids.ts'
import { KvDirectory } from './registry/kv-directory.ts'
import { createKvLiveEvents } from './registry/kv-live-events.ts'
import { createKvSnapshots, openPublishedOf, type Snapshots } from './registry/kv-published.ts'
import { createOpenSecrets } from './registry/secrets/open-secrets.ts'
import { registrarSecrets } from './registry/secrets/registrar-secrets.ts'
import type { EventStoreParts } from './store/event-store.ts'
import { createOutbox } from './store/outbox-client.ts'
import { publishedQuery } from './store/publications.ts'
import type { StoreStub } from './store/rpc.ts'
import { StoreClient } from './store/store-client.ts'
import type { AlertEnv } from './telemetry/alerts/channels.ts'
import { createFaultCounts, withReports } from './telemetry/fault-counts.ts'
import { adminHost } from './wire-admin.ts'
import { openAlerts, openCounter } from './wire-counters.ts'
import { type IsolatesEnv, openIsolates } from './wire-isolates.ts'
import { apexesOf, openRegistrar } from './wire-registrar.ts'

/** The Worker's bindings and variables, as in `wrangler.toml`. */
export interface WorkerEnv extends AccessEnv, AlertEnv, IsolatesEnv {
  /** The registry as requests read it: `host:<hostname>` → tenant; and what events publish. */
  readonly TENANTS: KVNamespace
  /** One store an event. */
  readonly EVENTS: DurableObjectNamespace
  /** One counter of faults an event. */
  readonly FAULTS: DurableObjectNamespace
  /** The one object that decides what the registry holds. */
  readonly REGISTRAR: DurableObjectNamespace
  /** Tells that a store has work; without it nobody is sent a mail. */
  readonly WORK?: Queue<Ring>
  /** The platform's own domains, separated by spaces. */
  readonly APEXES: string
  /** Signs preview links; without it there are none. A secret. */
  readonly PREVIEW_SECRET?: string
  /** Opens events' secrets: `id:base64,id:base64`, the newest first; without it there are none. A secret. */
  readonly SECRETS_KEY?: string
  /** Sends mails; without it nobody can sign in. */
  readonly MAIL?: SendEmail
  /** The address that mails come from. */
  readonly MAIL_FROM?: string
  /** `off` takes kept pages, and what keeps them, off visitors' devices. */
  readonly OFFLINE?: string
}

/** What differs between the deployed Worker and the one of development. */
export interface Surroundings {
  readonly events: EventsMap
  readonly telemetry: Telemetry
  readonly config: Config
  /** The Worker's own entrypoints; without them no event runs in an isolate. */
  readonly exports?: IsolateExports
  /** What runs in the browser; without it pages go without script. */
  readonly client?: Client
  /** What the build knows of the events; from source nothing is known. */
  readonly fallsOpen?: FallsOpen
  /** Instead of the platform's own. */
  readonly openMail?: OpenMail
  /** Instead of the secrets that the registrar keeps. */
  readonly openSecrets?: OpenSecrets
  /** Another way to the admin host. */
  readonly localDoor?: LocalDoor
  /** Instead of https on the standard port. */
  readonly originOf?: (tenant: Tenant) => string
}

/** What a Worker does when it is asked, and when a store has work. */
export interface Wires {
  readonly dispatch: Dispatch
  readonly consume: (batch: RingBatch, ctx: ExecutionContext) => Promise<void>
  /** What isolates reach of the platform. */
  readonly ports: PortsParts
}

/** Bindings to ports to dispatch. The only place that knows them all. */
export function wireAll(env: WorkerEnv, surroundings: Surroundings): Wires {
  const shares = { doors: doorsOf(env), patience: surroundings.config.share }
  const { parts, ports } = partsOf(env, surroundings, shares)
  return {
    dispatch: createDispatch(parts),
    consume: (batch, ctx) => consume(batch, (ring) => runWork(parts, ring, ctx)),
    ports,
  }
}

/** For whoever has nothing to do with queues. */
export const wire = (env: WorkerEnv, surroundings: Surroundings): Dispatch =>
  wireAll(env, surroundings).dispatch

/** What a Worker with a share of the events' modules offers its front. It forwards nothing itself. */
export interface ShareWires {
  readonly dispatch: Dispatch
  readonly explain: (url: string, method: string, keepAlive: KeepAlive) => Promise<Explanation>
  readonly work: (ring: Ring, ctx: ExecutionContext) => Promise<Worked>
}

export function wireShare(env: WorkerEnv, surroundings: Surroundings): ShareWires {
  const wired = partsOf(env, surroundings, { doors: new Map(), patience: 0 })
  // It runs what was built into it: releases are the front's.
  const parts = { ...wired.parts, isolates: null, previews: null }
  return {
    dispatch: createDispatch(parts),
    explain: (url, method, keepAlive) => explain(parts, new Request(url, { method }), keepAlive),
    work: (ring, ctx) => runWork(parts, ring, ctx),
  }
}

function partsOf(
  env: WorkerEnv,
  {
    events,
    telemetry: written,
    config,
    exports,
    client,
    localDoor,
    fallsOpen = async () => false,
    openMail = createSendEmail(env.MAIL, env.MAIL_FROM),
    openSecrets = createOpenSecrets(registrarSecrets(openRegistrar(env)), env.SECRETS_KEY),
    originOf = ({ canonicalHost }) => `https://${canonicalHost}`,
  }: Surroundings,
  shares: Shares,
): { readonly parts: WorkParts<MatchPieces>; readonly ports: PortsParts } {
  const apexes = apexesOf(env)
  const clock = Object.freeze({ now: () => Date.now() })
  const records = { get: (key: string) => env.TENANTS.get(key) }
  const around = { offline: env.OFFLINE !== 'off' }
  const base = createMatch({ client: client ?? null, ...around })
  const liveEvents = createKvLiveEvents(records, clock, config.liveEvents)
  const counts = createFaultCounts((event) => openCounter(env, event))
  const alerts = openAlerts(env)
  const telemetry = withReports(written, { counts, alerts, clock, keepAlive: heldByNow })
  const snapshots = createSnapshots(env, clock, telemetry, config)
  const parts: WorkParts<MatchPieces> = {
    ...openIsolates(env, { exports, config, clock, around, snapshots }),
    apexes,
    directory: new KvDirectory(records, clock, config.directory, (hostname, error) =>
      telemetry.fault({ requestId: '', event: '', seam: `registry:${hostname}`, error }),
    ),
    events,
    shares,
    base,
    eventApps: createEventApps(base, config.apps),
    fallsOpen,
    breakers: new Breakers(clock, config.breaker),
    openStore: (...whose) => openStore(env, ...whose),
    openOutbox: (tenant) => createOutbox(openStore(env, tenant, SYSTEM)),
    openPublished: openPublishedOf(snapshots),
    openMail,
    openHttp: createOpenHttp({ fetch: sent, apexes, limits: config.outbound, clock, telemetry }),
    openSecrets,
    originOf,
    clock,
    telemetry,
    newRequestId: createRequestIds(),
    limits: config.limits,
    previewSecret: env.PREVIEW_SECRET ?? null,
    platform: (name, request, requestId, keepAlive) =>
      name === '' ? apexPage(request, liveEvents) : admin(request, requestId, keepAlive),
  }
  const registrar = openRegistrar(env)
  const reports = { faultCounts: counts, alerts }
  const admin = adminHost(parts, { env, registrar, ...reports, local: localDoor })
  const openStub = (tenant: Tenant) => stubOf(env, tenant)
  return { parts, ports: { ...parts, openStub, tells: tellStore.name, snapshots } }
}

const sent = (url: string, init: RequestInit): Promise<Response> => fetch(url, init)

/** `SHARE_1`, `SHARE_2` …: bindings of the front to its shares; there are none without shares. */
function doorsOf(env: object): ReadonlyMap<number, Share> {
  const doors = new Map<number, Share>()
  for (const [name, binding] of Object.entries(env)) {
    const number = /^SHARE_(\d+)$/.exec(name)?.[1]
    if (number !== undefined) doors.set(Number(number), binding as Share)
  }
  return doors
}

export function openStore(
  env: WorkerEnv,
  tenant: Tenant,
  viewer: Viewer,
  listeners?: readonly string[],
  told?: Told,
): Store {
  // A new stub for every call: one that has thrown stays broken.
  return new StoreClient(() => stubOf(env, tenant), tenant, viewer, listeners, told)
}

const stubOf = ({ EVENTS }: WorkerEnv, { storeId }: Tenant): StoreStub =>
  EVENTS.get(EVENTS.idFromName(storeId)) as unknown as StoreStub

const everything = publishedQuery(matchPublications)

export const createOpenPublished = (...around: Parameters<typeof createSnapshots>): OpenPublished =>
  openPublishedOf(createSnapshots(...around))

/** What events have published; one for a Worker, because it remembers. */
const createSnapshots = (
  env: WorkerEnv,
  clock: Clock,
  telemetry: Telemetry,
  config: Config,
): Snapshots =>
  createKvSnapshots({
    records: { get: (key) => env.TENANTS.get(key) },
    fromStore: (tenant) => openStore(env, tenant, ANONYMOUS).read(everything, {}),
    publications: matchPublications,
    clock,
    options: config.published,
    report: (tenant, error) =>
      telemetry.fault({ requestId: '', event: '', seam: `published:${tenant.key}`, error }),
  })

/** What the class of an event's store is made of. */
export const matchStoreParts: EventStoreParts<WorkerEnv> = {
  features: matchStore,
  recordsOf: ({ TENANTS }) => ({ put: (key, text) => TENANTS.put(key, text) }),
  ringOf: ({ WORK }) => (WORK === undefined ? null : async (ring) => void (await WORK.send(ring))),
  alertsOf: openAlerts,
}
