import { raisesVersion } from '../people/version.ts'

/**
 * Values are rows, one for each chosen option: `key` is what they are found by, folded, and the index on
 * it is what makes a filter read no more than it finds.
 */
export const fieldMigrations = [
  [
    `CREATE TABLE fields_definitions (
      name TEXT PRIMARY KEY, visibility TEXT NOT NULL, filterable INTEGER NOT NULL,
      definition TEXT NOT NULL, gone INTEGER NOT NULL, shreds INTEGER
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE fields_values (
      person TEXT NOT NULL, field TEXT NOT NULL, item INTEGER NOT NULL, value ANY NOT NULL,
      key ANY NOT NULL, PRIMARY KEY (person, field, item)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX fields_values_key ON fields_values (field, key, person)',
  ],
  // An event's own scorer may go by what people say, and is handed it anew only when it has changed.
  ['fields_values', 'fields_definitions'].flatMap((table) =>
    ['INSERT', 'UPDATE', 'DELETE'].map((change) =>
      raisesVersion(`${table}_${change.toLowerCase()}`, `${change} ON ${table}`),
    ),
  ),
]
