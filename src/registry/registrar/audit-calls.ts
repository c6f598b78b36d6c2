import type { Change } from './changes.ts'
import type { Authorship, Waiting } from './tenant-calls.ts'

export interface AuditEntry {
  /** Rises with time. */
  readonly number: number
  readonly at: number
  readonly actor: string
  /** The operation, `tenants.status`; `pruned` where older entries were. */
  readonly action: string
  /** The event it is about; null for what is about none. */
  readonly key: string | null
  /** The event's revision after it; null where it made none. */
  readonly revision: number | null
  readonly reason: string | null
  readonly changes: readonly Change[]
}

export interface AuditInput {
  readonly key?: string
  readonly actor?: string
  readonly action?: string
  /** Epoch milliseconds, both included. */
  readonly from?: number
  readonly to?: number
  readonly cursor?: string
  /** 1 to 500; 100 when left out. */
  readonly limit?: number
}

/** How long what nobody needs any more is kept, in milliseconds. */
export interface KeepPolicy {
  /** Entries of the audit log. */
  readonly audit: number
  /** Old revisions; of each event the last `revisionsLeft` are kept however old they are. */
  readonly revisions: number
  readonly revisionsLeft: number
}

/** What the check of the published registry has found about one key of KV. */
export interface Finding {
  /** `host:<hostname>` or `live-events`. */
  readonly target: string
  /**
   * `missing`, `different`: KV lacks what was decided. `nobodys`: KV has a host that no event has.
   * `unknown-event`: KV has the record of an event that was never registered; it can be adopted.
   */
  readonly problem: 'missing' | 'different' | 'nobodys' | 'unknown-event'
  /** Mended, or on its way. */
  readonly repaired: boolean
}

export interface VerifyInput {
  readonly by: Authorship
  readonly repair: boolean
  /** Registers what KV has of events that were never registered, with the store they have. */
  readonly adopt?: boolean
  readonly cursor?: string
}

export interface VerifyPage {
  readonly findings: readonly Finding[]
  /** Keys looked at so far, and about how many there are. */
  readonly done: number
  readonly total: number
  /** To be given to the next call; null when all has been looked at. */
  readonly next: string | null
}

export interface AuditCalls {
  /** Newest first. */
  'audit.list': {
    readonly input: AuditInput
    readonly answer: { readonly entries: readonly AuditEntry[]; readonly next: string | null }
  }
  /**
   * Takes out what is older than the policy allows, some at a time; the log says what was taken. Of an
   * event's entries one remains that sums the others up, so that the log still tells the whole state.
   */
  'registry.prune': {
    readonly input: { readonly by: Authorship; readonly policy?: KeepPolicy }
    readonly answer: {
      readonly entries: number
      readonly revisions: number
      readonly more: boolean
    }
  }
  /**
   * Compares KV with what was decided, some keys at a time: begin without a cursor and go on until
   * `next` is null. KV shows changes up to a minute late, so a host that was just changed may be found.
   */
  'registry.verify': {
    readonly input: VerifyInput
    readonly answer: VerifyPage
  }
  /** What lags, the longest first; at most 100. */
  'registry.publishing': {
    readonly input: object
    readonly answer: { readonly waiting: readonly Waiting[]; readonly waitingInAll: number }
  }
}
