import type { Tenant } from '../contract.ts'
import type { Directory, KeepAlive, Lookup } from '../ports.ts'

export type Resolution =
  | { readonly kind: 'tenant'; readonly tenant: Tenant }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unavailable'; readonly reason: string }

/**
 * Hostname to tenant. A record that lies about its host (published under another one's key) counts
 * as unavailable: the wrong event is never served.
 */
export function resolve(
  hostname: string,
  directory: Directory,
  keepAlive: KeepAlive,
): Resolution | Promise<Resolution> {
  const found = directory.lookup(hostname, keepAlive)
  return found instanceof Promise
    ? found.then((read) => check(read, hostname))
    : check(found, hostname)
}

function check(found: Lookup, hostname: string): Resolution {
  if (found.kind !== 'found') return found
  const { tenant } = found
  const isIts = hostname === tenant.canonicalHost || tenant.hosts.includes(hostname)
  if (!isIts) return { kind: 'unavailable', reason: 'record-invalid' }
  return { kind: 'tenant', tenant }
}
