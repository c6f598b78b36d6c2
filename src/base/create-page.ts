import { getCookie } from 'hono/cookie'
import type { Context } from 'hono'
import { formatsFor } from './formats.ts'
import { inLocale } from '../seam/words.ts'
import { chooseLocale, direction } from './locale.ts'
import type { MenuCount } from './feature.ts'
import type { ItemCount, MenuItem, Page } from './page.ts'
import type { MatchEnv, MatchPieces } from './pieces.ts'

/** The cookie that remembers the language chosen in the page. */
export const LOCALE_COOKIE = 'locale'

/**
 * The page prop of one request.
 *
 * @param waiting how much waits behind menu items, by their path, where the handler knows it anyway
 */
export function createPage(
  c: Context<{ Bindings: MatchEnv }>,
  waiting: Readonly<Record<string, number>> = {},
): Page {
  const { tenant, pieces, clock, requestId } = c.env
  const chosen = c.req.query('lang') ?? getCookie(c, LOCALE_COOKIE)
  const locale = chooseLocale(tenant.locales, chosen, c.req.header('accept-language'))
  const texts: Page['texts'] =
    (seam) =>
    (key, values = {}) =>
      pieces.text(seam, key, locale, values)
  return {
    tenant,
    locale,
    dir: direction(locale),
    path: c.req.path,
    now: clock.now(),
    requestId,
    viewer: c.env.viewer,
    menu: menu(c.env, locale, waiting),
    theme: pieces.theme,
    formats: formatsFor(locale, tenant.timeZone),
    texts,
    show: (view, props) => pieces.view(view, props),
  }
}

/** The base's ways that are for this visitor, then the module's own. */
function menu(
  { pieces, viewer }: MatchEnv,
  locale: string,
  waiting: Readonly<Record<string, number>>,
): readonly MenuItem[] {
  const who = viewer.kind === 'person' ? 'signed-in' : 'signed-out'
  return [
    ...pieces.menu.base
      .filter(({ only = who }) => only === who)
      .map(({ path, label, count }) => ({
        path,
        label: pieces.text(...label(), locale, {}),
        count: count === undefined ? undefined : itemCount(pieces, count, locale, waiting[path]),
      })),
    ...pieces.menu.own.map(({ path, label }) => ({ path, label: inLocale(label, locale) })),
  ]
}

/** A count in the page's words; nothing is said of what nobody counted, or of nothing. */
export function itemCount(
  pieces: MatchPieces,
  { path, text }: MenuCount,
  locale: string,
  number: number | undefined,
): ItemCount {
  const words = number ? pieces.text(...text(), locale, { count: number }) : ''
  return { path, number: number ?? null, text: words }
}
