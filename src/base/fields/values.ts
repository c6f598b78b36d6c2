import type { Sql, SqlValue } from '../../contract.ts'
import type { FieldProblem } from '../form/read-form.ts'
import { fold } from '../people/fold.ts'
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

/**
 * Everybody's values, whoever may see them, for the event's own code and for organisers. One statement
 * for the values, one for the definitions.
 */
export function readAllFields(
  sql: Sql,
  definitions: ReadonlyMap<string, KeptField> = readDefinitions(sql),
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

/** Rows as values. What does not fit its definition any more is as if it were not there. */
function byPerson(
  rows: readonly Row[],
  definitions: ReadonlyMap<string, KeptField>,
): Map<string, FieldValues> {
  const people = new Map<string, Record<string, FieldValue>>()
  for (let at = 0; at < rows.length;) {
    const { person, field } = rows[at] as Row
    const values: SqlValue[] = []
    for (let row = rows[at]; row?.person === person && row.field === field; row = rows[++at]) {
      values.push(row.value)
    }
    const kept = definitions.get(field)
    const value = kept === undefined ? null : valueOf(kept, values)
    if (value === null) continue
    const known = people.get(person) ?? {}
    known[field] = value
    people.set(person, known)
  }
  return people
}

function valueOf(
  field: KeptField,
  [first = null, ...more]: readonly SqlValue[],
): FieldValue | null {
  if (field.type === 'choices') {
    return field.options.filter((option) => option === first || more.includes(option))
  }
  const read = readValue(field, field.type === 'yes-no' ? first === 1 : first)
  return read.ok && more.length === 0 ? read.value : null
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

/** Puts values in the place of those before; other fields stay as they are. */
export function writeFields(
  sql: Sql,
  person: string,
  values: ReadonlyMap<string, FieldValue | null>,
): void {
  for (const [field, value] of values) {
    sql.all('DELETE FROM fields_values WHERE person = ? AND field = ?', person, field)
    const items =
      value === null ? [] : Array.isArray(value) ? (value as readonly string[]) : [value as string]
    for (const [item, one] of items.entries()) {
      const kept = rowValue(one)
      sql.all(
        'INSERT INTO fields_values VALUES (?, ?, ?, ?, ?)',
        person,
        field,
        item,
        kept,
        keyOf(kept),
      )
    }
  }
}

const rowValue = (value: string | number | boolean): string | number =>
  typeof value === 'boolean' ? Number(value) : value

/** Longer than anybody types to find something. */
const MAX_KEY = 100

/** What a value is found by: as it is written, but for case and accents. */
export const keyOf = (value: string | number): string | number =>
  typeof value === 'number' ? value : fold(value).slice(0, MAX_KEY)
