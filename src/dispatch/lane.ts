import type { ReleaseChoice, Tenant, TenantStatus } from '../contract.ts'
import type { Isolates } from '../isolate-ports.ts'
import type { EventsMap } from '../ports.ts'

/** Where an event app runs. */
export type Lane =
  | { readonly kind: 'base' }
  | { readonly kind: 'shared'; readonly load: () => Promise<unknown> }
  /** In another Worker, which has this share of the modules. */
  | { readonly kind: 'remote'; readonly share: number }
  /** In an isolate of its own, from a release; null where the record names none. */
  | IsolatedLane

export interface IsolatedLane {
  readonly kind: 'isolated'
  readonly isolates: Isolates
  readonly release: ReleaseChoice | null
}

/** A lane of this isolate. */
export type LocalLane = Extract<Lane, { kind: 'base' | 'shared' }>

const BASE: Lane = { kind: 'base' }

export interface LaneParts {
  readonly events: EventsMap
  /** null in a Worker that runs what was built into it alone. */
  readonly isolates: Isolates | null
}

/** @param status of the event now: in its show days it stays on what was rehearsed */
export function chooseLane(
  { events, isolates }: LaneParts,
  tenant: Tenant,
  status: TenantStatus,
): Lane {
  const isOnRelease = tenant.lane === 'isolated' || (status === 'frozen' && tenant.release)
  if (isOnRelease && isolates !== null) {
    return { kind: 'isolated', isolates, release: tenant.release ?? null }
  }
  const entry = events.get(tenant.key)
  if (entry === undefined) return BASE
  return typeof entry === 'number'
    ? { kind: 'remote', share: entry }
    : { kind: 'shared', load: entry }
}
