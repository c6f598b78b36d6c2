import type { Clock } from '../contract.ts'
import type { Directory, KeepAlive, Lookup } from '../ports.ts'
import { within } from '../within.ts'
import { parseTenant } from './tenant.ts'

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
  /** Hosts kept in memory; the least recently used go first. */
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
  /** The record as it was read; the same text again keeps the same tenant object. */
  readonly text: string | null
  readonly readAt: number
  /** When reading failed last, after `readAt`; null when it did not. */
  failedAt: number | null
}

/** Memory in front of KV. A warm host is answered at once, whatever KV does, for up to a day. */
export function createKvDirectory(
  records: HostRecords,
  clock: Clock,
  options: DirectoryOptions,
): Directory {
  const memory = new Map<string, Entry>()
  const reads = new Map<string, Promise<Lookup>>()

  function lookup(hostname: string, keepAlive: KeepAlive): Lookup | Promise<Lookup> {
    const entry = memory.get(hostname)
    if (entry === undefined) return shared(hostname, keepAlive)
    const now = clock.now()
    const age = now - entry.readAt
    if (age < lifetime(entry.lookup)) {
      touch(hostname, entry)
      return entry.lookup
    }
    if (entry.failedAt !== null && now - entry.failedAt < options.retry) return afterFailure(entry)
    if (entry.lookup.kind === 'found' && age < options.refresh) {
      if (!reads.has(hostname)) begin(hostname, keepAlive)
      touch(hostname, entry)
      return entry.lookup
    }
    return shared(hostname, keepAlive)
  }

  /** How long an answer is given without asking again; a failure has a rule of its own. */
  function lifetime({ kind }: Lookup): number {
    if (kind === 'unavailable') return 0
    return kind === 'found' ? options.fresh : options.unknown
  }

  /** One read per host is in flight; nobody waits long for somebody else's. */
  function shared(hostname: string, keepAlive: KeepAlive): Promise<Lookup> {
    const inFlight = reads.get(hostname)
    if (inFlight === undefined) return begin(hostname, keepAlive)
    const own = (): Lookup | Promise<Lookup> => {
      // Whoever began it has gone, and its read with it. Another follower may have read by now.
      if (reads.get(hostname) === inFlight) reads.delete(hostname)
      return lookup(hostname, keepAlive)
    }
    return within(inFlight, options.follow, own)
  }

  function begin(hostname: string, keepAlive: KeepAlive): Promise<Lookup> {
    const started = read(hostname).finally(() => {
      if (reads.get(hostname) === started) reads.delete(hostname)
    })
    reads.set(hostname, started)
    keepAlive(started)
    return started
  }

  async function read(hostname: string): Promise<Lookup> {
    let text: string | null
    try {
      const late = (): never => {
        throw new Error(`The registry did not answer in ${options.timeout} ms.`)
      }
      text = await within(records.get(hostKey(hostname)), options.timeout, late)
    } catch {
      return failed(hostname, 'registry-error')
    }
    const before = memory.get(hostname)
    if (text === null) return keep(hostname, null, { kind: 'unknown' })
    if (before?.text === text) return keep(hostname, text, before.lookup)
    const tenant = parseTenant(parseJson(text))
    if (!tenant.ok) return failed(hostname, 'record-invalid')
    return keep(hostname, text, { kind: 'found', tenant: tenant.value })
  }

  function failed(hostname: string, reason: Failure): Lookup {
    const now = clock.now()
    const before = memory.get(hostname)
    if (before === undefined || before.lookup.kind !== 'found') {
      const lookup: Lookup = { kind: 'unavailable', reason }
      store(hostname, { lookup, text: null, readAt: now, failedAt: now })
      return lookup
    }
    before.failedAt = now
    return now - before.readAt < options.stale ? before.lookup : { kind: 'unavailable', reason }
  }

  function keep(hostname: string, text: string | null, found: Lookup): Lookup {
    store(hostname, { lookup: found, text, readAt: clock.now(), failedAt: null })
    return found
  }

  function store(hostname: string, entry: Entry): void {
    touch(hostname, entry)
    for (const oldest of memory.keys()) {
      if (memory.size <= options.size) break
      memory.delete(oldest)
    }
  }

  /** A Map keeps the order of insertion: what was used last stands last. */
  function touch(hostname: string, entry: Entry): void {
    memory.delete(hostname)
    memory.set(hostname, entry)
  }

  function afterFailure({ lookup: last, readAt }: Entry): Lookup {
    if (last.kind === 'found' && clock.now() - readAt < options.stale) return last
    return last.kind === 'unavailable' ? last : { kind: 'unavailable', reason: 'registry-error' }
  }

  return { lookup }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
