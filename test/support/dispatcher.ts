import type { ExecutionContext } from 'hono'
import type { Tenant } from '../../src/contract.ts'
import { createDispatch } from '../../src/dispatch/dispatch.ts'
import type { FaultPoint, RequestPoint } from '../../src/ports.ts'
import type { Base } from '../../src/seam/base.ts'
import { type TinyPieces, tinyBase } from './tiny-base.ts'

interface Setup<Pieces> {
  readonly tenants: readonly Tenant[]
  /** Event key → what its module's file exports, or an importer of it. */
  readonly modules?: Readonly<Record<string, unknown>>
  readonly base?: Base<Pieces>
  readonly deadline?: number
}

export interface Dispatcher {
  get(url: string, init?: RequestInit): Promise<Response>
  readonly faults: FaultPoint[]
  readonly requests: RequestPoint[]
  /** Settles what was handed to `waitUntil`. */
  settled(): Promise<void>
}

/** The whole way of a request in this process, over hand-made tenants and modules. */
export function dispatcher<Pieces = TinyPieces>({
  tenants,
  modules = {},
  base,
  deadline = 200,
}: Setup<Pieces>): Dispatcher {
  const hosts = new Map(tenants.flatMap((tenant) => tenant.hosts.map((host) => [host, tenant])))
  const faults: FaultPoint[] = []
  const requests: RequestPoint[] = []
  const waiting: Promise<unknown>[] = []
  let requestId = 0
  const dispatch = createDispatch<Pieces>({
    apexes: new Set(['localhost']),
    directory: {
      lookup: async (hostname) => {
        const tenant = hosts.get(hostname)
        return tenant === undefined ? { kind: 'unknown' } : { kind: 'found', tenant }
      },
    },
    events: new Map(Object.entries(modules).map(([key, module]) => [key, importer(module)])),
    base: base ?? (tinyBase as unknown as Base<Pieces>),
    openStore: () => ({ read: refuse, write: refuse }),
    clock: { now: () => Date.UTC(2027, 2, 27) },
    telemetry: { request: (point) => requests.push(point), fault: (fault) => faults.push(fault) },
    newRequestId: () => `request-${++requestId}`,
    deadline,
  })
  const ctx = { waitUntil: (promise: Promise<unknown>) => waiting.push(promise) }
  return {
    get: (url, init) => dispatch(new Request(url, init), ctx as unknown as ExecutionContext),
    faults,
    requests,
    settled: async () => void (await Promise.allSettled(waiting)),
  }
}

const importer = (module: unknown) =>
  typeof module === 'function' ? (module as () => Promise<unknown>) : async () => module

const refuse = async (): Promise<never> => {
  throw new Error('no store in this test')
}
