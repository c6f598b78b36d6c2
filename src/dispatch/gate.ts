import type { Tenant } from '../contract.ts'

export type Gate =
  | { readonly kind: 'pass' }
  /** To the event's canonical host, path and query kept. */
  | { readonly kind: 'redirect'; readonly host: string }
  /** Answered exactly as an unknown host. */
  | { readonly kind: 'hidden' }
  /** The event is over. */
  | { readonly kind: 'gone' }

/** Whether a tenant's host is open now, from its status alone. */
export function gate(tenant: Tenant, hostname: string): Gate {
  switch (tenant.status) {
    case 'draft':
    case 'suspended':
      return { kind: 'hidden' }
    case 'archived':
      return { kind: 'gone' }
    case 'live':
    case 'frozen':
      return hostname === tenant.canonicalHost
        ? { kind: 'pass' }
        : { kind: 'redirect', host: tenant.canonicalHost }
  }
}
