import { getCookie } from 'hono/cookie'
import type { Context } from 'hono'
import { formatsFor } from './formats.ts'
import { inLocale } from '../seam/words.ts'
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
    theme: pieces.theme,
    formats: formatsFor(locale, tenant.timeZone),
    texts,
    show: (view, props) => pieces.view(view, props),
  }
}

/** The base's ways that are for this visitor, then the module's own. */
function menu({ pieces, viewer }: MatchEnv, locale: string): readonly MenuItem[] {
  const who = viewer.kind === 'person' ? 'signed-in' : 'signed-out'
  return [
    ...pieces.menu.base
      .filter(({ only = who }) => only === who)
      .map(({ path, label }) => ({ path, label: pieces.text(...label(), locale, {}) })),
    ...pieces.menu.own.map(({ path, label }) => ({ path, label: inLocale(label, locale) })),
  ]
}
