import { hookSeam } from '../../seam/hook.ts'
import type { FactPerson } from '../people/hooks.ts'

export interface ContactFact {
  /** Who scanned the other's badge first. */
  readonly scanner: FactPerson
  readonly scanned: FactPerson
  /** When it was scanned, epoch milliseconds: earlier than it is told where there was no network. */
  readonly at: number
}

/** Two people have exchanged contacts, by a scan; told once a pair. Since 0.2. */
export const contactExchanged = hookSeam<ContactFact>()('contact.exchanged')
