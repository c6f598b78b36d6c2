import type { PeopleList } from '../base/people/store.ts'
import type { Tenant } from '../contract.ts'

/** Where the development server hands in demo data. */
export const SEED_PATH = '/__dev/seed'

export interface SeedSchedule {
  readonly format: 'json' | 'xml'
  readonly text: string
  /** Whether it takes the place of a programme that is there already. */
  readonly replace: boolean
}

/** One demo event: its record, and its programme if it has one. */
export interface Seed {
  readonly tenant: Tenant
  readonly schedule: SeedSchedule | null
  /** Its people, imported where there are none yet. */
  readonly people: PeopleList | null
  /** What it is an example of, in a few words. */
  readonly shows?: string | undefined
  /** What its code signs with in development, by name. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Whether it has code of its own. */
  readonly hasModule: boolean
}
