import type { ExecutionContext } from 'hono'
import { CONFIG, type Config } from '../../src/config.ts'
import type { Ring, Store, Tenant } from '../../src/contract.ts'
import { Breakers } from '../../src/dispatch/breaker.ts'
import { createDispatch } from '../../src/dispatch/dispatch.ts'
import { createEventApps } from '../../src/dispatch/event-apps.ts'
import type { Shares } from '../../src/dispatch/forward.ts'
import { runWork, type Worked, type WorkParts } from '../../src/dispatch/run-work.ts'
import type { Isolates } from '../../src/isolate-ports.ts'
import type {
  Directory,
  FaultPoint,
  NotePoint,
  Opening,
  Outbox,
  RequestPoint,
} from '../../src/ports.ts'
import type { Base } from '../../src/seam/base.ts'
import { tinyBase } from './tiny-base.ts'

interface Setup {
  readonly tenants: readonly Tenant[]
  /** Event key → what its module's file exports, an importer of it, or its share. */
  readonly modules?: Readonly<Record<string, unknown>>
  readonly base?: Base<never>
  readonly limits?: Partial<Config['limits']>
  readonly directory?: Directory
  readonly previewSecret?: string
  readonly previews?: Isolates
  /** Of every event; without it nobody has one. */
  readonly store?: Store
  readonly shares?: Shares
  /** The work of every event. */
  readonly outbox?: Outbox
}

export interface Dispatcher {
  get(url: string, init?: RequestInit): Promise<Response>
  /** Has the work of an event done, as a message of the queue would. */
  readonly work: (ring: Ring) => Promise<Worked>
  readonly faults: FaultPoint[]
  readonly requests: RequestPoint[]
  readonly openings: Opening[]
  readonly notes: NotePoint[]
  /** The clock, epoch milliseconds; to be moved. */
  readonly time: { now: number }
  /** Settles what was handed to `waitUntil`. */
  settled(): Promise<void>
}

/** The whole way of a request in this process, over hand-made tenants and modules. */
export function dispatcher({
  tenants,
  modules = {},
  base = tinyBase as unknown as Base<never>,
  limits = {},
  directory = fixedDirectory(tenants),
  previewSecret,
  previews,
  store = { read: refuse, write: refuse },
  shares = { doors: new Map(), patience: 0 },
  outbox,
}: Setup): Dispatcher {
  const faults: FaultPoint[] = []
  const requests: RequestPoint[] = []
  const openings: Opening[] = []
  const notes: NotePoint[] = []
  const waiting: Promise<unknown>[] = []
  const time = { now: Date.UTC(2027, 2, 27) }
  const clock = { now: () => time.now }
  let requestId = 0
  const parts: WorkParts<never> = {
    apexes: new Set(['localhost']),
    directory,
    events: new Map(Object.entries(modules).map(([key, module]) => [key, entry(module)])),
    isolates: null,
    shares,
    base,
    eventApps: createEventApps(base, CONFIG.apps),
    fallsOpen: async () => false,
    breakers: new Breakers(clock, CONFIG.breaker),
    openStore: () => store,
    openPublished: () => ({ read: refuse, renew: refuse }),
    openOutbox: () => {
      if (outbox === undefined) throw new Error('no work in this test')
      return outbox
    },
    openMail: () => ({ send: refuse }),
    openHttp: () => ({ fetch: refuse }),
    openSecrets: () => ({ get: async (name) => `secret of ${name}` }),
    originOf: ({ canonicalHost }) => `https://${canonicalHost}`,
    clock,
    telemetry: {
      request: (point) => requests.push(point),
      fault: (fault) => faults.push(fault),
      opened: (opening) => openings.push(opening),
      note: (point) => notes.push(point),
    },
    newRequestId: () => `request-${++requestId}`,
    limits: { ...CONFIG.limits, deadline: 1_000, pieceDeadline: 500, ...limits },
    previewSecret: previewSecret ?? null,
    previews: previews ?? null,
    platform: (name) => new Response(`platform ${name}`),
  }
  const dispatch = createDispatch(parts)
  const ctx = {
    waitUntil: (promise: Promise<unknown>) => void waiting.push(promise),
    passThroughOnException: () => undefined,
    props: {},
  } satisfies ExecutionContext
  return {
    get: async (url, init) => dispatch(new Request(url, init), ctx),
    work: (ring) => runWork(parts, ring, ctx),
    faults,
    requests,
    openings,
    notes,
    time,
    settled: async () => void (await Promise.allSettled(waiting)),
  }
}

const fixedDirectory = (tenants: readonly Tenant[]): Directory => {
  const hosts = new Map(tenants.flatMap((tenant) => tenant.hosts.map((host) => [host, tenant])))
  return {
    readAt: () => null,
    lookup: (hostname) => {
      const tenant = hosts.get(hostname)
      return tenant === undefined ? { kind: 'unknown' } : { kind: 'found', tenant }
    },
  }
}

function entry(module: unknown): (() => Promise<unknown>) | number {
  if (typeof module === 'number') return module
  return typeof module === 'function' ? (module as () => Promise<unknown>) : async () => module
}

const refuse = async (): Promise<never> => {
  throw new Error('no store in this test')
}
