import type { Tenant, TenantStatus } from '../../contract.ts'
import { type Change, changesBetween } from './changes.ts'
import type { Authorship } from './tenant-calls.ts'
import type { Turn } from './turn.ts'

interface Deed {
  readonly by: Pick<Authorship, 'actor' | 'reason'>
  readonly action: string
  readonly key: string | null
  readonly revision: number | null
  readonly changes: readonly Change[]
}

/** Writes a line of the audit log. */
export function note(
  { sql, now }: Pick<Turn, 'sql' | 'now'>,
  { by, action, key, revision, changes }: Deed,
): void {
  sql.all(
    `INSERT INTO audit (at, actor, action, key, revision, reason, changes)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    now,
    by.actor,
    action,
    key,
    revision,
    by.reason ?? null,
    JSON.stringify(changes),
  )
}

/** What the log tells of an event: its whole record, and where it goes back to. */
export interface Audited {
  readonly tenant: Tenant
  readonly suspendedFrom: TenantStatus | null
}

/** The changes from one state of an event to the next; null where it is not there. */
export const auditedChanges = (before: Audited | null, after: Audited | null): readonly Change[] =>
  changesBetween(told(before), told(after))

/** The revision is the entry's own. */
function told(state: Audited | null): Readonly<Record<string, unknown>> {
  if (state === null) return {}
  const { revision: _, ...record } = state.tenant
  return { ...record, suspendedFrom: state.suspendedFrom }
}
