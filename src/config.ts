import type { IsolateLimits } from './contract.ts'
import type { BreakerOptions } from './dispatch/breaker.ts'
import type { ServeLimits } from './dispatch/serve.ts'
import type { IsolatesOptions } from './isolate/isolates.ts'
import type { HttpLimits } from './outbound/open-http.ts'
import type { DirectoryOptions } from './registry/kv-directory.ts'
import type { PublishedOptions } from './registry/kv-published.ts'
import type { KeepPolicy } from './registry/registrar/audit-calls.ts'
import type { DomainTimes } from './registry/registrar/domain-states.ts'

/** Every time and size that an operator may want to change, in one place. */
export interface Config {
  readonly limits: ServeLimits
  readonly breaker: BreakerOptions
  /** Composed event apps kept in one isolate. */
  readonly apps: number
  readonly directory: DirectoryOptions
  readonly published: PublishedOptions
  /** Milliseconds the public list of live events is used without asking again. */
  readonly liveEvents: number
  /** Milliseconds a share has for its answer on top of the event's own deadline. */
  readonly share: number
  readonly isolates: IsolatesConfig
  /** For what events' own code calls. */
  readonly outbound: HttpLimits
  readonly registrar: RegistrarOptions
}

export interface IsolatesConfig extends IsolatesOptions {
  /** Of events whose record says nothing of it. */
  readonly limits: IsolateLimits
  /** Bytes of releases' code kept in memory. */
  readonly memory: number
}

/** Times in milliseconds. */
export interface RegistrarOptions {
  /** How long an answer waits for what follows from it to arrive. */
  readonly patience: number
  /** How long the hosts of a deleted event are nobody's. */
  readonly hostsKept: number
  /** What of the past is kept, and how long. */
  readonly keep: KeepPolicy
  /** How often DNS is looked at for the proofs of hosts, and what becomes of one that is gone. */
  readonly domains: DomainTimes
}

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

export const CONFIG: Config = {
  limits: { deadline: 10_000, pieceDeadline: 2_000, body: 10 * 1024 * 1024 },
  breaker: { budget: 5, window: 60_000, coolDown: 30_000, size: 2_000 },
  apps: 1_000,
  directory: {
    fresh: 30_000,
    refresh: 5 * 60_000,
    stale: 24 * 60 * 60_000,
    unknown: 10_000,
    retry: 1_000,
    follow: 1_000,
    timeout: 5_000,
    size: 10_000,
  },
  published: {
    fresh: 30_000,
    refresh: 5 * 60_000,
    stale: 24 * 60 * 60_000,
    retry: 1_000,
    follow: 1_000,
    timeout: 2_000,
    size: 16_000_000,
  },
  liveEvents: 60_000,
  share: 45_000,
  isolates: {
    limits: { cpuMs: 1_000, subRequests: 200 },
    memory: 16_000_000,
    start: 5_000,
    retry: 5_000,
    follow: 5_000,
    size: 1_000,
  },
  outbound: { deadline: 8_000, body: 1024 * 1024 },
  registrar: {
    patience: 2_000,
    hostsKept: 30 * DAY,
    keep: { audit: 730 * DAY, revisions: 365 * DAY, revisionsLeft: 20 },
    domains: { again: [60_000, 6 * HOUR], verified: DAY, lost: HOUR, grace: 7 * DAY },
  },
}

/** In development a new or changed record or programme is seen at once. */
export const DEVELOPMENT: Config = {
  ...CONFIG,
  directory: { ...CONFIG.directory, fresh: 0, refresh: 0, unknown: 0 },
  published: { ...CONFIG.published, fresh: 0, refresh: 0 },
  liveEvents: 0,
}
