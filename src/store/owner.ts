import type { Ring, Sql } from '../contract.ts'
import type { StoreAddress } from './rpc.ts'

type OwnsEvent = (sql: Sql, event: string, address: StoreAddress | undefined) => boolean

/**
 * The first call names the store's event for good; every later one has to agree. What a caller knows
 * of where the event is found is kept: an alarm has no caller to ask.
 */
export function createOwnership(): OwnsEvent {
  // Remembered only once it has been read: what was written may yet be rolled back.
  let known: ReadonlyMap<string, string> = new Map()
  return (sql, event, address) => {
    const given = { event, store: address?.storeId, host: address?.host }
    if (isSame(known, given)) return true
    known = readMeta(sql)
    const owner = known.get('event')
    if (owner !== undefined && owner !== event) return false
    for (const [key, value] of Object.entries(given)) {
      if (value !== undefined && known.get(key) !== value) writeMeta(sql, key, value)
    }
    return true
  }
}

const isSame = (
  known: ReadonlyMap<string, string>,
  given: Readonly<Record<string, string | undefined>>,
): boolean =>
  Object.entries(given).every(([key, value]) => value === undefined || known.get(key) === value)

const readMeta = (sql: Sql): ReadonlyMap<string, string> =>
  new Map(
    sql
      .all<{ key: string; value: string }>(
        "SELECT key, value FROM _meta WHERE key IN ('event', 'store', 'host')",
      )
      .map(({ key, value }) => [key, value]),
  )

function writeMeta(sql: Sql, key: string, value: string): void {
  sql.all(
    'INSERT INTO _meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  )
}

/** What a store rings with; null before its first call from code that knows where the event is. */
export function readRing(sql: Sql): Ring | null {
  const meta = readMeta(sql)
  const [event, storeId, host] = [meta.get('event'), meta.get('store'), meta.get('host')]
  if (event === undefined || storeId === undefined || host === undefined) return null
  return { event, storeId, host }
}
