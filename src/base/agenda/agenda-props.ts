import type { PageProps } from '../page.ts'
import type { Day } from './days.ts'

export interface AgendaProps extends PageProps {
  /** The sessions to show, already filtered by track. */
  readonly days: readonly Day[]
  /** All rooms, in the programme's order. */
  readonly rooms: readonly string[]
  /** All tracks of the programme, in alphabetical order. */
  readonly tracks: readonly string[]
  /** The track that is chosen; null for all. */
  readonly track: string | null
  /** Ids of the sessions that the visitor marked; null for somebody who is not signed in. */
  readonly bookmarks?: ReadonlySet<string> | null
}
