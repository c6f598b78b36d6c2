import type { Moment, TenantWrite, Write, Written } from './tenant-calls.ts'

/** What is kept of a release besides its objects; whoever records it has read it off the manifest. */
export interface ReleaseDraft {
  /** SHA-256 of its manifest, hex. */
  readonly id: string
  /** Of its modules and source maps together; what others have too is counted. */
  readonly bytes: number
  readonly protocol: number
  /** Version of the store's calls. */
  readonly store: number
  /** Names the platform's source that it was built with. */
  readonly platform: string
  /** null for the base alone. */
  readonly overrides: ReleaseOverrides | null
  /** What its source does that it may not do beside other events, as its build found it. */
  readonly notShared?: readonly SourceNote[]
  /** Keys in the bucket of everything that it needs, the manifest too. */
  readonly objects: readonly string[]
}

/** A place in an event's source, from the project's folder, and what to do about it. */
export interface SourceNote {
  readonly file: string
  /** Counted from 1; null where the whole file or folder is meant. */
  readonly line: number | null
  readonly repair: string
}

export interface ReleaseOverrides {
  readonly fallsOpen: boolean
  /** Seam → how many of its pieces the event fills. */
  readonly seams: Readonly<Record<string, number>>
}

export interface ReleaseEntry extends Omit<ReleaseDraft, 'objects' | 'notShared'> {
  /** null where nobody said. */
  readonly notShared: readonly SourceNote[] | null
  readonly recorded: Moment
  readonly note: string | null
  /** When it was last put in force; null for never. */
  readonly promoted: number | null
  /** When it was taken out of force for the one before it; null for never, or promoted since. */
  readonly rolledBack: number | null
  /** `previous`: what serves where the one in force does not load. */
  readonly use: 'in-force' | 'previous' | null
  /** Until then links to look at it may be about; null for none. */
  readonly heldUntil: number | null
}

interface OneRelease {
  readonly key: string
  readonly id: string
}

/** `newest`: of those that nobody needs, among the last that stay with each event. */
export interface KeptRelease {
  readonly id: string
  readonly why: 'in-force' | 'previous' | 'held' | 'newest'
}

export interface ReleaseCalls {
  /** Its objects may come afterwards: from here on nothing takes them away. The same again changes nothing. */
  'releases.record': {
    readonly input: Write & {
      readonly key: string
      readonly release: ReleaseDraft
      readonly note?: string
    }
    readonly answer: ReleaseEntry
  }
  /** Takes back a record whose objects are not there; refused where it is in use. */
  'releases.forget': { readonly input: Write & OneRelease; readonly answer: null }
  'releases.get': { readonly input: OneRelease; readonly answer: ReleaseEntry }
  /** Newest first. */
  'releases.list': {
    readonly input: { readonly key: string; readonly cursor?: string; readonly limit?: number }
    readonly answer: { readonly releases: readonly ReleaseEntry[]; readonly next: string | null }
  }
  /** Puts one in force; the one before stays at hand. Refused while the event is pinned to another. */
  'releases.promote': {
    readonly input: TenantWrite & { readonly id: string }
    readonly answer: Written
  }
  /** Puts the previous one in force again, pinned or not; what it takes the place of is not at hand. */
  'releases.roll-back': { readonly input: TenantWrite; readonly answer: Written }
  'releases.pin': { readonly input: TenantWrite; readonly answer: Written }
  'releases.unpin': { readonly input: TenantWrite; readonly answer: Written }
  /** Nothing takes it away until then, epoch milliseconds: somebody has a link to look at it. */
  'releases.hold': {
    readonly input: OneRelease & { readonly until: number }
    readonly answer: null
  }
  /**
   * Takes out old releases of one event, or of all: what is in force, previous or held stays, and so do
   * the newest. Their objects go when `releases.sweep` is asked for them.
   */
  'releases.prune': {
    readonly input: Write & {
      readonly key: string | null
      /** How many of the others stay with each event. */
      readonly keep: number
    }
    readonly answer: {
      readonly releases: readonly OneRelease[]
      /** Of one event: what stays, the newest first, and why. */
      readonly kept: readonly KeptRelease[]
    }
  }
  /** Which of some objects no release needs; until `releases.swept`, nothing is recorded that needs them. */
  'releases.sweep': {
    readonly input: Write & {
      readonly objects: readonly string[]
      /** Tried only: as if these releases had gone before. */
      readonly without?: readonly OneRelease[]
    }
    readonly answer: { readonly objects: readonly string[] }
  }
  /** They are gone. */
  'releases.swept': {
    readonly input: { readonly objects: readonly string[] }
    readonly answer: null
  }
  /** To its own isolate, on the release in force or the one named, or back beside other events. */
  'lanes.move': {
    readonly input: TenantWrite & {
      readonly lane: 'shared' | 'isolated'
      /** Promoted in the same change, also where the event is pinned to another. */
      readonly release?: string
    }
    readonly answer: Written
  }
  /** To its own isolate on that release, in one change: the log tells it from a move by choice. */
  'lanes.quarantine': {
    readonly input: TenantWrite & { readonly release: string }
    readonly answer: Written
  }
}
