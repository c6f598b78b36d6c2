import type { Tenant } from '../contract.ts'
import type { EventsMap } from '../ports.ts'

/** Where an event app runs. */
export type Lane =
  | { readonly kind: 'base' }
  | { readonly kind: 'shared'; readonly load: () => Promise<unknown> }

const BASE: Lane = { kind: 'base' }

export function chooseLane(tenant: Tenant, events: EventsMap): Lane {
  const load = events.get(tenant.key)
  return load === undefined ? BASE : { kind: 'shared', load }
}
