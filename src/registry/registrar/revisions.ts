import { err, ok, type Result, type Sql, type Tenant } from '../../contract.ts'
import { alter } from './alter.ts'
import { changesBetween } from './changes.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { checkRecord } from './records.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { needCurrent } from './stored.ts'
import type { Revision, RevisionCalls } from './tenant-calls.ts'
import { type Operations, read, write } from './turn.ts'

const LONGEST = 200

export const revisionOperations: Operations<RevisionCalls> = {
  'revisions.list': read(({ sql }, { key, cursor, limit = 50 }) => {
    const most = Math.min(Math.max(limit, 1), LONGEST)
    const before = readCursor(cursor, ['number'])
    if (!before.ok) return before
    const rows = sql.all<Revision>(
      `SELECT revision, at, actor, action, reason FROM revisions WHERE key = ? AND revision < ?
       ORDER BY revision DESC LIMIT ?`,
      key,
      before.value === null ? Number.MAX_SAFE_INTEGER : Number(before.value[0]),
      most + 1,
    )
    const revisions = rows.slice(0, most)
    const last = revisions.at(-1)
    const next = rows.length > most && last !== undefined ? writeCursor([last.revision]) : null
    return ok({ revisions, next })
  }),
  'revisions.get': read(({ sql }, { key, revision }) => recordAt(sql, key, revision)),
  'revisions.diff': read(({ sql }, { key, a, b }) => {
    const [from, to] = [recordAt(sql, key, a), recordAt(sql, key, b)]
    if (!from.ok) return from
    if (!to.ok) return to
    const { revision: _a, ...before } = from.value
    const { revision: _b, ...after } = to.value
    return ok({ changes: changesBetween(before, after) })
  }),
  'revisions.roll-back': write((turn, input) => {
    const before = needCurrent(turn.sql, input)
    if (!before.ok) return before
    const old = recordAt(turn.sql, input.key, input.to)
    if (!old.ok) return old
    // A key that is used again has a new store; what is suspended stays so; and its code is told by
    // its releases.
    const { release: _, lane: _lane, ...record } = old.value
    const { storeId, status, release, lane } = before.value.tenant
    const kept = { storeId, status, ...(release && { release }), ...(lane && { lane }) }
    const after = checkRecord({ ...record, ...kept }, turn.rules)
    if (!after.ok) return after
    const { by, reclaim } = input
    const action = 'revisions.roll-back'
    return alter(turn, { by, action, before: before.value, after: after.value, reclaim })
  }),
}

function recordAt(sql: Sql, key: string, revision: number): Result<Tenant, RegistrarRefusal> {
  const [row] = sql.all<{ record: string }>(
    'SELECT record FROM revisions WHERE key = ? AND revision = ?',
    key,
    revision,
  )
  return row === undefined
    ? err({ tag: 'unknown-revision', revision })
    : ok(JSON.parse(row.record) as Tenant)
}
