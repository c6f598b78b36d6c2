import { ok, type Result, type Sql, type StoreContext } from '../../contract.ts'
import { tell } from '../../seam/hook.ts'
import { command, query, type SetUp, type StoreFeature } from '../../store/feature.ts'
import type { FieldValues } from '../fields/field.ts'
import { importFields } from '../fields/import-fields.ts'
import { readDefinitions, readFields, type RefusedField } from '../fields/values.ts'
import { attendeeChanged, attendeeRegistered } from './hooks.ts'
import type { Group, Person, PersonRecord, Tag } from './person.ts'
import { readOwnFacts } from './person-facts.ts'
import { peoplePersonal } from './personal.ts'
import { searchWords } from '../../search-words.ts'
import { personOf, requireSystem, type SignedOut, signedOut } from './signed-in.ts'
import { versionMigration } from './version.ts'

const migrations = [
  [
    'CREATE TABLE people_groups (id TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT',
    'CREATE TABLE people_tags (id TEXT PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL) STRICT',
    `CREATE TABLE people_persons (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, external_id TEXT UNIQUE,
      email TEXT UNIQUE, name TEXT NOT NULL, organisation TEXT NOT NULL, role TEXT NOT NULL,
      bio TEXT NOT NULL, "group" TEXT NOT NULL REFERENCES people_groups (id), locale TEXT,
      offers_text TEXT NOT NULL, seeks_text TEXT NOT NULL, phone TEXT NOT NULL,
      listed INTEGER NOT NULL CHECK (listed IN (0, 1)), erased INTEGER
    ) STRICT`,
    'CREATE INDEX people_persons_listed ON people_persons (listed, name, id)',
    `CREATE TABLE people_person_tags (
      person TEXT NOT NULL, side TEXT NOT NULL CHECK (side IN ('offers', 'seeks')), tag TEXT NOT NULL,
      PRIMARY KEY (person, side, tag)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX people_person_tags_tag ON people_person_tags (tag, side, person)',
    `CREATE VIRTUAL TABLE people_search USING fts5(
      name, organisation, words, content='', contentless_delete=1,
      tokenize="unicode61 remove_diacritics 2", prefix='2 3'
    )`,
  ],
  [
    'CREATE INDEX people_persons_by_group ON people_persons (listed, "group", name, id)',
    ...versionMigration,
  ],
]

/** An address as it is compared: people write theirs in any letter case. */
export const normalizeEmail = (email: string): string => email.trim().toLowerCase()

export interface PeopleList {
  readonly groups: readonly Group[]
  readonly tags: readonly Tag[]
  readonly people: readonly PersonRecord[]
}

export interface Imported {
  readonly people: number
  /** Values of the event's own fields that cannot be kept; all else of these people is imported. */
  readonly refused: readonly (RefusedField & { readonly externalId: string })[]
}

/** Puts people on the event's list; who is there already, by external id, is changed. System only. */
export const importPeople = command(
  'people.import',
  (sql, { groups, tags, people }: PeopleList, context): Imported => {
    requireSystem(context)
    labels(sql, 'people_groups', groups)
    labels(sql, 'people_tags', tags)
    const definitions = readDefinitions(sql)
    const refused = people.flatMap((person) => {
      const id = importPerson(sql, person, context)
      const { externalId, fields = {} } = person
      return importFields(sql, id, fields, definitions).map((one) => ({ externalId, ...one }))
    })
    return { people: people.length, refused }
  },
)

function labels(sql: Sql, table: string, entries: readonly Tag[]): void {
  for (const [position, { id, label }] of entries.entries()) {
    sql.all(
      `INSERT INTO ${table} VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET label = excluded.label, position = excluded.position`,
      id,
      label,
      position,
    )
  }
}

function importPerson(sql: Sql, person: PersonRecord, context: StoreContext): string {
  const fresh = crypto.randomUUID()
  const [row] = sql.all<{ id: string }>(
    `INSERT INTO people_persons
       (id, external_id, email, name, organisation, role, bio, "group", locale, offers_text, seeks_text, phone, listed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (external_id) DO UPDATE SET email = excluded.email, name = excluded.name,
       organisation = excluded.organisation, role = excluded.role, bio = excluded.bio,
       "group" = excluded."group", locale = excluded.locale, offers_text = excluded.offers_text,
       seeks_text = excluded.seeks_text, phone = excluded.phone, listed = excluded.listed
     RETURNING id`,
    fresh,
    person.externalId,
    normalizeEmail(person.email),
    person.name,
    person.organisation,
    person.role,
    person.bio,
    person.group,
    person.locale,
    person.offersText,
    person.seeksText,
    person.phone,
    person.listed ? 1 : 0,
  )
  if (row === undefined) throw new Error('An import that changes nothing answers all the same.')
  setTags(sql, row.id, person)
  indexPerson(sql, row.id)
  const { id } = row
  const fact = { person: { id, externalId: person.externalId }, at: context.now }
  tell(context, id === fresh ? attendeeRegistered : attendeeChanged, id, fact)
  return id
}

/** Puts a person's tags in the place of those before; what stays is not touched. */
export function setTags(
  sql: Sql,
  person: string,
  { offers, seeks }: Pick<Person, 'offers' | 'seeks'>,
): void {
  const tags = JSON.stringify([
    ...offers.map((tag) => ['offers', tag]),
    ...seeks.map((tag) => ['seeks', tag]),
  ])
  const wanted = 'SELECT value ->> 0, value ->> 1 FROM json_each(?2)'
  sql.all(
    `DELETE FROM people_person_tags WHERE person = ?1 AND (side, tag) NOT IN (${wanted})`,
    person,
    tags,
  )
  sql.all(
    `INSERT INTO people_person_tags SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2)
     WHERE true ON CONFLICT DO NOTHING`,
    person,
    tags,
  )
}

/** Makes a person's present words the ones they are found by. */
export function indexPerson(sql: Sql, id: string): void {
  const [found] = sql.all<{
    number: number
    name: string
    organisation: string
    words: string
  }>(
    `SELECT number, name, organisation, concat_ws(' ', role, bio, offers_text, seeks_text,
       (SELECT group_concat(label, ' ') FROM people_person_tags JOIN people_tags ON people_tags.id = tag
        WHERE person = people_persons.id)) AS words
     FROM people_persons WHERE id = ?`,
    id,
  )
  if (found === undefined) return
  sql.all('DELETE FROM people_search WHERE rowid = ?', found.number)
  sql.all(
    'INSERT INTO people_search (rowid, name, organisation, words) VALUES (?, ?, ?, ?)',
    found.number,
    searchWords(found.name),
    searchWords(found.organisation),
    searchWords(found.words),
  )
}

/** The signed-in person's own record. */
export interface OwnProfile extends Person {
  readonly email: string
  readonly phone: string
  readonly locale: string | null
  readonly listed: boolean
  /** All of the event's own fields, those for organisers too. */
  readonly fields: FieldValues
}

/** The caller's own profile: 3 statements. */
export const readOwnProfile = query(
  'people.own-profile',
  (sql, _input: object, context): Result<OwnProfile, SignedOut> => {
    const person = personOf(context)
    if (person === null) return signedOut
    const [row] = sql.all<ProfileRow>(
      `SELECT id, name, organisation, role, bio, "group", email, phone, locale, listed,
         offers_text AS offersText, seeks_text AS seeksText
       FROM people_persons WHERE id = ? AND erased IS NULL`,
      person.id,
    )
    if (row === undefined) return signedOut
    const fields = readFields(sql, person.id, 'self')
    return ok({ ...row, listed: row.listed === 1, ...tagsOf(sql, person.id), fields })
  },
)

type ProfileRow = Omit<OwnProfile, 'listed' | 'offers' | 'seeks' | 'fields'> & {
  readonly listed: number
}

/** One person's tags by side: one statement. */
export function tagsOf(sql: Sql, person: string): Pick<Person, 'offers' | 'seeks'> {
  const rows = sql.all<{ side: string; tag: string }>(
    'SELECT side, tag FROM people_person_tags WHERE person = ? ORDER BY tag',
    person,
  )
  const of = (side: string): string[] => rows.filter((r) => r.side === side).map(({ tag }) => tag)
  return { offers: of('offers'), seeks: of('seeks') }
}

/** The event's groups and tags, in the organiser's order: 2 statements. */
export const readVocabulary = query('people.vocabulary', (sql, _input: object): Vocabulary =>
  vocabularyIn(sql),
)

type Vocabulary = Pick<PeopleList, 'groups' | 'tags'>

const vocabularyIn = (sql: Sql): Vocabulary => ({
  groups: sql.all<Group>('SELECT id, label FROM people_groups ORDER BY position, id'),
  tags: sql.all<Tag>('SELECT id, label FROM people_tags ORDER BY position, id'),
})

/** What people can be and say of themselves; not the people. */
const peopleSetUp: SetUp<Vocabulary> = {
  shape: 1,
  read(sql) {
    const { groups, tags } = vocabularyIn(sql)
    return groups.length === 0 && tags.length === 0 ? null : { groups, tags }
  },
  write(sql, { groups, tags }) {
    labels(sql, 'people_groups', groups)
    labels(sql, 'people_tags', tags)
  },
}

export const peopleStore: StoreFeature = {
  name: 'people',
  migrations,
  operations: [importPeople, readOwnProfile, readVocabulary, readOwnFacts],
  personal: peoplePersonal,
  setUp: peopleSetUp,
}
