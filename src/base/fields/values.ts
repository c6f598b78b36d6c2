import type { Sql, SqlValue } from '../../contract.ts'
import type { FieldProblem } from '../form/read-form.ts'
import { fold } from '../../fold.ts'
import type { FieldValue, FieldValues, FieldVisibility } from './field.ts'
import { type KeptField, readValue } from './kept-field.ts'

/** Who is shown a person's values. Each sees what those before them see. */
export type Audience = 'everybody' | 'contacts' | 'self'

const SEEN: Readonly<Record<Audience, readonly FieldVisibility[]>> = {
  everybody: ['public'],
  contacts: ['public', 'contacts'],
  self: ['public', 'contacts', 'organisers'],
}

interface Row {
  readonly person: string
  readonly field: string
  readonly value: SqlValue
}

/** A person's values as far as somebody may see them. One statement. */
export function readFields(sql: Sql, person: string, audience: Audience): FieldValues {
  const rows = sql.all<Row & { readonly definition: string }>(
    `SELECT v.person, v.field, v.value, d.definition FROM fields_values v
       JOIN fields_definitions d ON d.name = v.field
     WHERE v.person = ? AND d.gone = 0 AND d.visibility IN (SELECT value FROM json_each(?))
     ORDER BY v.field, v.item`,
    person,
    JSON.stringify(SEEN[audience]),
  )
  const definitions = rows.map(({ field, definition }) => [field, definition] as const)
  return byPerson(rows, parsed(definitions)).get(person) ?? {}
}

/** Everybody's values of these fields, whoever may see them, for organisers. One statement. */
export function readAllFields(
  sql: Sql,
  definitions: ReadonlyMap<string, KeptField>,
): ReadonlyMap<string, FieldValues> {
  if (definitions.size === 0) return new Map()
  const rows = sql.all<Row>(
    `SELECT person, field, value FROM fields_values
     WHERE field IN (SELECT value FROM json_each(?)) ORDER BY person, field, item`,
    JSON.stringify([...definitions.keys()]),
  )
  return byPerson(rows, definitions)
}

const parsed = (
  definitions: readonly (readonly [name: string, definition: string])[],
): ReadonlyMap<string, KeptField> =>
  new Map([...new Map(definitions)].map(([name, text]) => [name, JSON.parse(text) as KeptField]))

/** Rows, in the order of their people, as values by person. */
function byPerson(
  rows: readonly Row[],
  definitions: ReadonlyMap<string, KeptField>,
): Map<string, FieldValues> {
  const people = new Map<string, FieldValues>()
  for (let at = 0; at < rows.length;) {
    const { person } = rows[at] as Row
    const items: FieldItem[] = []
    for (let row = rows[at]; row?.person === person; row = rows[++at]) {
      items.push([row.field, row.value])
    }
    const values = valuesOf(items, definitions)
    if (Object.keys(values).length > 0) people.set(person, values)
  }
  return people
}

/** One row of what a person says: a value, or one of several. */
export type FieldItem = readonly [field: string, value: SqlValue]

/**
 * One person's rows, in the order of their fields, as values. What does not fit its definition any more
 * is as if it were not there.
 */
export function valuesOf(
  items: readonly FieldItem[],
  definitions: ReadonlyMap<string, KeptField>,
): FieldValues {
  const values: Record<string, FieldValue> = {}
  for (let at = 0; at < items.length;) {
    const [field] = items[at] as FieldItem
    const own: SqlValue[] = []
    for (let item = items[at]; item?.[0] === field; item = items[++at]) own.push(item[1])
    const kept = definitions.get(field)
    const value = kept === undefined ? null : valueOf(kept, own)
    if (value !== null) values[field] = value
  }
  return values
}

function valueOf(field: KeptField, values: readonly SqlValue[]): FieldValue | null {
  if (field.type === 'choices') {
    const chosen = field.options.filter((option) => values.includes(option))
    return chosen.length > 0 ? chosen : null
  }
  const [first] = values
  const read = readValue(field, field.type === 'yes-no' ? first === 1 : first)
  return read.ok && values.length === 1 ? read.value : null
}

/** What the event declares at the moment, by name. One statement. */
export function readDefinitions(sql: Sql): ReadonlyMap<string, KeptField> {
  const rows = sql.all<{ name: string; definition: string }>(
    'SELECT name, definition FROM fields_definitions WHERE gone = 0',
  )
  return parsed(rows.map(({ name, definition }) => [name, definition]))
}

export type GivenFields = Readonly<Record<string, unknown>>

/** One value that cannot be kept. */
export interface RefusedField {
  readonly field: string
  /** `unknown`: the event declares no such field. */
  readonly problem: FieldProblem['key'] | 'unknown'
}

export interface CheckedFields {
  /** null where a value is to be taken away. */
  readonly values: ReadonlyMap<string, FieldValue | null>
  readonly refused: readonly RefusedField[]
}

/** Values as they are kept, and those that cannot be. */
export function checkFields(
  definitions: ReadonlyMap<string, KeptField>,
  given: GivenFields,
): CheckedFields {
  const values = new Map<string, FieldValue | null>()
  const refused: RefusedField[] = []
  for (const [field, value] of Object.entries(given)) {
    const definition = definitions.get(field)
    const read = definition === undefined ? null : readValue(definition, value)
    if (read?.ok === true) values.set(field, read.value)
    else refused.push({ field, problem: read === null ? 'unknown' : read.error.key })
  }
  return { values, refused }
}

/**
 * Puts values in the place of those before; other fields stay as they are, and what is the same is not
 * touched. Two statements.
 */
export function writeFields(
  sql: Sql,
  person: string,
  values: ReadonlyMap<string, FieldValue | null>,
): void {
  if (values.size === 0) return
  const rows = JSON.stringify([...values].flatMap(([field, value]) => rowsOf(field, value)))
  const wanted = 'SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2)'
  sql.all(
    `DELETE FROM fields_values WHERE person = ?1 AND field IN (SELECT value FROM json_each(?3))
       AND (field, item, value) NOT IN (${wanted})`,
    person,
    rows,
    JSON.stringify([...values.keys()]),
  )
  sql.all(
    `INSERT INTO fields_values SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3
     FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING`,
    person,
    rows,
  )
}

type FieldRow = readonly [field: string, item: number, value: string | number, key: string | number]

function rowsOf(field: string, value: FieldValue | null): FieldRow[] {
  if (value === null) return []
  const items = typeof value === 'object' ? value : [value]
  return items.map((one, item): FieldRow => {
    const kept = rowValue(one)
    return [field, item, kept, keyOf(kept)]
  })
}

const rowValue = (value: string | number | boolean): string | number =>
  typeof value === 'boolean' ? Number(value) : value

/** Longer than anybody types to find something. */
const MAX_KEY = 100

/** What a value is found by: as it is written, but for case and accents. */
export const keyOf = (value: string | number): string | number =>
  typeof value === 'number' ? value : fold(value).slice(0, MAX_KEY)
