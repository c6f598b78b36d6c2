import type { Tenant, TenantStatus } from '../contract.ts'
import { redirected } from '../redirects.ts'
import { instant, statusAt } from '../status-schedule.ts'

/** What the gate looks at. */
export interface Visit {
  readonly tenant: Tenant
  /** The host that was asked for, canonical. */
  readonly hostname: string
  /** Whether it is a preview host of the event. */
  readonly previewHost: boolean
  /** Whether the visitor has shown a preview link of the event. */
  readonly previewed: boolean
  readonly method: string
  /** Path without query. */
  readonly path: string
  /** Epoch milliseconds. */
  readonly now: number
}

export type Gate =
  | { readonly kind: 'pass'; readonly status: TenantStatus }
  /** To another host of the event, path and query kept. */
  | { readonly kind: 'canonical'; readonly host: string }
  /** To another path of the event, query kept. */
  | { readonly kind: 'moved'; readonly path: string }
  /** Answered exactly as an unknown host, unless a preview link opens it. */
  | { readonly kind: 'hidden'; readonly opensToPreview: boolean }
  /** Closed for a while; `retryAfter` in seconds. */
  | { readonly kind: 'closed'; readonly text: string; readonly retryAfter: number }
  /** The event is over, and leads to where its organisers say, if anywhere. */
  | { readonly kind: 'gone'; readonly redirect: string | null }
  /** The event is over and can be read, but nothing can be done in it. */
  | { readonly kind: 'read-only' }

/** Seconds after which visitors of a closed event are asked back when nobody knows how long. */
const RETRY_AFTER = 300
const MAX_RETRY_AFTER = 24 * 60 * 60

/** Whether an event is open to a visit now: from its record and the clock alone. */
export function gate(visit: Visit): Gate {
  const { tenant, hostname, previewHost, previewed, now } = visit
  const status = statusAt(tenant, now)
  if (status === 'suspended') return { kind: 'hidden', opensToPreview: false }
  if ((status === 'draft' || previewHost) && !previewed) {
    return { kind: 'hidden', opensToPreview: true }
  }
  if (!previewHost && hostname !== tenant.canonicalHost) {
    return { kind: 'canonical', host: tenant.canonicalHost }
  }
  const closed = previewed ? null : closedNow(tenant, now)
  if (closed !== null) return closed
  if (status === 'archived') {
    const over = afterwards(visit)
    if (over !== null) return over
  }
  const path = tenant.redirects.length === 0 ? null : redirected(tenant.redirects, visit.path)
  return path === null ? { kind: 'pass', status } : { kind: 'moved', path }
}

function closedNow({ notice, timeZone }: Tenant, now: number): Gate | null {
  if (notice === null) return null
  if (notice.until === null) return { kind: 'closed', text: notice.text, retryAfter: RETRY_AFTER }
  const left = Math.ceil((instant(notice.until, timeZone) - now) / 1000)
  if (left <= 0) return null
  return { kind: 'closed', text: notice.text, retryAfter: Math.min(left, MAX_RETRY_AFTER) }
}

function afterwards({ tenant, method, now }: Visit): Gate | null {
  const { farewell, timeZone } = tenant
  if (farewell !== null && now >= instant(farewell.from, timeZone)) {
    return { kind: 'gone', redirect: farewell.redirect }
  }
  return ['GET', 'HEAD', 'OPTIONS'].includes(method) ? null : { kind: 'read-only' }
}
