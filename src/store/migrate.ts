import type { Sql } from '../contract.ts'
import type { StoreFeature } from './feature.ts'
import { OUTBOX_TABLES } from './outbox.ts'

const OWN_TABLES = [
  'CREATE TABLE IF NOT EXISTS _meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT',
  'CREATE TABLE IF NOT EXISTS _migrations (feature TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT',
  `CREATE TABLE IF NOT EXISTS _requests (
    id TEXT NOT NULL, operation TEXT NOT NULL, answer TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (id, operation)
  ) STRICT`,
  'CREATE INDEX IF NOT EXISTS _requests_at ON _requests (at)',
  `CREATE TABLE IF NOT EXISTS _told (
    tag TEXT PRIMARY KEY, revision INTEGER NOT NULL, since INTEGER NOT NULL, gone INTEGER
  ) STRICT`,
  ...OUTBOX_TABLES,
]

/**
 * Brings every feature's tables up to date. A store of a newer code version is left as it is. Answers
 * whether tables that were there before have changed.
 */
export function migrate(sql: Sql, features: readonly StoreFeature[]): boolean {
  for (const statement of OWN_TABLES) sql.all(statement)
  const rows = sql.all<{ feature: string; version: number }>('SELECT * FROM _migrations')
  const versions = new Map(rows.map(({ feature, version }) => [feature, version]))
  let changed = false
  for (const { name, migrations } of features) {
    const from = versions.get(name) ?? 0
    if (from >= migrations.length) continue
    changed = true
    for (const statement of migrations.slice(from).flat()) sql.all(statement)
    sql.all(
      `INSERT INTO _migrations VALUES (?, ?)
       ON CONFLICT (feature) DO UPDATE SET version = excluded.version`,
      name,
      migrations.length,
    )
  }
  return changed && rows.length > 0
}
