import { ok, type Result, type Sql } from '../../contract.ts'
import { query } from '../../store/feature.ts'
import type { FieldValues } from '../fields/field.ts'
import { readFields } from '../fields/values.ts'
import { personOf, type SignedOut, signedOut } from './signed-in.ts'

/** What an event's guards and rules know of a person: what others see, no contact details. Plain data. */
export interface PersonFacts<Fields extends object = FieldValues> {
  readonly id: string
  readonly name: string
  /** As the person or the organiser wrote it; compare it without letter case and spaces around it. */
  readonly organisation: string
  readonly role: string
  /** Id of the person's group. */
  readonly group: string
  /** Ids of tags, sorted. */
  readonly offers: readonly string[]
  readonly seeks: readonly string[]
  /** The event's own fields by name, those for organisers too; what is not known is not there. */
  readonly fields: Fields
}

/** One person's facts; null for nobody. Two statements. */
export function factsOf(sql: Sql, id: string): PersonFacts | null {
  const [row] = sql.all<Row>(
    `SELECT id, name, organisation, role, "group", ${tags('offers')}, ${tags('seeks')}
     FROM people_persons p WHERE id = ? AND erased IS NULL`,
    id,
  )
  if (row === undefined) return null
  const { offers, seeks, ...rest } = row
  return {
    ...rest,
    offers: listOf(offers),
    seeks: listOf(seeks),
    fields: readFields(sql, id, 'self'),
  }
}

type Row = Omit<PersonFacts, 'offers' | 'seeks' | 'fields'> & { offers: string; seeks: string }

const tags = (side: 'offers' | 'seeks'): string =>
  `(SELECT json_group_array(tag ORDER BY tag) FROM people_person_tags
    WHERE person = p.id AND side = '${side}') AS ${side}`

const listOf = (json: string): string[] => JSON.parse(json) as string[]

/** The caller's own facts. */
export const readOwnFacts = query(
  'people.own-facts',
  (sql, _input: object, context): Result<PersonFacts, SignedOut> => {
    const person = personOf(context)
    const facts = person === null ? null : factsOf(sql, person.id)
    return facts === null ? signedOut : ok(facts)
  },
)
