import type { Migrated } from '../../migrations.ts'

/** The database of an event's counter, as `docs/storage.md` explains it. */
export const COUNTER_TABLES: Migrated = {
  name: 'counter',
  migrations: [
    [
      'CREATE TABLE IF NOT EXISTS openings (seam TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
      `CREATE TABLE alerts (
        kind TEXT NOT NULL, seam TEXT NOT NULL, host TEXT, since INTEGER NOT NULL,
        last INTEGER NOT NULL, times INTEGER NOT NULL, told INTEGER NOT NULL, settled INTEGER,
        PRIMARY KEY (kind, seam)
      ) STRICT, WITHOUT ROWID`,
      `CREATE TABLE outbound (
        day TEXT NOT NULL, host TEXT NOT NULL, calls INTEGER NOT NULL, failed INTEGER NOT NULL,
        PRIMARY KEY (day, host)
      ) STRICT, WITHOUT ROWID`,
    ],
  ],
}
