import type { Clock, Tenant } from '../contract.ts'
import type { Directory, KeepAlive, Lookup } from '../ports.ts'
import { within } from '../within.ts'
import { parseTenant, serializeTenant } from './tenant.ts'

/** Times in milliseconds. */
export interface DirectoryOptions {
  /** How long a record is used without asking again. */
  readonly fresh: number
  /** How long a record that is no longer fresh is still served while one refresh runs. */
  readonly refresh: number
  /** How long the last good record serves when the registry fails or holds what does not parse. */
  readonly stale: number
  /** How long a host without a record is remembered as unknown. */
  readonly unknown: number
  /** How long after a failed read the registry is left alone. */
  readonly retry: number
  /** How long one request waits for a read that another one began, before it reads for itself. */
  readonly follow: number
  /** How long a read may take before it counts as failed. */
  readonly timeout: number
  /** Hosts kept in memory; what is asked for stays longest. */
  readonly size: number
}

/** What of KV is needed: `null` for a key that is not there, a rejection when KV fails. */
export interface HostRecords {
  get(key: string): Promise<string | null>
}

/** The registry key under which a hostname's tenant is published. */
export const hostKey = (hostname: string): string => `host:${hostname}`

type Failure = 'registry-error' | 'record-invalid'

/** What is known of one host. Plain data: nothing that belongs to a request is kept. */
interface Entry {
  readonly lookup: Lookup
  readonly readAt: number
  /** When reading failed last, after `readAt`; null when it did not. */
  failedAt: number | null
  /** Asked for since room was last made. */
  used: boolean
}

/** Memory in front of KV. A warm host is answered at once, whatever KV does, for up to a day. */
export class KvDirectory implements Directory {
  readonly #records: HostRecords
  readonly #clock: Clock
  readonly #options: DirectoryOptions
  readonly #report: (hostname: string, error: unknown) => void
  readonly #memory = new Map<string, Entry>()
  readonly #reads = new Map<string, Promise<Lookup>>()

  /** @param report told of every read that failed, also where an older record covers it */
  constructor(
    records: HostRecords,
    clock: Clock,
    options: DirectoryOptions,
    report: (hostname: string, error: unknown) => void = () => undefined,
  ) {
    this.#report = report
    this.#records = records
    this.#clock = clock
    this.#options = options
  }

  lookup(hostname: string, keepAlive: KeepAlive): Lookup | Promise<Lookup> {
    const entry = this.#memory.get(hostname)
    if (entry === undefined) return this.#shared(hostname, keepAlive)
    const now = this.#clock.now()
    const age = now - entry.readAt
    if (age < this.#lifetime(entry.lookup)) {
      entry.used = true
      return entry.lookup
    }
    const { failedAt, lookup } = entry
    if (failedAt !== null && now - failedAt < this.#options.retry) return this.#afterFailure(entry)
    if (lookup.kind === 'found' && age < this.#options.refresh) {
      if (!this.#reads.has(hostname)) void this.#begin(hostname, keepAlive)
      entry.used = true
      return lookup
    }
    return this.#shared(hostname, keepAlive)
  }

  /** When what memory holds of a host was read, epoch milliseconds; null when it holds nothing. */
  readAt(hostname: string): number | null {
    return this.#memory.get(hostname)?.readAt ?? null
  }

  /** How long an answer is given without asking again; a failure has a rule of its own. */
  #lifetime({ kind }: Lookup): number {
    if (kind === 'unavailable') return 0
    return kind === 'found' ? this.#options.fresh : this.#options.unknown
  }

  /** One read per host is in flight; nobody waits long for somebody else's. */
  #shared(hostname: string, keepAlive: KeepAlive): Promise<Lookup> {
    const inFlight = this.#reads.get(hostname)
    if (inFlight === undefined) return this.#begin(hostname, keepAlive)
    return within(inFlight, this.#options.follow, () => {
      // Whoever began it has gone, and its read with it. Another follower may have read by now.
      if (this.#reads.get(hostname) === inFlight) this.#reads.delete(hostname)
      return this.lookup(hostname, keepAlive)
    })
  }

  #begin(hostname: string, keepAlive: KeepAlive): Promise<Lookup> {
    const started = this.#read(hostname).finally(() => {
      if (this.#reads.get(hostname) === started) this.#reads.delete(hostname)
    })
    this.#reads.set(hostname, started)
    keepAlive(started)
    return started
  }

  async #read(hostname: string): Promise<Lookup> {
    let text: string | null
    try {
      text = await within(this.#records.get(hostKey(hostname)), this.#options.timeout, tooLate)
    } catch (error) {
      this.#report(hostname, error)
      return this.#failed(hostname, 'registry-error')
    }
    if (text === null) return this.#keep(hostname, { kind: 'unknown' })
    const tenant = parseTenant(parseJson(text))
    if (!tenant.ok) {
      this.#report(hostname, new Error(`The record does not parse: ${tenant.error}`))
      return this.#failed(hostname, 'record-invalid')
    }
    const before = this.#memory.get(hostname)?.lookup
    // What hangs on a tenant object (its composed app) is kept while the record stays the same.
    const same = before?.kind === 'found' && isSame(before.tenant, tenant.value)
    return this.#keep(hostname, same ? before : { kind: 'found', tenant: tenant.value })
  }

  #failed(hostname: string, reason: Failure): Lookup {
    const now = this.#clock.now()
    const before = this.#memory.get(hostname)
    if (before === undefined || before.lookup.kind !== 'found') {
      const lookup: Lookup = { kind: 'unavailable', reason }
      this.#store(hostname, { lookup, readAt: now, failedAt: now, used: false })
      return lookup
    }
    before.failedAt = now
    return now - before.readAt < this.#options.stale
      ? before.lookup
      : { kind: 'unavailable', reason }
  }

  #afterFailure({ lookup, readAt }: Entry): Lookup {
    if (lookup.kind === 'unavailable') return lookup
    if (lookup.kind === 'found' && this.#clock.now() - readAt < this.#options.stale) return lookup
    return { kind: 'unavailable', reason: 'registry-error' }
  }

  #keep(hostname: string, lookup: Lookup): Lookup {
    this.#store(hostname, { lookup, readAt: this.#clock.now(), failedAt: null, used: false })
    return lookup
  }

  /** Makes room by the second chance: what was used goes to the end of the queue, the rest goes. */
  #store(hostname: string, entry: Entry): void {
    this.#memory.delete(hostname)
    this.#memory.set(hostname, entry)
    for (const [oldest, kept] of this.#memory) {
      if (this.#memory.size <= this.#options.size) break
      this.#memory.delete(oldest)
      if (!kept.used) continue
      kept.used = false
      this.#memory.set(oldest, kept)
    }
  }
}

const isSame = (a: Tenant, b: Tenant): boolean =>
  a.revision === b.revision && serializeTenant(a) === serializeTenant(b)

function tooLate(): never {
  throw new Error('The registry did not answer in time.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
