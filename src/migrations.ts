import type { Sql } from './contract.ts'

/** One part of a database, with tables of its own. */
export interface Migrated {
  readonly name: string
  /**
   * One list of SQL statements a version, applied in order and each once. Only ever append; a step
   * must leave the previous code version working, because both run during a rollout.
   */
  readonly migrations: readonly (readonly string[])[]
}

/**
 * Brings every part's tables up to date; call it inside one transaction. A database of a newer code
 * version is left as it is. Answers whether tables that were there before have changed.
 */
export function bringUpToDate(sql: Sql, parts: readonly Migrated[]): boolean {
  sql.all(
    'CREATE TABLE IF NOT EXISTS _migrations (feature TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT',
  )
  const rows = sql.all<{ feature: string; version: number }>('SELECT * FROM _migrations')
  const versions = new Map(rows.map(({ feature, version }) => [feature, version]))
  let changed = false
  for (const { name, migrations } of parts) {
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
