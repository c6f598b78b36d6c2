import type { Authorship, Written } from './tenant-calls.ts'

/**
 * `pending`: not proven, and not served. `verified`: the record was there. `lost`: it was there once, is
 * there no longer, and the host is served until `until`. `vouched`: an owner answers for it.
 */
export type DomainState = 'pending' | 'verified' | 'lost' | 'vouched'

/** What the last look has found: another record of this kind is somebody else's proof. */
export type Seen = 'proof' | 'nothing' | 'other' | 'no-answer'

/** A host of somebody's own domain, and its proof. Times in epoch milliseconds. */
export interface Domain {
  readonly host: string
  readonly state: DomainState
  readonly since: number
  /** The TXT record that proves it: its name, and what it says. */
  readonly name: string
  readonly value: string
  /** When DNS was looked at last; null before the first time. */
  readonly checked: number | null
  readonly found: Seen | null
  /**
   * Where the host leads by the last look: the names that it stands for, then its addresses; null where
   * nobody has looked, or nobody could say.
   */
  readonly leads: readonly string[] | null
  /** When it is looked at next; null when by hand alone. */
  readonly next: number | null
  /** Until when a lost one is served at least; null for others. */
  readonly until: number | null
  /** Who answers for one that is vouched for, and why. */
  readonly vouched: { readonly actor: string; readonly reason: string } | null
}

/** A domain as it stands now, and whether requests find it so. */
export interface DomainAnswer extends Pick<Written, 'published' | 'waiting'> {
  readonly domain: Domain
}

interface DomainWrite {
  readonly by: Authorship
  readonly key: string
  readonly host: string
}

export interface DomainCalls {
  /** Looks into DNS now. Takes as long as DNS does, some seconds at most. */
  'hosts.check': { readonly input: DomainWrite; readonly answer: DomainAnswer }
  /** Has a host served without proof; wants a reason. Whoever calls sees to it that they may. */
  'hosts.vouch': { readonly input: DomainWrite; readonly answer: DomainAnswer }
}
