import type { Sql } from '../contract.ts'
import { bringUpToDate } from '../migrations.ts'
import type { StoreFeature } from './feature.ts'
import { OUTBOX_TABLES } from './outbox.ts'

const OWN_TABLES = [
  'CREATE TABLE IF NOT EXISTS _meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT',
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
 * Brings every feature's tables up to date. Answers whether tables that were there before have
 * changed.
 */
export function migrate(sql: Sql, features: readonly StoreFeature[]): boolean {
  for (const statement of OWN_TABLES) sql.all(statement)
  return bringUpToDate(sql, features)
}
