import { getCookie } from 'hono/cookie'
import type { Context } from 'hono'
import { formatsFor } from './formats.ts'
import { chooseLocale, direction } from './locale.ts'
import type { MenuItem, Page } from './page.ts'
import type { MatchEnv } from './pieces.ts'

/** The cookie that remembers the language chosen in the page. */
export const LOCALE_COOKIE = 'locale'

/** The page prop of one request. */
export function createPage(c: Context<{ Bindings: MatchEnv }>): Page {
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
    menu: menu(c.env, locale),
    formats: formatsFor(locale, tenant.timeZone),
    texts,
    show: (view, props) => pieces.view(view, props),
  }
}

/** The base's ways that are for this visitor, then the module's own. */
function menu({ pieces, viewer }: MatchEnv, locale: string): readonly MenuItem[] {
  const who = viewer.kind === 'person' ? 'signed-in' : 'signed-out'
  return [
    ...pieces.menu
      .filter(({ only = who }) => only === who)
      .map(({ path, label }) => ({ path, label: pieces.text(...label(), locale, {}) })),
    ...pieces.pages
      .filter((page) => page.inMenu)
      .map((page) => ({ path: page.path, label: titleOf(page.title, locale) })),
  ]
}

/** A module's own text in the page's locale, its language, English, or whatever there is. */
export function titleOf(title: Readonly<Record<string, string>>, locale: string): string {
  const language = locale.split('-')[0] ?? locale
  return title[locale] ?? title[language] ?? title['en'] ?? Object.values(title)[0] ?? ''
}
