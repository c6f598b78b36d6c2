import type { FieldValues } from '../fields/field.ts'
import type { KeptField } from '../fields/kept-field.ts'
import { type FieldItem, valuesOf } from '../fields/values.ts'
import type { ScoredPerson } from './scorer.ts'

/** A person as the store hands them out for scoring, in the order of `scoredColumns`. */
export type KeptPerson = readonly [
  id: string,
  group: string,
  seeks: readonly string[],
  offers: readonly string[],
  /** Older stores do not have it. */
  fields?: readonly FieldItem[],
]

/**
 * A person in SQL, where `p` is the person.
 *
 * @param fields whether what they say in the event's own fields is needed
 */
export const scoredColumns = (fields: boolean): string =>
  `json_array(p.id, p."group", ${tags('seeks')}, ${tags('offers')}, ${fields ? SAID : 'json_array()'})`

const tags = (side: 'seeks' | 'offers'): string =>
  `(SELECT json_group_array(tag) FROM people_person_tags WHERE person = p.id AND side = '${side}')`

/** Prose is left out: nobody is matched by it, and thousands of them are long. */
const TOLD = `fields_definitions WHERE gone = 0 AND NOT definition ->> '$.lines'`

// The plus has the rows read as they lie, which is in their order; else each field is looked for.
const SAID = `(SELECT json_group_array(json_array(field, value)) FROM
  (SELECT field, value FROM fields_values
   WHERE person = p.id AND +field IN (SELECT name FROM ${TOLD}) ORDER BY field, item))`

/** The fields that scorers are told, in SQL. */
export const TOLD_FIELDS = `(SELECT json_group_array(json(definition)) FROM ${TOLD})`

/** The event's own fields by name, as far as scorers are told them. */
export type ToldFields = ReadonlyMap<string, KeptField>

export const toldFields = (definitions: readonly KeptField[]): ToldFields =>
  new Map(definitions.map((field) => [field.name, field]))

/** Frozen: kept for all visitors, and handed to the event's own scorer. */
export function scoredPerson(
  [id, group, seeks, offers, items = []]: KeptPerson,
  told: ToldFields,
): ScoredPerson {
  const fields = items.length === 0 ? NOTHING : valuesOf(items, told)
  for (const value of Object.values(fields)) Object.freeze(value)
  return Object.freeze({
    id,
    group,
    seeks: Object.freeze(seeks),
    offers: Object.freeze(offers),
    fields: Object.freeze(fields),
  })
}

const NOTHING: FieldValues = Object.freeze({})

/** `Snapshot.everybody` as people. */
export const scoredPeople = (everybody: string, told: ToldFields): readonly ScoredPerson[] =>
  (JSON.parse(everybody) as KeptPerson[]).map((person) => scoredPerson(person, told))

/** The fields whose values everybody sees who sees the person. */
export const publicFields = (told: ToldFields): ReadonlySet<string> =>
  new Set(
    [...told.values()].flatMap(({ name, visibility }) => (visibility === 'public' ? [name] : [])),
  )

/** A person as everybody sees them; the same one where there is nothing else. */
export function asSeen(person: ScoredPerson, visible: ReadonlySet<string>): ScoredPerson {
  const all = Object.entries(person.fields)
  const left = all.filter(([name]) => visible.has(name))
  if (left.length === all.length) return person
  return Object.freeze({ ...person, fields: Object.freeze(Object.fromEntries(left)) })
}
