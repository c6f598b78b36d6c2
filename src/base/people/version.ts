// One word that stands for everybody's groups, tags, own fields and presence in the directory: who has
// read them under the same word has read what is true. The database itself changes it, so that no command
// can forget to, not even one of another code version.

const NEW_VERSION = 'lower(hex(randomblob(8)))'

/**
 * A statement that makes everybody a new version whenever this happens to a table.
 *
 * @param event as in `INSERT ON people_person_tags`
 */
export const raisesVersion = (name: string, event: string, when = 'true'): string =>
  `CREATE TRIGGER people_version_${name} AFTER ${event} WHEN ${when} BEGIN
     UPDATE people_version SET version = ${NEW_VERSION}; END`

const CHANGED = ['listed', '"group"', 'erased']
  .map((column) => `old.${column} IS NOT new.${column}`)
  .join(' OR ')

export const versionMigration: readonly string[] = [
  'CREATE TABLE people_version (one INTEGER PRIMARY KEY CHECK (one = 1), version TEXT NOT NULL) STRICT',
  `INSERT INTO people_version VALUES (1, ${NEW_VERSION})`,
  raisesVersion('person_new', 'INSERT ON people_persons'),
  raisesVersion('person', 'UPDATE ON people_persons', CHANGED),
  raisesVersion('person_gone', 'DELETE ON people_persons'),
  raisesVersion('tag', 'INSERT ON people_person_tags'),
  raisesVersion('tag_gone', 'DELETE ON people_person_tags'),
]

/** A scalar in SQL. */
export const PEOPLE_VERSION = '(SELECT version FROM people_version)'
