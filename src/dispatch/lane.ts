import type { Tenant } from '../contract.ts'
import type { EventsMap } from '../ports.ts'

/** Where an event app runs. */
export type Lane =
  | { readonly kind: 'base' }
  | { readonly kind: 'shared'; readonly load: () => Promise<unknown> }
  /** In another Worker, which has this share of the modules. */
  | { readonly kind: 'remote'; readonly share: number }

/** A lane of this Worker. */
export type LocalLane = Exclude<Lane, { kind: 'remote' }>

const BASE: Lane = { kind: 'base' }

export function chooseLane(tenant: Tenant, events: EventsMap): Lane {
  const entry = events.get(tenant.key)
  if (entry === undefined) return BASE
  return typeof entry === 'number'
    ? { kind: 'remote', share: entry }
    : { kind: 'shared', load: entry }
}
