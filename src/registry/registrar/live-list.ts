import type { Sql, Tenant, TenantStatus } from '../../contract.ts'
import type { LiveEvent } from '../../ports.ts'
import { servesIn } from './domains.ts'

/** Events on the public list at most: those that begin last. */
const LONGEST = 1_000

/** What the public page says of an event; null when it says nothing. */
export const listEntry = (tenant: Tenant, statusNow: TenantStatus): LiveEvent | null =>
  tenant.listed && (statusNow === 'live' || statusNow === 'frozen') ? entry(tenant) : null

/** The public list as KV holds it: what can be visited. */
export function liveList(sql: Sql): string {
  const rows = sql.all<{ record: string }>(
    `SELECT record FROM tenants WHERE listed = 1 AND status_now IN ('live', 'frozen')
       AND ${servesIn("json_extract(record, '$.canonicalHost')")}
     ORDER BY starts DESC, name DESC LIMIT ?`,
    LONGEST,
  )
  return JSON.stringify(rows.map(({ record }) => entry(JSON.parse(record) as Tenant)).toReversed())
}

const entry = ({ name, canonicalHost, starts, ends, place }: Tenant): LiveEvent => ({
  name,
  host: canonicalHost,
  starts,
  ends,
  place,
})
