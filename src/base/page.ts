import type { Tenant, Viewer } from '../contract.ts'
import type { MessageSeam, MessageValues } from '../seam/message.ts'
import type { Markup, ViewSeam } from '../seam/view.ts'
import type { Formats } from './formats.ts'
import type { MatchTheme } from './theme/tokens.ts'

/** What every view of the base, and every page of a module, is given as its `page` prop. */
export interface Page {
  readonly tenant: Tenant
  /** BCP 47 tag, one of the tenant's locales. */
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  /** Path of the request, `/agenda`. */
  readonly path: string
  /** Epoch milliseconds; the same for the whole page. */
  readonly now: number
  readonly requestId: string
  readonly viewer: Viewer
  readonly menu: readonly MenuItem[]
  /** The tokens in force: base, event and tenant record laid over each other. */
  readonly theme: MatchTheme
  /** Dates and times in the event's time zone and this page's locale. */
  readonly formats: Formats
  /** The texts of one feature in this page's locale, in the event's own words where it has some. */
  texts<Key extends string>(seam: MessageSeam<string, Key>): Texts<Key>
  /** A view of the base in its place: the module's own if it has one, else the base's. */
  show<Props>(view: ViewSeam<string, Props>, props: Props): Markup
}

/** Numbers are written the locale's way; a value is escaped where the text is shown. */
export type Texts<Key extends string> = (key: Key, values?: MessageValues) => string

export interface MenuItem {
  readonly path: string
  readonly label: string
  readonly count?: ItemCount | undefined
}

/** How much waits behind a menu item for the visitor. */
export interface ItemCount {
  /** null where this page was not told. */
  readonly number: number | null
  /** The same in words; '' where there is nothing to say. */
  readonly text: string
  /** Where a script asks for it again. */
  readonly path: string
}

/** The props of a view that needs nothing but its page. */
export interface PageProps {
  readonly page: Page
}
