import type { Tenant } from '../contract.ts'

/** Where the development server hands in demo data. */
export const SEED_PATH = '/__dev/seed'

/** One demo event: its record, and its programme if it has one. */
export interface Seed {
  readonly tenant: Tenant
  readonly schedule: { readonly format: 'json' | 'xml'; readonly text: string } | null
  /** Whether it has code of its own. */
  readonly hasModule: boolean
}
