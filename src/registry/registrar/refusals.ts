import type { TenantStatus } from '../../contract.ts'
import type { Issue } from '../tenant.ts'

/** Why an operation was not done. Nothing has changed. */
export type RegistrarRefusal =
  /** At least one issue. */
  | { readonly tag: 'invalid'; readonly issues: readonly Issue[] }
  /** Written by newer code than this. */
  | { readonly tag: 'newer-schema'; readonly schema: number }
  | { readonly tag: 'unknown-event'; readonly key: string }
  | { readonly tag: 'unknown-host'; readonly host: string }
  /** It is the platform's own to serve. */
  | { readonly tag: 'needs-no-proof'; readonly host: string }
  /** Somebody else was quicker, or the key was used again; `revision` is current. */
  | { readonly tag: 'not-current'; readonly key: string; readonly revision: number }
  | { readonly tag: 'key-taken'; readonly key: string }
  /** A deleted event had it; it can be used again when that is said (`useAgain`). */
  | { readonly tag: 'key-deleted'; readonly key: string; readonly at: number }
  | { readonly tag: 'host-taken'; readonly host: string; readonly key: string }
  /** A deleted event had it; it is free at `until`, or when that is said (`reclaim`). */
  | {
      readonly tag: 'host-kept'
      readonly host: string
      readonly key: string
      readonly until: number
    }
  | {
      readonly tag: 'illegal-status'
      readonly from: TenantStatus
      readonly to: TenantStatus
      readonly allowed: readonly TenantStatus[]
    }
  /** Show days are served from a published release alone. */
  | { readonly tag: 'needs-release'; readonly key: string }
  | { readonly tag: 'unknown-release'; readonly key: string; readonly id: string }
  /** The event stays on `id` until it is let go. */
  | { readonly tag: 'release-pinned'; readonly key: string; readonly id: string }
  | { readonly tag: 'release-in-use'; readonly id: string }
  /** There is none to go back to. */
  | { readonly tag: 'no-previous-release'; readonly key: string }
  /** Some of its objects are being taken away just now; they can be sent again in a moment. */
  | { readonly tag: 'being-swept' }
  | { readonly tag: 'needs-reason' }
  | { readonly tag: 'not-deletable'; readonly status: TenantStatus }
  | { readonly tag: 'unknown-revision'; readonly revision: number }
  /** The idempotency key was there before, with another input. */
  | { readonly tag: 'key-reused'; readonly idempotencyKey: string }
  | { readonly tag: 'unknown-import'; readonly id: string }
  | { readonly tag: 'unknown-token'; readonly id: string }
  | { readonly tag: 'unknown-secret'; readonly key: string; readonly name: string }
