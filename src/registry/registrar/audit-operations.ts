import { ok, type SqlValue } from '../../contract.ts'
import type { AuditCalls, AuditEntry, AuditInput } from './audit-calls.ts'
import type { Change } from './changes.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { countWaiting, waitingAll } from './targets.ts'
import { type Operations, read } from './turn.ts'

const LONGEST = 500

export const auditOperations: Operations<Pick<AuditCalls, 'audit.list' | 'registry.publishing'>> = {
  'audit.list': read(({ sql }, input) => {
    const before = readCursor(input.cursor, ['number'])
    if (!before.ok) return before
    const most = Math.min(Math.max(input.limit ?? 100, 1), LONGEST)
    const { where, bindings } = filters(input, before.value === null ? null : before.value[0])
    const rows = sql.all<Omit<AuditEntry, 'changes'> & { changes: string }>(
      `SELECT * FROM audit ${where} ORDER BY number DESC LIMIT ?`,
      ...bindings,
      most + 1,
    )
    const entries = rows.slice(0, most).map((row) => ({
      ...row,
      changes: JSON.parse(row.changes) as Change[],
    }))
    const last = entries.at(-1)
    const next = rows.length > most && last !== undefined ? writeCursor([last.number]) : null
    return ok({ entries, next })
  }),
  'registry.publishing': read(({ sql }) =>
    ok({ waiting: waitingAll(sql), waitingInAll: countWaiting(sql) }),
  ),
}

function filters(
  { key, actor, action, from, to }: AuditInput,
  before: string | number | null = null,
): { readonly where: string; readonly bindings: readonly SqlValue[] } {
  const given: readonly (readonly [string, SqlValue | undefined])[] = [
    ['key = ?', key],
    ['actor = ?', actor],
    ['action = ?', action],
    ['at >= ?', from],
    ['at <= ?', to],
    ['number < ?', before ?? undefined],
  ]
  const used = given.flatMap(([clause, value]) => (value === undefined ? [] : [{ clause, value }]))
  const where = used.length === 0 ? '' : `WHERE ${used.map(({ clause }) => clause).join(' AND ')}`
  return { where, bindings: used.map(({ value }) => value) }
}
