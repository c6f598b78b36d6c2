import type { Clock } from '../contract.ts'
import type { Directory, KeepAlive, Lookup } from '../ports.ts'
import { parseTenant } from './tenant.ts'

export interface DirectoryOptions {
  /** Milliseconds a record is used without asking again. */
  readonly fresh: number
  /** Milliseconds after which a record is no longer used when the registry fails. */
  readonly stale: number
  /** Milliseconds a host without a record is remembered as unknown. */
  readonly unknown: number
  /** Hosts kept in memory. */
  readonly size: number
}

/** What of KV is needed: `null` for a key that is not there, a rejection when KV fails. */
export interface HostRecords {
  get(key: string): Promise<string | null>
}

interface Kept {
  readonly lookup: Lookup
  readonly at: number
}

/** The registry key under which a hostname's tenant is published. */
export const hostKey = (hostname: string): string => `host:${hostname}`

/**
 * Memory in front of KV. A record is used while it is fresh; when KV fails or holds what does not
 * parse, the last good one is used for up to a day. One read per host is in flight at a time.
 */
export function createKvDirectory(
  records: HostRecords,
  clock: Clock,
  options: DirectoryOptions,
): Directory {
  const memory = new Map<string, Kept>()
  const reads = new Map<string, Promise<Lookup>>()

  function keep(hostname: string, found: Lookup): Lookup {
    memory.delete(hostname)
    memory.set(hostname, { lookup: found, at: clock.now() })
    for (const oldest of memory.keys()) {
      if (memory.size <= options.size) break
      memory.delete(oldest)
    }
    return found
  }

  async function read(hostname: string): Promise<Lookup> {
    const before = memory.get(hostname)
    const failed = (reason: 'registry-error' | 'record-invalid'): Lookup => {
      const good = before?.lookup.kind === 'found' && clock.now() - before.at < options.stale
      return good ? before.lookup : { kind: 'unavailable', reason }
    }
    let text: string | null
    try {
      text = await records.get(hostKey(hostname))
    } catch {
      return failed('registry-error')
    }
    if (text === null) return keep(hostname, { kind: 'unknown' })
    const tenant = parseTenant(parseJson(text))
    if (!tenant.ok) return failed('record-invalid')
    return keep(hostname, { kind: 'found', tenant: tenant.value })
  }

  function lookup(hostname: string, keepAlive: KeepAlive): Promise<Lookup> {
    const kept = memory.get(hostname)
    const age = kept === undefined ? Infinity : clock.now() - kept.at
    const limit = kept?.lookup.kind === 'unknown' ? options.unknown : options.fresh
    if (kept !== undefined && age < limit) return Promise.resolve(kept.lookup)
    const inFlight = reads.get(hostname)
    if (inFlight !== undefined) return inFlight
    const started = read(hostname).finally(() => reads.delete(hostname))
    reads.set(hostname, started)
    keepAlive(started)
    return started
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
