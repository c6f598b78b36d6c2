import type { RegistrarOptions } from './config.ts'
import { type Store, SYSTEM } from './contract.ts'
import { createDoh } from './outbound/dns-over-https.ts'
import { needsProof } from './registry/registrar/host-rules.ts'
import { kvRecords } from './registry/registrar/kv-records.ts'
import type { Registrar } from './registry/registrar/registrar-calls.ts'
import {
  createRegistrar,
  REGISTRAR_NAME,
  type RegistrarStub,
} from './registry/registrar/registrar-client.ts'
import type { RegistrarParts } from './registry/registrar/registrar.ts'
import type { StoreStub } from './store/rpc.ts'
import { handOn } from './store/hand-on.ts'
import { StoreClient, type StoreOwner } from './store/store-client.ts'
import { suspend } from './store/suspension.ts'
import { openAlerts } from './wire-counters.ts'

/** What the registrar, and whoever asks it, needs of a Worker's bindings. */
export interface RegistrarEnv {
  readonly TENANTS: KVNamespace
  readonly EVENTS: DurableObjectNamespace
  readonly REGISTRAR: DurableObjectNamespace
  readonly FAULTS: DurableObjectNamespace
  readonly APEXES: string
}

/** The writing side of the registry. */
export const openRegistrar = ({ REGISTRAR }: Pick<RegistrarEnv, 'REGISTRAR'>): Registrar =>
  createRegistrar(
    () => REGISTRAR.get(REGISTRAR.idFromName(REGISTRAR_NAME)) as unknown as RegistrarStub,
  )

/** What the class of the registrar is made of. */
export const registrarParts = ({
  patience,
  ...kept
}: RegistrarOptions): RegistrarParts<RegistrarEnv> => ({
  rulesOf: (env) => ({
    apexes: apexesOf(env),
    newId: () => crypto.randomUUID().slice(0, 8),
    needsProof: (host) => needsProof(host, apexesOf(env)),
    ...kept,
  }),
  outletsOf: (env) => ({
    records: kvRecords(env.TENANTS),
    tellStore: async ({ suspended, ...owner }) => {
      const told = { suspended, revision: owner.revision }
      await openStore(env, owner).write(suspend, told, crypto.randomUUID())
    },
    handOn: ({ from, to }) => handOn(openStore(env, from), openStore(env, to), { from, to }),
    dns: createDoh({ fetch: (url, init) => fetch(url, init), timeout: 5_000, limit: 64 * 1024 }),
    alerts: openAlerts(env),
  }),
  patience,
})

/** An event's store, as the platform itself sees it. */
const openStore = ({ EVENTS }: Pick<RegistrarEnv, 'EVENTS'>, owner: StoreOwner): Store =>
  new StoreClient(
    () => EVENTS.get(EVENTS.idFromName(owner.storeId)) as unknown as StoreStub,
    owner,
    SYSTEM,
  )

/** The platform's own domains. */
export const apexesOf = ({ APEXES }: Pick<RegistrarEnv, 'APEXES'>): ReadonlySet<string> =>
  new Set(APEXES.toLowerCase().split(/\s+/).filter(Boolean))
