import { NAME_POOLS } from '../demo-people/names.ts'
import type { Answers } from './answers.ts'
import { languageOf, wordsFor } from './words.ts'

/** The first of those whom one click signs in as. */
export const PERSONA_NAME = 'Ada Sample'

/** Made-up people of a new event: two groups, a few lines of business, one persona in each group. */
export function peopleFile({ locales }: Answers): string {
  const [locale] = locales
  const { visitors, exhibitors } = wordsFor(locale)
  const people = {
    count: 24,
    languages: namesFor(locales),
    groups: { visitors, exhibitors },
    tags: {
      software: 'Software',
      machines: 'Machines',
      training: 'Training',
      logistics: 'Logistics',
      finance: 'Finance',
      design: 'Design',
    },
    organisations: ['Sample Works', 'Fable Freight', 'Example Bank', 'Draft Design', 'Mock School'],
    roles: ['Founder', 'Buyer', 'Engineer', 'Head of sales'],
    personas: [
      persona(PERSONA_NAME, 'visitors', locale, ['training'], ['software', 'design']),
      persona('Ben Example', 'exhibitors', locale, ['software', 'design'], ['training']),
    ],
  }
  return `${JSON.stringify(people, null, 2)}\n`
}

/** Those of the event's languages that there are made-up names for; else English. */
function namesFor(locales: readonly string[]): readonly string[] {
  const spoken = new Set(locales.map(languageOf))
  const known = NAME_POOLS.map(({ locale }) => locale).filter((locale) => spoken.has(locale))
  return known.length > 0 ? known : ['en']
}

const persona = (
  name: string,
  group: string,
  locale: string,
  offers: readonly string[],
  seeks: readonly string[],
) => ({ name, group, locale, role: 'Buyer', organisation: 'Sample Works', offers, seeks })
