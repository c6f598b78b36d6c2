import type { Tenant } from '../../contract.ts'
import type { Seed } from '../../dev/seed-contract.ts'
import { demoPeople } from '../demo-people/demo-people.ts'
import { programmeFile } from '../demo-programme.ts'

/** More people make no other pages. */
const ENOUGH = 12

const SESSIONS = `09:30 45 Hall 1 | First track | Opening | Ada Sample
10:30 60 Hall 2 | Second track | Workshop | Ben Invented, Uma Example
16:00 30 Hall 1 | First track | Closing |`

/** Who walks through an event, and what there is to see: all of it invented. */
export function checkData({ starts }: Tenant): Pick<Seed, 'people' | 'schedule'> {
  const people = demoPeople('demo/maritime-expo/people.json')
  if (people === null) throw new Error('demo/maritime-expo/people.json is not there.')
  const text = programmeFile(`${starts}\n${SESSIONS}`)
  return {
    people: { ...people, people: people.people.slice(0, ENOUGH) },
    schedule: { format: 'json', text, replace: false },
  }
}
