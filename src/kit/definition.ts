import type { EventFields, FieldDefinition } from '../base/fields/field.ts'
import type { ScoredValuesOf, ValuesOf } from '../base/fields/typed-values.ts'
import type { features } from '../base/match.ts'
import type { PageSeam } from '../base/module-pages.ts'
import type { MatchEnv } from '../base/pieces.ts'
import type { PersonFacts } from '../base/people/person-facts.ts'
import type { Scorer as AnyScorer } from '../base/recommendations/scorer.ts'
import type { EventSettings } from '../base/settings/declared.ts'
import type { themeTokens } from '../base/theme/tokens.ts'
import type { Guard } from '../seam/guard.ts'
import type { Hook } from '../seam/hook.ts'
import type { RoutesSeam } from '../seam/module.ts'
import type { Rule } from '../seam/rule.ts'
import type { Placeholders } from '../seam/placeholders.ts'
import type { Words } from '../seam/words.ts'
import type { LocaleTag } from './locales.ts'

/** `c.env` in an event's own routes. */
export type EventEnv = { Bindings: MatchEnv }

type Features = (typeof features)[number]
type Having<Key extends string> = Extract<Features, Readonly<Record<Key, unknown>>>
type Messages = Having<'messages'>['messages']
/** A view of the base. */
export type View = Having<'views'>['views'][number]
type Guards = Having<'guards'>['guards'][number]
type Rules = Having<'rules'>['rules'][number]
type Hooks = Having<'hooks'>['hooks'][number]
type Facts<Seam extends { readonly facts?: unknown }> = NonNullable<Seam['facts']>
type Fact<Seam extends { readonly fact?: unknown }> = NonNullable<Seam['fact']>

/** Facts about people with what these may say in the event's own fields. */
type FactsWith<About, Fields> = string extends keyof Fields
  ? About
  : {
      readonly [K in keyof About]: About[K] extends PersonFacts
        ? PersonFacts<ValuesOf<Fields>>
        : About[K]
    }

/** A scorer of an event with these fields: `Scorer<typeof fields>`. */
export type Scorer<Fields = EventFields> = AnyScorer<ScoredValuesOf<Fields>>

/** Every text of the base, by its full key: `home.agenda`. */
export type MessageKey = {
  [M in Messages as M['name']]: `${M['name']}.${keyof M['base']['en'] & string}`
}[Messages['name']]

/** Texts of the base by language and key. */
export type EventMessages = { readonly [L in LocaleTag]?: { readonly [K in MessageKey]?: string } }

/** The base's English text of a key, as it is written. */
type TextOf<Key extends MessageKey> = {
  [
    M in Messages as M['name']
  ]: Key extends `${M['name']}.${infer Name extends keyof M['base']['en'] & string}`
    ? M['base']['en'][Name]
    : never
}[Messages['name']]

/** What nothing can be: it stands where something is wrong, so that the compiler says what. */
interface Wrong<Why extends string> {
  readonly wrong: Why
}

/** An event's own texts with what is wrong about each that is. */
type CheckedMessages<Own> = {
  readonly [L in keyof Own]: L extends LocaleTag
    ? {
        readonly [K in keyof Own[L]]: K extends MessageKey
          ? CheckedText<Own[L][K], Placeholders<TextOf<K>>>
          : Wrong<`The base has no text "${K & string}".`>
      }
    : Wrong<`"${L & string}" is no language: write "de", or "de-AT".`>
}

/** A text may leave out values of the base's, and can have no others. */
type CheckedText<Text, Known extends string> = Text extends string
  ? [Exclude<Placeholders<Text>, Known>] extends [never]
    ? Text
    : Wrong<`There is no {${Exclude<Placeholders<Text>, Known>}} here, only ${Named<Known>}.`>
  : string

type Named<Names extends string> = [Names] extends [never] ? 'plain text' : `{${Names}}`

type Definitions = { readonly [Field in FieldDefinition as Field['type']]: Field }

/** An event's own fields with what is wrong about each that is. */
type CheckedFields<Own> = {
  readonly [Name in keyof Own]: Own[Name] extends FieldDefinition
    ? Own[Name] & {
        readonly [
          Key in Exclude<keyof Own[Name], keyof Definitions[Own[Name]['type']]>
        ]: Wrong<`A field of this type has no "${Key & string}".`>
      }
    : FieldDefinition
}

/** Features that an app of its own may keep of the base. */
export type Part = (Having<'routes'> | Having<'feeds'>)['name']

/** What an event with these fields may change of the base. Every key is optional. */
export interface EventDefinition<Fields = EventFields> {
  /** Texts in any locale, by the base's keys; ICU MessageFormat. */
  readonly messages?: EventMessages
  /** Colours, fonts, corners, and style rules for the event's own views. */
  readonly theme?: Readonly<Partial<Record<keyof typeof themeTokens, string>>>
  /** How the event works: slots, quotas, hours. What is left out is as in the base. */
  readonly settings?: EventSettings
  /**
   * What the event wants to know of its people beyond what the base asks: by name, `volume` or
   * `licenceNo`. They appear in the profile, on people's pages, as filters, in import and export.
   */
  readonly fields?: EventFields
  /** Components of the base, replaced: same props. */
  readonly views?: { readonly [V in View as V['name']]?: V['base'] }
  /** Extra pages, in the menu and in the base's layout. */
  readonly pages?: Readonly<Record<`/${string}`, PageSeam>>
  /** Ways of the menu to add, by path; `false` leaves out one of the base's. */
  readonly menu?: Readonly<Record<`/${string}`, Words | false>>
  /** A Hono app: new routes, or routes of the base replaced. What it does not answer is the base's. */
  readonly routes?: RoutesSeam
  /** `'base'`: the middleware of `routes` runs around the base's routes too, not only around its own. */
  readonly wraps?: 'base'
  /** `'base'`: the base may answer for a faulty public route although the module has middleware. */
  readonly onFault?: 'base'
  /** What must pass before a feature of the base. One that fails closes what it guards. */
  readonly guards?: { readonly [G in Guards as G['name']]?: Guard<FactsWith<Facts<G>, Fields>> }
  /** What the base asks before it does something. One that fails closes what it decides. */
  readonly rules?: { readonly [R in Rules as R['name']]?: Rule<FactsWith<Facts<R>, Fields>> }
  /** After the fact: what the event does about what has happened. One that fails is tried again. */
  readonly hooks?: { readonly [H in Hooks as H['name']]?: Hook<Fact<H>> }
  /** How well people suit each other, instead of by the tags they share. */
  readonly scorer?: Scorer<Fields>
  /** A Hono app in the place of the base: nothing is the base's but what it `keeps`. */
  readonly app?: RoutesSeam
  /** Features of the base that an `app` keeps, with their ways in the menu. */
  readonly keeps?: readonly Part[]
}

/** What is written, checked in its parts that the compiler would let by. */
export interface CheckedDefinition<Texts, Fields> {
  readonly messages?: Texts & CheckedMessages<Texts>
  readonly fields?: Fields & CheckedFields<Fields>
}
