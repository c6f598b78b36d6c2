import { getCookie } from 'hono/cookie'
import type { Context } from 'hono'
import { formatsFor } from './formats.ts'
import { layoutMessages } from './layout/messages.ts'
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
    menu: menu(c.env, locale, texts(layoutMessages)),
    formats: formatsFor(locale, tenant.timeZone),
    texts,
    show: (view, props) => pieces.view(view, props),
  }
}

function menu(
  { pieces }: MatchEnv,
  locale: string,
  t: (key: 'home' | 'agenda') => string,
): readonly MenuItem[] {
  return [
    { path: '/', label: t('home') },
    { path: '/agenda', label: t('agenda') },
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
