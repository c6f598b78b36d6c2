/**
 * What an event publishes, as it lies in KV: the same for everybody, so no call to its store. Written
 * by the event's store alone, read by every isolate.
 */
export interface Snapshot {
  /** Version of this envelope; also part of the key. */
  readonly schema: typeof SNAPSHOT_SCHEMA
  /** Whose it is: shown under no other event key, and from no other store. */
  readonly event: string
  readonly storeId: string
  /** Higher for every change of what is published; never goes back, whatever the order of arrival. */
  readonly version: number
  /** When it was put, epoch milliseconds. */
  readonly at: number
  readonly data: PublishedData
}

/** What the features publish, by the name of the query that reads it. */
export type PublishedData = Readonly<
  Record<string, { readonly shape: number; readonly value: unknown }>
>

export const SNAPSHOT_SCHEMA = 1

/** A key names one event: it is a DNS label, so no store id can be mistaken for a part of it. */
export const snapshotKey = (event: string, storeId: string): string =>
  `published:${SNAPSHOT_SCHEMA}:${event}:${storeId}`

/** All visitors share it: whoever changes it gets an error instead of the next visitor's page. */
export function deepFrozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  for (const part of Object.values(value)) deepFrozen(part)
  return Object.freeze(value)
}
