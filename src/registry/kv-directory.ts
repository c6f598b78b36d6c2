import { type Clock, err, ok, type Result, type Tenant } from '../contract.ts'
import type { Directory, KeepAlive, Lookup } from '../ports.ts'
import { deepFrozen } from '../snapshot.ts'
import { within } from '../within.ts'
import { type Lifetime, ReadThrough, type Source } from './read-through.ts'
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

/** Memory in front of KV. A warm host is answered at once, whatever KV does, for up to a day. */
export class KvDirectory implements Directory {
  readonly #hosts: ReadThrough<string, Lookup>

  /** @param report told of every read that failed, also where an older record covers it */
  constructor(
    records: HostRecords,
    clock: Clock,
    options: DirectoryOptions,
    report: (hostname: string, error: unknown) => void = () => undefined,
  ) {
    this.#hosts = new ReadThrough(hostSource(records, options, report), clock, options)
  }

  lookup(hostname: string, keepAlive: KeepAlive): Lookup | Promise<Lookup> {
    return this.#hosts.get(hostname, hostname, keepAlive)
  }

  /** When what memory holds of a host was read, epoch milliseconds; null when it holds nothing. */
  readAt(hostname: string): number | null {
    return this.#hosts.readAt(hostname)
  }
}

function hostSource(
  records: HostRecords,
  { fresh, refresh, stale, unknown, timeout }: DirectoryOptions,
  report: (hostname: string, error: unknown) => void,
): Source<string, Lookup> {
  const found: Lifetime = { fresh, refresh, stale }
  const missing: Lifetime = { fresh: unknown, refresh: 0, stale: 0 }
  return {
    async read(hostname) {
      let text: string | null
      try {
        text = await within(records.get(hostKey(hostname)), timeout, tooLate)
      } catch (error) {
        report(hostname, error)
        return failed('registry-error')
      }
      if (text === null) return ok({ kind: 'unknown' })
      const tenant = parseTenant(parseJson(text))
      if (tenant.ok) return ok({ kind: 'found', tenant: deepFrozen(tenant.value) })
      report(hostname, new Error(`The record does not parse: ${tenant.error}`))
      return failed('record-invalid')
    },
    lifetime: ({ kind }) => (kind === 'found' ? found : missing),
    // What hangs on a tenant object (its composed app) is kept while the record stays the same.
    prefer: (read, before) =>
      read.kind === 'found' && before.kind === 'found' && isSame(read.tenant, before.tenant)
        ? before
        : read,
    weigh: () => 1,
  }
}

const failed = (reason: Failure): Result<Lookup, Lookup> => err({ kind: 'unavailable', reason })

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
