import { ok, type Sql } from '../../contract.ts'
import type { AuditCalls, KeepPolicy } from './audit-calls.ts'
import { note } from './audit.ts'
import { type Change, changesBetween, withChanges } from './changes.ts'
import type { Authorship } from './tenant-calls.ts'
import { type Operations, type Turn, write } from './turn.ts'

/** Most that one call takes out. */
const [KEYS, REVISIONS] = [100, 1_000]

export const pruneOperations: Operations<Pick<AuditCalls, 'registry.prune'>> = {
  'registry.prune': write((turn, { by, policy = turn.rules.keep }) => ok(prune(turn, by, policy))),
}

/** Takes out what is older than the policy allows, and says so in the log. */
export function prune(
  turn: Turn,
  by: Authorship,
  policy: KeepPolicy,
): AuditCalls['registry.prune']['answer'] {
  const { sql, now } = turn
  const revisions = pruneRevisions(sql, now - policy.revisions, policy.revisionsLeft)
  const keys = sql.all<{ key: string | null }>(
    `SELECT DISTINCT key FROM audit WHERE at < ? AND action <> '${PRUNED}' LIMIT ?`,
    now - policy.audit,
    KEYS,
  )
  let entries = 0
  for (const { key } of keys) entries += sumUp(sql, key, now - policy.audit, by.actor)
  if (entries + revisions > 0) {
    const changes = changesBetween({}, { taken: { entries, revisions } })
    note(turn, { by, action: 'registry.prune', key: null, revision: null, changes })
  }
  return { entries, revisions, more: keys.length === KEYS || revisions === REVISIONS }
}

const PRUNED = 'pruned'

/** Each event keeps its last revisions, however old they are. */
const pruneRevisions = (sql: Sql, before: number, left: number): number =>
  sql.all(
    `DELETE FROM revisions WHERE (key, revision) IN (
       SELECT key, revision FROM revisions r WHERE at < ? AND revision <=
         (SELECT max(revision) FROM revisions WHERE key = r.key) - ? LIMIT ?)
     RETURNING 1`,
    before,
    left,
    REVISIONS,
  ).length

/** Puts one entry in the place of an event's old ones: the state that they had led to. */
function sumUp(sql: Sql, key: string | null, before: number, actor: string): number {
  const old = sql.all<{ number: number; at: number; revision: number | null; changes: string }>(
    'SELECT number, at, revision, changes FROM audit WHERE key IS ? AND at < ? ORDER BY number',
    key,
    before,
  )
  const last = old.at(-1)
  if (last === undefined) return 0
  const state = old.reduce(
    (sum, { changes }) => withChanges(sum, JSON.parse(changes) as Change[]),
    {},
  )
  const revision = old.findLast((entry) => entry.revision !== null)?.revision ?? null
  const until = new Date(last.at).toISOString().slice(0, 10)
  sql.all('DELETE FROM audit WHERE key IS ? AND at < ?', key, before)
  sql.all(
    'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    last.number,
    last.at,
    actor,
    PRUNED,
    key,
    revision,
    `${old.length} entries until ${until}`,
    JSON.stringify(changesBetween({}, state)),
  )
  return old.length
}
