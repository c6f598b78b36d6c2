import type { PersonRecord } from '../../src/base/people/person.ts'

/** An invented person by one name, with whatever a test wants different. */
export const invented = (name: string, different: Partial<PersonRecord> = {}): PersonRecord => ({
  externalId: name,
  email: `${name}@people.example`,
  name: `${name.charAt(0).toUpperCase()}${name.slice(1)} Muster`,
  organisation: `${name} Works`,
  role: 'Engineer',
  bio: '',
  group: 'all',
  locale: null,
  offers: [],
  seeks: [],
  offersText: '',
  seeksText: '',
  listed: true,
  phone: '',
  ...different,
})
