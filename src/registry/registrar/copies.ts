import type { Sql, Tenant } from '../../contract.ts'
import { note } from './audit.ts'
import type { Authorship } from './tenant-calls.ts'
import type { Turn } from './turn.ts'

/** What is set up in one event's store is to be in that of another one, too. */
export interface Copy {
  readonly from: Copied
  readonly to: Copied
}

export type Copied = Pick<
  Tenant,
  'key' | 'storeId' | 'canonicalHost' | 'revision' | 'starts' | 'timeZone'
>

export const copyTarget = (storeId: string): string => `copy:${storeId}`

/** Has a new event begin with what is set up in the store of another one. */
export function askCopy(turn: Turn, by: Authorship, from: Tenant, to: Tenant): void {
  turn.sql.all('INSERT INTO copies VALUES (?, ?)', to.storeId, from.storeId)
  turn.touch(copyTarget(to.storeId))
  const changes = [{ path: ['setUp'], to: from.key }]
  note(turn, { by, action: 'tenants.copy', key: to.key, revision: null, changes })
}

/** Both events as they are now; null when it was done, or one of them is gone. */
export function readCopy(sql: Sql, storeId: string): Copy | null {
  const [row] = sql.all<{ source: string; target: string }>(
    `SELECT a.record AS source, b.record AS target FROM copies c
       JOIN tenants a ON a.store_id = c.source JOIN tenants b ON b.store_id = c.store_id
     WHERE c.store_id = ?`,
    storeId,
  )
  if (row === undefined) return null
  return { from: JSON.parse(row.source) as Tenant, to: JSON.parse(row.target) as Tenant }
}

export const endCopy = (sql: Sql, storeId: string): void =>
  void sql.all('DELETE FROM copies WHERE store_id = ?', storeId)

/** Of an event that is deleted nothing is handed on any more. */
export function dropCopies(turn: Turn, by: Authorship, { storeId, key: from }: Tenant): void {
  const left = turn.sql.all<{ key: string | null }>(
    `DELETE FROM copies WHERE source = ?1 OR store_id = ?1
     RETURNING (SELECT t.key FROM tenants t WHERE t.store_id = copies.store_id) AS key`,
    storeId,
  )
  const changes = [{ path: ['setUp'], from }]
  for (const { key } of left) {
    if (key === null || key === from) continue
    note(turn, { by, action: 'tenants.copy', key, revision: null, changes })
  }
}
