import type { features } from '../base/match.ts'
import type { PageSeam } from '../base/module-pages.ts'
import type { MatchEnv } from '../base/pieces.ts'
import type { themeTokens } from '../base/theme/tokens.ts'
import type { RoutesSeam } from '../seam/module.ts'

/** The one public door for events: everything an event module may import from the platform. */
export type { AgendaDayProps } from '../base/agenda/agenda-day.tsx'
export type { AgendaProps } from '../base/agenda/agenda-props.ts'
export type { Schedule, Session, Speaker } from '../base/agenda/schedule.ts'
export type { Day } from '../base/agenda/days.ts'
export { agendaMessages } from '../base/agenda/messages.ts'
export { sessionCard } from '../base/agenda/session-card.tsx'
export { publishedSchedule, readSchedule } from '../base/agenda/store.ts'
export { errorMessages } from '../base/errors/messages.ts'
export { hero } from '../base/home/hero.tsx'
export { facts, people, topics } from '../base/home/home.tsx'
export type { HomeProps } from '../base/home/home-content.ts'
export { homeMessages } from '../base/home/messages.ts'
export { layoutMessages } from '../base/layout/messages.ts'
export { programme } from '../base/home/programme.tsx'
export type { Page, PageProps } from '../base/page.ts'

/** `c.env` in an event's own routes. */
export type EventEnv = { Bindings: MatchEnv }

type Seams = (typeof features)[number]
type Messages = Extract<Seams, { messages: unknown }>['messages']
type Views = Extract<Seams, { views: unknown }>['views'][number]

/** Every text of the base, by its full key: `home.agenda`. */
export type MessageKey = {
  [M in Messages as M['name']]: `${M['name']}.${keyof M['base']['en'] & string}`
}[Messages['name']]

export type EventTheme = NonNullable<EventDefinition['theme']>
export type EventMessages = NonNullable<EventDefinition['messages']>

/** What an event may change of the base. Every key is optional. */
export interface EventDefinition {
  /** Texts in any locale, by the base's keys; ICU MessageFormat. */
  readonly messages?: Readonly<Record<string, Readonly<Partial<Record<MessageKey, string>>>>>
  /** Colours, fonts, corners, and style rules for the event's own views. */
  readonly theme?: Readonly<Partial<Record<keyof typeof themeTokens, string>>>
  /** Components of the base, replaced: same props. */
  readonly views?: { readonly [V in Views as V['name']]?: V['base'] }
  /** Extra pages, in the menu and in the base's layout. */
  readonly pages?: Readonly<Record<`/${string}`, PageSeam>>
  /** A Hono app: new routes, or routes of the base replaced. What it does not answer is the base's. */
  readonly routes?: RoutesSeam
  /** `'base'`: the middleware of `routes` runs around the base's routes too, not only around its own. */
  readonly wraps?: 'base'
  /** `'base'`: the base may answer for a faulty public route although the module has middleware. */
  readonly onFault?: 'base'
}

/** An event's module: the default export of `events/<key>/event.tsx`. */
export const defineEvent = (definition: EventDefinition): EventDefinition => definition
