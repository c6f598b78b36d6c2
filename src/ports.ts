import type { Store, Tenant, Viewer } from './contract.ts'

/** The reading side of the registry: hostname to tenant. */
export interface Directory {
  /** `keepAlive` is the request's `waitUntil`: it holds reads that other requests wait for. */
  lookup(hostname: string, keepAlive: KeepAlive): Promise<Lookup>
}

export type KeepAlive = (promise: Promise<unknown>) => void

export type Lookup =
  | { readonly kind: 'found'; readonly tenant: Tenant }
  | { readonly kind: 'unknown' }
  /** The registry did not answer, or holds a record that does not parse, and nothing older is known. */
  | { readonly kind: 'unavailable'; readonly reason: 'registry-error' | 'record-invalid' }

/** Opens the store of one event for one viewer; cheap, does no I/O. */
export type OpenStore = (tenant: Tenant, viewer: Viewer) => Store

/** Event key to importer of its module. */
export type EventsMap = ReadonlyMap<string, () => Promise<unknown>>

export interface Telemetry {
  request(point: RequestPoint): void
  fault(fault: FaultPoint): void
}

/** One answered request. Holds nothing about a person. */
export interface RequestPoint {
  readonly requestId: string
  /** null when no event answered. */
  readonly event: string | null
  readonly lane: string | null
  readonly method: string
  readonly status: number
  /** Milliseconds. */
  readonly duration: number
  /** Seams that were answered by the base because the module's own faulted. */
  readonly degraded: readonly string[]
}

export interface FaultPoint {
  readonly requestId: string
  readonly event: string
  /** `routes`, `view:home`, `message:home.title`, `module`; `platform` when it is not the module's. */
  readonly seam: string
  readonly error: unknown
}
