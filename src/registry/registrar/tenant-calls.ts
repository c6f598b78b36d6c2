import type { Tenant, TenantStatus } from '../../contract.ts'
import type { Change } from './changes.ts'
import type { Domain } from './domain-calls.ts'

/** Who writes, and why. */
export interface Authorship {
  /** As the audit log names them: `token:deploys`, `access:ada@example.org`, `platform`. */
  readonly actor: string
  /** Needed to suspend, to delete, and for steps back in an event's life. */
  readonly reason?: string
  /**
   * The same key of the same actor with the same input gives the first answer again, for a day; with
   * another input it is refused. What was refused is not kept: it may be mended and sent again.
   */
  readonly idempotencyKey?: string
  /** Answers what would be, and changes nothing. */
  readonly dryRun?: boolean
}

/** What an event's record says that can be changed at any time. */
export type TenantFields = Omit<
  Tenant,
  'schema' | 'revision' | 'key' | 'storeId' | 'status' | 'lane' | 'release'
>

/** A record to be; what it leaves out has a default. Its host is `<key>.<apex>` where it names none. */
export type TenantDraft = Partial<TenantFields> &
  Pick<Tenant, 'key' | 'name' | 'timeZone' | 'locales' | 'starts' | 'ends'> & {
    /** `draft` when left out. */
    readonly status?: 'draft' | 'live'
  }

/**
 * Fields that take the place of those in the record, whole. `settings: null` takes them away. What
 * cannot be changed here may be named if it is as it was, so that a record can be sent back.
 */
export type TenantPatch = Partial<TenantFields>

/** What was typed or sent by somebody: the registrar checks it, and names the field. */
export type Unchecked = Readonly<Record<string, unknown>>

export interface Write {
  readonly by: Authorship
}

export interface TenantWrite extends Write {
  readonly key: string
  /** The revision that the change was made for; null for whichever is current. */
  readonly ifRevision: number | null
}

/** Ways to take what a deleted event has left; only where somebody said so. */
interface Claims {
  /** The hosts may be those of a deleted event. */
  readonly reclaim?: boolean
}

export interface TenantCalls {
  'tenants.create': {
    readonly input: Write &
      Claims & {
        readonly draft: TenantDraft | Unchecked
        /** The key may be that of a deleted event: it gets a new store. */
        readonly useAgain?: boolean
      }
    readonly answer: Written
  }
  'tenants.get': { readonly input: { readonly key: string }; readonly answer: TenantEntry }
  'tenants.list': { readonly input: ListInput; readonly answer: TenantPage }
  'tenants.change': {
    readonly input: TenantWrite & Claims & { readonly patch: TenantPatch | Unchecked }
    readonly answer: Written
  }
  /** `back`: a suspended event to where it was. */
  'tenants.status': {
    readonly input: TenantWrite & { readonly to: TenantStatus | 'back' }
    readonly answer: Written
  }
  /**
   * A new draft with the record of another event, without its hosts, schedule, notice and farewell.
   * `different` comes over it.
   */
  'tenants.clone': {
    readonly input: Write &
      Claims & {
        readonly from: string
        readonly key: string
        readonly different: TenantPatch | Unchecked
        readonly useAgain?: boolean
        /**
         * Whether what is set up in its store comes along: programme, places, groups, tags, settings. Of
         * people nothing does.
         */
        readonly withData?: boolean
      }
    readonly answer: Written
  }
  /** Only of a draft, an archived or a suspended event. Key and hosts stay nobody's for a while. */
  'tenants.delete': { readonly input: TenantWrite; readonly answer: Deleted }
}

export interface HostCalls {
  /** Whose a host is. */
  'hosts.find': { readonly input: { readonly host: string }; readonly answer: TenantEntry }
  'hosts.add': {
    readonly input: TenantWrite & Claims & { readonly host: string }
    readonly answer: Written
  }
  /** Not of the canonical host. */
  'hosts.remove': {
    readonly input: TenantWrite & { readonly host: string }
    readonly answer: Written
  }
  /** Makes one of the event's hosts the one that links are built on. */
  'hosts.set-canonical': {
    readonly input: TenantWrite & { readonly host: string }
    readonly answer: Written
  }
}

export interface RevisionCalls {
  /** Newest first. */
  'revisions.list': {
    readonly input: { readonly key: string; readonly cursor?: string; readonly limit?: number }
    readonly answer: { readonly revisions: readonly Revision[]; readonly next: string | null }
  }
  'revisions.get': {
    readonly input: { readonly key: string; readonly revision: number }
    readonly answer: Tenant
  }
  'revisions.diff': {
    readonly input: { readonly key: string; readonly a: number; readonly b: number }
    readonly answer: { readonly changes: readonly Change[] }
  }
  /**
   * Makes a new revision with the content of an old one. The status stays as it is; hosts that have
   * gone to another event meanwhile are refused.
   */
  'revisions.roll-back': {
    readonly input: TenantWrite & Claims & { readonly to: number }
    readonly answer: Written
  }
}

/** A change that stands. */
export interface Written {
  readonly tenant: Tenant
  /** Whether everything that follows from it has arrived where requests read it. */
  readonly published: boolean
  /** What has not yet; it is tried until it has. */
  readonly waiting: readonly Waiting[]
}

export interface Deleted {
  readonly key: string
  readonly published: boolean
  readonly waiting: readonly Waiting[]
}

/** Something that lags behind what was decided. */
export interface Waiting {
  /** `host:<hostname>` and `live-events` in KV; `store:<storeId>` is told of a suspension. */
  readonly target: string
  readonly since: number
  readonly tries: number
  /** Of the last try; null before the first. */
  readonly error: string | null
}

export interface Moment {
  readonly at: number
  readonly actor: string
}

export interface TenantEntry {
  readonly tenant: Tenant
  /** The record's status, moved on by its schedule. */
  readonly statusNow: TenantStatus
  /** When the schedule changes the status next. */
  readonly nextChange: number | null
  /** Where a suspended event goes back to. */
  readonly suspendedFrom: TenantStatus | null
  readonly created: Moment
  readonly changed: Moment
  readonly waiting: readonly Waiting[]
  /** Of its hosts those whose domain's owner has to want it: how far that is. */
  readonly domains: readonly Domain[]
}

export type TenantSort = 'starts' | '-starts' | '-changed' | 'key'

export interface ListInput {
  /** Words of name, key, place or hosts; the last letters may be missing. */
  readonly q?: string
  /** As the schedule has it now. */
  readonly status?: TenantStatus
  /** First days from and to, `YYYY-MM-DD`, both included. */
  readonly from?: string
  readonly to?: string
  /** `starts` when left out. */
  readonly sort?: TenantSort
  readonly cursor?: string
  /** 1 to 200; 50 when left out. */
  readonly limit?: number
}

export interface TenantPage {
  readonly tenants: readonly TenantRow[]
  /** The cursor of the next page; null on the last. */
  readonly next: string | null
  /** How many there are in each status: of those that `q` finds, whatever the other filters. */
  readonly counts: Readonly<Record<TenantStatus, number>>
}

/** An event in a list. */
export interface TenantRow {
  readonly key: string
  readonly name: string
  readonly statusNow: TenantStatus
  readonly starts: string
  readonly ends: string
  readonly place: string
  readonly canonicalHost: string
  readonly revision: number
  readonly changed: number
}

export interface Revision extends Moment {
  readonly revision: number
  /** The operation that made it, `tenants.change`. */
  readonly action: string
  readonly reason: string | null
}
