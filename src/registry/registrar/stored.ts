import { err, ok, type Result, type Sql, type Tenant, type TenantStatus } from '../../contract.ts'
import { domainsOf } from './domains.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { publicationsOf } from './targets.ts'
import type { TenantEntry } from './tenant-calls.ts'

/** An event as it lies here. */
export interface Stored {
  readonly number: number
  readonly tenant: Tenant
  readonly statusNow: TenantStatus
  readonly nextChange: number | null
  readonly suspendedFrom: TenantStatus | null
  /** 1 where it is freezing that has pinned the event's release. */
  readonly pinnedByFreeze: number
  readonly created: number
  readonly createdBy: string
  readonly changed: number
  readonly changedBy: string
}

type StoredRow = Omit<Stored, 'tenant'> & { readonly record: string }

const COLUMNS = `number, record, status_now AS statusNow, next_change AS nextChange,
  suspended_from AS suspendedFrom, pinned_by_freeze AS pinnedByFreeze, created, created_by AS createdBy, changed, changed_by AS changedBy`

export function readStored(sql: Sql, key: string): Stored | null {
  const [row] = sql.all<StoredRow>(`SELECT ${COLUMNS} FROM tenants WHERE key = ?`, key)
  return row === undefined ? null : stored(row)
}

/** Those whose schedule has something to do by now. */
export const readChanging = (sql: Sql, now: number): readonly Stored[] =>
  sql
    .all<StoredRow>(`SELECT ${COLUMNS} FROM tenants WHERE next_change <= ? LIMIT 500`, now)
    .map(stored)

const stored = ({ record, ...row }: StoredRow): Stored => ({
  ...row,
  tenant: JSON.parse(record) as Tenant,
})

export function needStored(sql: Sql, key: string): Result<Stored, RegistrarRefusal> {
  const found = readStored(sql, key)
  return found === null ? err({ tag: 'unknown-event', key }) : ok(found)
}

/** The event, if it is still as its changer knew it. */
export function needCurrent(
  sql: Sql,
  { key, ifRevision }: { readonly key: string; readonly ifRevision: number | null },
): Result<Stored, RegistrarRefusal> {
  const found = needStored(sql, key)
  if (!found.ok) return found
  const { revision } = found.value.tenant
  if (ifRevision === null || ifRevision === revision) return found
  return err({ tag: 'not-current', key, revision })
}

export function entryOf(sql: Sql, one: Stored): TenantEntry {
  const { tenant, statusNow, nextChange, suspendedFrom } = one
  return {
    tenant,
    statusNow,
    nextChange,
    suspendedFrom,
    created: { at: one.created, actor: one.createdBy },
    changed: { at: one.changed, actor: one.changedBy },
    waiting: publicationsOf(sql, tenant),
    domains: domainsOf(sql, tenant),
  }
}
