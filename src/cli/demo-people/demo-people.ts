import { existsSync, readFileSync } from 'node:fs'
import type { PersonRecord } from '../../base/people/person.ts'
import type { PeopleList } from '../../base/people/store.ts'
import type { FieldValue } from '../../base/fields/field.ts'
import { inventPeople } from './invent-people.ts'
import type { Sector } from './sector.ts'

/** A demo event's `people.json`: how many people, and those whom one click signs in as. */
interface DemoPeople extends Partial<Sector> {
  readonly count: number
  readonly personas: readonly Persona[]
  /** Languages of the invented names; all there are when left out. */
  readonly languages?: readonly string[]
  /** Group id → label, when the event has groups of its own. */
  readonly groups?: Readonly<Record<string, string>>
  /** Of the event's own fields what invented people say, one of each. */
  readonly fields?: Readonly<Record<string, readonly FieldValue[]>>
}

type Persona = Pick<
  PersonRecord,
  'name' | 'group' | 'locale' | 'role' | 'organisation' | 'offers' | 'seeks' | 'fields'
>

/** The list of a demo event; null for an event without one. */
export function demoPeople(file: string): PeopleList | null {
  if (!existsSync(file)) return null
  const given = readGiven(file)
  const { count, personas } = given
  const invented = inventPeople(count - personas.length, given)
  return { ...invented, people: [...personas.map(record), ...invented.people] }
}

function readGiven(file: string): DemoPeople {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DemoPeople
  } catch (error) {
    throw new Error(`${file} is no JSON: ${(error as Error).message}`, { cause: error })
  }
}

const EXTERNAL_ID = 'persona-'

/** Those of a list whom one click signs in as. */
export const personasOf = ({ people }: PeopleList): readonly PersonRecord[] =>
  people.filter(({ externalId }) => externalId.startsWith(EXTERNAL_ID))

const record = (persona: Persona, i: number): PersonRecord => ({
  ...persona,
  externalId: `${EXTERNAL_ID}${i + 1}`,
  email: `persona-${i + 1}@people.example`,
  bio: '',
  offersText: '',
  seeksText: '',
  listed: true,
  phone: '+00 555 000',
})
