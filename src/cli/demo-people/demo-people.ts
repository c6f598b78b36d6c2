import { existsSync, readFileSync } from 'node:fs'
import type { PersonRecord } from '../../base/people/person.ts'
import type { PeopleList } from '../../base/people/store.ts'
import { inventPeople } from './invent-people.ts'

/** A demo event's `people.json`: how many people, and those whom one click signs in as. */
interface DemoPeople {
  readonly count: number
  readonly personas: readonly Persona[]
}

type Persona = Pick<
  PersonRecord,
  'name' | 'group' | 'locale' | 'role' | 'organisation' | 'offers' | 'seeks'
>

/** The list of a demo event; null for an event without one. */
export function demoPeople(file: string): PeopleList | null {
  if (!existsSync(file)) return null
  const { count, personas } = JSON.parse(readFileSync(file, 'utf8')) as DemoPeople
  const invented = inventPeople(count - personas.length)
  return { ...invented, people: [...personas.map(record), ...invented.people] }
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
