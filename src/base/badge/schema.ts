/**
 * A pair has one row, whoever scanned whom: `one` is the lesser id. Each side's column is when that
 * side first scanned the other, in epoch milliseconds; null when it never did.
 */
export const badgeMigrations = [
  [
    `CREATE TABLE badge_codes (
      person TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, made INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE badge_contacts (
      one TEXT NOT NULL, other TEXT NOT NULL, one_scanned INTEGER, other_scanned INTEGER,
      PRIMARY KEY (one, other),
      CHECK (one < other), CHECK (one_scanned IS NOT NULL OR other_scanned IS NOT NULL)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX badge_contacts_other ON badge_contacts (other)',
  ],
]

/** When the two met first, as a column. */
export const FIRST_SCAN =
  'min(coalesce(one_scanned, other_scanned), coalesce(other_scanned, one_scanned))'
