import type { AppEnv, Tenant } from '../contract.ts'
import type { SeamWatch } from '../seam/fault.ts'
import { Messages, type MessageSeam, type MessageValues } from '../seam/message.ts'
import type { EventModule } from '../seam/module.ts'
import { layTheme } from '../seam/theme.ts'
import { type Markup, renderOwn, renderView, type View, type ViewSeam } from '../seam/view.ts'
import type { MenuEntry } from './feature.ts'
import { styleSheet } from './theme/style-sheet.ts'
import { themeTokens } from './theme/tokens.ts'

export type MatchEnv = AppEnv<MatchPieces>

/** One event's seams, as the base's pages use them; bound to one request. */
export interface MatchPieces {
  readonly styles: string
  readonly pages: readonly ModulePage[]
  /** The base's own part of the menu. */
  readonly menu: readonly MenuEntry[]
  text<Key extends string>(
    seam: MessageSeam<string, Key>,
    key: Key,
    locale: string,
    values: MessageValues,
  ): string
  view<Props>(seam: ViewSeam<string, Props>, props: Props): Markup
  /** A view that only the module has; its faults are thrown. */
  own(seam: string, view: () => unknown): Promise<Markup>
}

/** A page that a module adds. */
export interface ModulePage {
  readonly path: string
  /** Locale → title; also the label in the menu. */
  readonly title: Readonly<Record<string, string>>
  readonly inMenu: boolean
}

/** A seam that the module fills with what cannot be used. */
type Refused = readonly [seam: string, error: unknown]

interface Given {
  readonly pages: { readonly list: readonly ModulePage[]; readonly refused: readonly Refused[] }
  readonly names: SeamNames
  readonly menu: readonly MenuEntry[]
}

/** Everything about an event's seams that does not change from request to request. */
export function layPieces(
  tenant: Tenant,
  module: EventModule | null,
  { pages, names, menu }: Given,
): (watch: SeamWatch) => MatchPieces {
  const messages = new Messages(module?.messages)
  const views = new Map(Object.entries(module?.views ?? {}))
  const found: Refused[] = [...pages.refused, ...misnamed(module, names)]
  const theme = layTheme(themeTokens, [module?.theme ?? {}, tenant.theme], (seam, error) =>
    found.push([seam, error]),
  )
  const styles = styleSheet(theme)
  const laid: LaidPieces = { styles, pages: pages.list, menu, messages, views }
  return (watch) => {
    for (const [seam, error] of found) if (watch.allows(seam)) watch.failed(seam, error)
    return new BoundPieces(laid, watch)
  }
}

interface LaidPieces {
  readonly styles: string
  readonly pages: readonly ModulePage[]
  readonly menu: readonly MenuEntry[]
  readonly messages: Messages
  readonly views: ReadonlyMap<string, View<never>>
}

class BoundPieces implements MatchPieces {
  readonly styles: string
  readonly pages: readonly ModulePage[]
  readonly menu: readonly MenuEntry[]
  readonly #laid: LaidPieces
  readonly #watch: SeamWatch

  constructor(laid: LaidPieces, watch: SeamWatch) {
    this.styles = laid.styles
    this.pages = laid.pages
    this.menu = laid.menu
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
}

/** What the base has that a module may fill by name. */
export interface SeamNames {
  readonly views: ReadonlySet<string>
  readonly messages: ReadonlySet<string>
}

/** Names that the module fills and the base does not have: types refuse them, a cast lets them by. */
function misnamed(module: EventModule | null, { views, messages }: SeamNames): Refused[] {
  const keys = new Set(
    Object.values(module?.messages ?? {}).flatMap((texts) => Object.keys(texts ?? {})),
  )
  const locales = Object.entries(module?.messages ?? {})
  return [
    ...locales
      .filter(([, texts]) => typeof texts !== 'object' || texts === null)
      .map(([locale]): Refused => [
        `message:${locale}`,
        new TypeError('The texts of a locale are an object: { "home.agenda": "…" }.'),
      ]),
    ...Object.keys(module?.views ?? {})
      .filter((name) => !views.has(name))
      .map((name) => refusedName(`view:${name}`, 'view', views)),
    ...[...keys]
      .filter((key) => !messages.has(key))
      .map((key) => refusedName(`message:${key}`, 'message', messages)),
  ]
}

const refusedName = (seam: string, kind: string, names: ReadonlySet<string>): Refused => {
  const feature = seam.slice(seam.indexOf(':') + 1).split('.')[0] ?? ''
  const near = [...names].filter((name) => name.split('.')[0] === feature)
  const known = (near.length > 0 ? near : [...names]).join(', ')
  return [seam, new TypeError(`The base has no such ${kind}. It has ${known}.`)]
}
