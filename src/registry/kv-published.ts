import { type Clock, err, ok, type Publication, type Result, type Tenant } from '../contract.ts'
import type { KeepAlive, OpenPublished } from '../ports.ts'
import { deepFrozen, type PublishedData, type Snapshot, snapshotKey } from '../snapshot.ts'
import { within } from '../within.ts'
import { type Lifetime, ReadThrough, type ReadThroughOptions, type Source } from './read-through.ts'
import { parseSnapshot } from './parse-snapshot.ts'

/** Times in milliseconds; `size` in characters of JSON, all events together. */
export interface PublishedOptions extends ReadThroughOptions, Lifetime {
  /** How long KV may take, and then the store. */
  readonly timeout: number
}

/** A snapshot's state, or why there is none. */
type Known =
  | { readonly kind: 'found'; readonly snapshot: Kept; readonly length: number }
  | { readonly kind: 'unavailable'; readonly error: unknown }

export type Kept = Pick<Snapshot, 'version' | 'data'>

/** The whole of what events have published. */
export interface Snapshots {
  /** Rejects when it can be had from nowhere. */
  get(tenant: Tenant, keepAlive: KeepAlive): Promise<Kept>
  /** From the store: whoever wrote sees it. */
  renew(tenant: Tenant): Promise<Kept>
  /** Which state of it would be answered at once; null when it is to be asked for. */
  current(tenant: Tenant): number | null
}

export interface PublishedParts {
  /** KV: `null` for a key that is not there, a rejection when it fails. */
  readonly records: { get(key: string): Promise<string | null> }
  /** Everything the event publishes, from its store; which then puts it into KV, too. */
  readonly fromStore: (tenant: Tenant) => Promise<Kept>
  /** What this code reads: a snapshot that lacks one of them counts as not there. */
  readonly publications: readonly Publication<unknown>[]
  readonly clock: Clock
  readonly options: PublishedOptions
  /** Told of every read that failed, and of every value that is not the event's own. */
  readonly report: (tenant: Tenant, error: unknown) => void
}

/**
 * What events have published: memory → KV → the event's store. A visitor of a warm event waits for
 * nothing, and one of a cold event for KV; the store is asked when KV has nothing of use.
 */
export function createKvSnapshots(parts: PublishedParts): Snapshots {
  const { clock, options } = parts
  const memory = new ReadThrough(snapshotSource(parts), clock, options)
  return {
    get: async (tenant, keepAlive) => found(await memory.get(memoryKey(tenant), tenant, keepAlive)),
    renew: async (tenant) => {
      const read = await readStore(parts, tenant)
      return found(memory.keep(memoryKey(tenant), read))
    },
    current: (tenant) => {
      const known = memory.peek(memoryKey(tenant))
      return known?.kind === 'found' ? known.snapshot.version : null
    },
  }
}

function found(known: Known): Kept {
  if (known.kind === 'unavailable') throw known.error
  return known.snapshot
}

/** Snapshots, publication by publication. */
export const openPublishedOf =
  (snapshots: Snapshots): OpenPublished =>
  (tenant, keepAlive) => ({
    read: async <Data>({ query: { name } }: Publication<Data>) => {
      const { data } = await snapshots.get(tenant, keepAlive)
      const published = data[name]
      if (published !== undefined) return published.value as Data
      throw new Error(`"${name}" is not published. Add it to its store feature's "publishes".`)
    },
    renew: async () => void (await snapshots.renew(tenant)),
  })

export const createKvPublished = (parts: PublishedParts): OpenPublished =>
  openPublishedOf(createKvSnapshots(parts))

/** Both: a record that names another event's store must not find what that one has published. */
const memoryKey = ({ key, storeId }: Tenant): string => `${key}:${storeId}`

function snapshotSource(parts: PublishedParts): Source<Tenant, Known> {
  const { options, report } = parts
  return {
    async read(tenant, spare): Promise<Result<Known, Known>> {
      const published = await readKv(parts, tenant)
      if (published.kind === 'found') return ok(published)
      // While KV is down the store is spared: what was good before is good enough.
      if (published.kind === 'unavailable' && spare) return err(published)
      try {
        return ok(await readStore(parts, tenant))
      } catch (error) {
        report(tenant, error)
        return err({ kind: 'unavailable', error })
      }
    },
    lifetime: () => options,
    // KV may be behind this isolate, which has perhaps just written itself.
    prefer: (read, before) =>
      read.kind === 'found' &&
      before.kind === 'found' &&
      read.snapshot.version <= before.snapshot.version
        ? before
        : read,
    weigh: (known) => (known.kind === 'found' ? known.length : 0),
  }
}

type FromKv = Known | { readonly kind: 'missing' }

async function readKv(parts: PublishedParts, tenant: Tenant): Promise<FromKv> {
  const { records, options, report } = parts
  let text: string | null
  try {
    const key = snapshotKey(tenant.key, tenant.storeId)
    text = await within(records.get(key), options.timeout, tooLate)
  } catch (error) {
    report(tenant, error)
    return { kind: 'unavailable', error }
  }
  if (text === null) return { kind: 'missing' }
  const snapshot = parseSnapshot(text, tenant)
  if (!snapshot.ok) {
    report(tenant, new Error(snapshot.error))
    return { kind: 'missing' }
  }
  if (!hasAll(parts.publications, snapshot.value.data)) return { kind: 'missing' }
  return { kind: 'found', snapshot: deepFrozen(snapshot.value), length: text.length }
}

/** Rejects when the store does not answer, or not with what this code reads. */
async function readStore(parts: PublishedParts, tenant: Tenant): Promise<Known> {
  const { version, data } = await within(parts.fromStore(tenant), parts.options.timeout, tooLate)
  if (!hasAll(parts.publications, data)) {
    throw new Error('The store publishes other shapes than this code reads.')
  }
  const length = JSON.stringify(data).length
  return { kind: 'found', snapshot: deepFrozen({ version, data }), length }
}

const hasAll = (wanted: readonly Publication<unknown>[], data: PublishedData): boolean =>
  wanted.every(({ query, shape }) => data[query.name]?.shape === shape)

function tooLate(): never {
  throw new Error('What the event has published could not be read in time.')
}
