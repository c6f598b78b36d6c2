import type { Config } from './config.ts'
import { match } from './base/match.ts'
import type { MatchPieces } from './base/pieces.ts'
import type { Store, Tenant, Viewer } from './contract.ts'
import { Breakers } from './dispatch/breaker.ts'
import { createDispatch, type Dispatch } from './dispatch/dispatch.ts'
import { createEventApps } from './dispatch/event-apps.ts'
import type { EventsMap, Telemetry } from './ports.ts'
import { KvDirectory } from './registry/kv-directory.ts'
import type { StoreStub } from './store/rpc.ts'
import { createStoreClient } from './store/store-client.ts'

/** The Worker's bindings and variables, as in `wrangler.toml`. */
export interface WorkerEnv {
  /** The registry as requests read it: `host:<hostname>` → tenant. */
  readonly TENANTS: KVNamespace
  /** One store an event. */
  readonly EVENTS: DurableObjectNamespace
  /** The platform's own domains, separated by spaces. */
  readonly APEXES: string
  /** Signs preview links; without it there are none. A secret. */
  readonly PREVIEW_SECRET?: string
}

/** Bindings to ports to dispatch. The only place that knows them all. */
export function wire(
  env: WorkerEnv,
  events: EventsMap,
  telemetry: Telemetry,
  config: Config,
): Dispatch {
  const clock = { now: () => Date.now() }
  return createDispatch<MatchPieces>({
    apexes: new Set(env.APEXES.split(' ')),
    directory: new KvDirectory({ get: (key) => env.TENANTS.get(key) }, clock, config.directory),
    events,
    base: match,
    openStore: (tenant, viewer) => openStore(env, tenant, viewer),
    clock,
    telemetry,
    newRequestId: () => crypto.randomUUID(),
    limits: config.limits,
    breakers: new Breakers(clock, config.breaker),
    eventApps: createEventApps(match, config.apps),
    previewSecret: env.PREVIEW_SECRET ?? null,
    platform: () => new Response('platform'),
  })
}

export function openStore(env: WorkerEnv, tenant: Tenant, viewer: Viewer): Store {
  // A new stub for every call: one that has thrown stays broken.
  const stub = (): StoreStub =>
    env.EVENTS.get(env.EVENTS.idFromName(tenant.storeId)) as unknown as StoreStub
  return createStoreClient(stub, tenant, viewer)
}
