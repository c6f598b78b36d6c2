import type { AppEnv, Tenant } from '../contract.ts'
import { Deciders } from '../seam/deciders.ts'
import type { SeamWatch } from '../seam/fault.ts'
import { type GuardSeam, type Passage, passGuard } from '../seam/guard.ts'
import { Messages, type MessageSeam, type MessageValues } from '../seam/message.ts'
import type { EventModule } from '../seam/module.ts'
import { askRule, type RuleSeam, type RuleVerdict } from '../seam/rule.ts'
import { nearest } from '../nearest.ts'
import { isUnusedWord } from '../seam/reword.ts'
import { scored } from '../seam/scorer.ts'
import { layTheme } from '../seam/theme.ts'
import { type Markup, renderOwn, renderView, type View, type ViewSeam } from '../seam/view.ts'
import type { ClientPlace } from './client/client.ts'
import type { EventField } from './fields/field.ts'
import type { ModuleMenu } from './module-menu.ts'
import { type Scorer, scorerSeam } from './recommendations/scorer.ts'
import { styleSheet } from './theme/style-sheet.ts'
import { type MatchTheme, themeTokens } from './theme/tokens.ts'

export type MatchEnv = AppEnv<MatchPieces>

/** One event's seams, as the base's pages use them; bound to one request. */
export interface MatchPieces {
  readonly styles: string
  readonly theme: MatchTheme
  /** Where the script is; null for pages without one. */
  readonly client: ClientPlace | null
  readonly menu: Pick<ModuleMenu, 'base' | 'own'>
  /** What the event wants to know of its people beyond what the base asks. */
  readonly fields: readonly EventField[]
  text<Key extends string>(
    seam: MessageSeam<string, Key>,
    key: Key,
    locale: string,
    values: MessageValues,
  ): string
  view<Props>(seam: ViewSeam<string, Props>, props: Props): Markup
  /** A view that only the module has; its faults are thrown. */
  own(seam: string, view: () => unknown): Promise<Markup>
  /** Whether the module has a guard here. */
  guards(guard: GuardSeam<string, unknown>): boolean
  /** Asks the module's guard; its faults are thrown. */
  pass<Facts>(guard: GuardSeam<string, Facts>, facts: Facts): Promise<Passage>
  /** Whether the module has a rule here. */
  rules(rule: RuleSeam<string, unknown>): boolean
  /** Asks the module's rule; its faults are thrown. */
  decide<Facts>(rule: RuleSeam<string, Facts>, facts: Facts): RuleVerdict
  /** Whether the module has a scorer. */
  readonly scores: boolean
  /** What the module's scorer makes of it; else, and when it fails, what the base's does. */
  scored<T>(ways: { readonly use: (scorer: Scorer) => T; readonly base: () => T }): T
}

/** A seam that the module fills with what cannot be used. */
export type Refused = readonly [seam: string, error: unknown]

interface Given {
  readonly menu: ModuleMenu
  /** What was found wrong so far. */
  readonly refused: readonly Refused[]
  readonly fields: readonly EventField[]
  readonly names: SeamNames
  readonly client: ClientPlace | null
}

/** Everything about an event's seams that does not change from request to request. */
export function layPieces(
  tenant: Tenant,
  module: EventModule | null,
  { menu, refused, fields, names, client }: Given,
): (watch: SeamWatch) => MatchPieces {
  const guards = new Deciders('guard', names.guards, module?.guards)
  const rules = new Deciders('rule', names.rules, module?.rules)
  const found: Refused[] = [...refused, ...menu.refused, ...misnamed(module, names)]
  for (const { misnamed: wrong } of [guards, rules]) if (wrong !== null) found.push(wrong)
  const theme = layTheme(themeTokens, [module?.theme ?? {}, tenant.theme], (seam, error) =>
    found.push([seam, error]),
  )
  const laid: LaidPieces = {
    styles: styleSheet(theme),
    theme,
    client,
    menu,
    fields,
    messages: new Messages(module?.messages),
    views: new Map(Object.entries(module?.views ?? {})),
    guards,
    rules,
    scorer: module?.scorer,
  }
  return (watch) => {
    for (const [seam, error] of found) if (watch.allows(seam)) watch.failed(seam, error)
    return new BoundPieces(laid, watch)
  }
}

interface LaidPieces {
  readonly styles: string
  readonly theme: MatchTheme
  readonly client: ClientPlace | null
  readonly menu: ModuleMenu
  readonly fields: readonly EventField[]
  readonly messages: Messages
  readonly views: ReadonlyMap<string, View<never>>
  readonly guards: Deciders
  readonly rules: Deciders
  readonly scorer: unknown
}

class BoundPieces implements MatchPieces {
  readonly styles: string
  readonly theme: MatchTheme
  readonly client: ClientPlace | null
  readonly menu: ModuleMenu
  readonly fields: readonly EventField[]
  readonly #laid: LaidPieces
  readonly #watch: SeamWatch

  constructor(laid: LaidPieces, watch: SeamWatch) {
    this.styles = laid.styles
    this.theme = laid.theme
    this.client = laid.client
    this.menu = laid.menu
    this.fields = laid.fields
    this.#laid = laid
    this.#watch = watch
  }

  text<Key extends string>(
    seam: MessageSeam<string, Key>,
    key: Key,
    locale: string,
    values: MessageValues,
  ): string {
    return this.#laid.messages.text(seam, key, locale, values, this.#watch)
  }

  view<Props>(seam: ViewSeam<string, Props>, props: Props): Markup {
    const own = this.#laid.views.get(seam.name) as View<Props> | undefined
    return renderView(seam, own, props, this.#watch)
  }

  own(seam: string, view: () => unknown): Promise<Markup> {
    return renderOwn(seam, view, this.#watch)
  }

  guards({ name }: GuardSeam<string, unknown>): boolean {
    return this.#laid.guards.has(name)
  }

  pass<Facts>(guard: GuardSeam<string, Facts>, facts: Facts): Promise<Passage> {
    return passGuard(this.#laid.guards, guard, facts, this.#watch)
  }

  rules({ name }: RuleSeam<string, unknown>): boolean {
    return this.#laid.rules.has(name)
  }

  decide<Facts>(rule: RuleSeam<string, Facts>, facts: Facts): RuleVerdict {
    return askRule(this.#laid.rules, rule, facts, this.#watch)
  }

  get scores(): boolean {
    return this.#laid.scorer !== undefined
  }

  scored<T>(ways: { readonly use: (scorer: Scorer) => T; readonly base: () => T }): T {
    return scored(scorerSeam, this.#laid.scorer, this.#watch, ways)
  }
}

/** What the base has that a module may fill by name. */
export interface SeamNames {
  readonly views: ReadonlySet<string>
  readonly messages: ReadonlySet<string>
  readonly guards: ReadonlySet<string>
  readonly rules: ReadonlySet<string>
  readonly hooks: ReadonlySet<string>
  /** Features that an app of its own can keep. */
  readonly parts: ReadonlySet<string>
}

/** Names that the module fills and the base does not have: types refuse them, a cast lets them by. */
function misnamed(
  module: EventModule | null,
  { views, messages, hooks, parts }: SeamNames,
): Refused[] {
  const keys = new Set(
    Object.values(module?.messages ?? {}).flatMap((texts) => Object.keys(texts ?? {})),
  )
  const locales = Object.entries(module?.messages ?? {})
  const unused = locales
    .flatMap(([, texts]) => Object.entries<unknown>(texts ?? {}))
    .flatMap(([word, text]) => (isUnusedWord(text) ? [[word, text.why] as const] : []))
  for (const [word] of unused) keys.delete(word)
  return [
    ...locales
      .filter(([, texts]) => typeof texts !== 'object' || texts === null)
      .map(([locale]): Refused => [
        `message:${locale}`,
        new TypeError('The texts of a locale are an object: { "home.agenda": "…" }.'),
      ]),
    ...unused.map(([word, why]): Refused => [`message:${word}`, new TypeError(why)]),
    ...Object.keys(module?.views ?? {})
      .filter((name) => !views.has(name))
      .map((name) => refusedName(`view:${name}`, 'view', views)),
    ...Object.keys(module?.hooks ?? {})
      .filter((name) => !hooks.has(name))
      .map((name) => refusedName(`hook:${name}`, 'hook', hooks)),
    ...(module?.keeps ?? [])
      .filter((name) => !parts.has(name))
      .map((name) => refusedName(`keep:${name}`, 'part', parts)),
    ...[...keys]
      .filter((key) => !messages.has(key))
      .map((key) => refusedName(`message:${key}`, 'message', messages)),
  ]
}

const refusedName = (seam: string, kind: string, names: ReadonlySet<string>): Refused => {
  const name = seam.slice(seam.indexOf(':') + 1)
  const feature = name.split('.')[0] ?? ''
  const near = [...names].filter((one) => one.split('.')[0] === feature)
  const known = (near.length > 0 ? near : [...names]).join(', ')
  const meant = nearest(name, names)
  const guess = meant === null ? '' : ` Did you mean "${meant}"?`
  return [seam, new TypeError(`The base has no such ${kind}.${guess} It has ${known}.`)]
}
