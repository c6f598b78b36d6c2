import type { Child } from 'hono/jsx'
import type { Role } from '../access/actor.ts'
import type { Turn } from '../api/endpoint.ts'
import type { Problem } from '../api/problem.ts'
import type { Sent } from './sent.ts'

/** One page of the admin host: a file of its own, and a line in `pages.ts`. */
export interface Page {
  /** `/events/:key/edit`; `:key` is an event's, and those who may not touch that event see a 404. */
  readonly path: string
  /** What is done here, for those who may not. */
  readonly title: string
  /** Who may open it. */
  readonly role: Role
  /** Who may send its form; those who may open it when left out. */
  readonly actRole?: Role
  /** Whether it concerns the whole platform: nobody whose events are limited may. */
  readonly everything?: boolean
  readonly show: (visit: Visit) => Promise<Sight>
  /** Takes the page's form. */
  readonly act?: (visit: Visit, sent: Sent) => Promise<Sight>
}

/** Somebody on a page. */
export interface Visit {
  readonly turn: Turn
  /** Parts of the path that vary. */
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** Epoch milliseconds. */
  readonly now: number
}

/** What a page answers. */
export type Sight =
  | Shown
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'refused'; readonly problem: Problem }

export interface Shown {
  readonly kind: 'page'
  readonly title: string
  /** Where it is, from the list of events inwards, without the page itself. */
  readonly trail: readonly Crumb[]
  /** Of a page about one event: its key, and which of its pages this is. */
  readonly about?: { readonly key: string; readonly tab: string }
  readonly body: Child
  /** 200 when left out. */
  readonly status?: number
}

export interface Crumb {
  readonly path: string
  readonly name: string
}

export const go = (to: string): Sight => ({ kind: 'go', to })

export const refused = (problem: Problem): Sight => ({ kind: 'refused', problem })
