import { parseAccept } from 'hono/utils/accept'
import { keeping } from '../keeping.ts'

const RIGHT_TO_LEFT = new Set(['ar', 'dv', 'fa', 'he', 'ps', 'ur', 'yi'])

const language = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? tag

export const direction = (locale: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(language(locale)) ? 'rtl' : 'ltr'

/**
 * The event's locale that suits the visitor best: what was chosen in the page, else what the browser
 * prefers, else the event's first.
 */
export function chooseLocale(
  locales: readonly [string, ...string[]],
  chosen: string | undefined,
  acceptLanguage: string | undefined,
): string {
  const wanted = [
    ...(chosen === undefined ? [] : [chosen]),
    ...parseAccept(acceptLanguage ?? '')
      .filter(({ q }) => q > 0)
      .toSorted((a, b) => b.q - a.q)
      .map(({ type }) => type),
  ]
  for (const tag of wanted) {
    const same = locales.find((locale) => locale.toLowerCase() === tag.toLowerCase())
    if (same !== undefined) return same
    const related = locales.find((locale) => language(locale) === language(tag))
    if (related !== undefined) return related
  }
  return locales[0]
}

/** A locale's name in its own language; with its country only where that tells it from another. */
export function languageName(locale: string, locales: readonly string[]): string {
  const alone = locales.filter((other) => language(other) === language(locale)).length === 1
  return nameIn(locale, alone ? language(locale) : locale)
}

/** Dear to ask for, and on every page. */
const nameIn = keeping(
  100,
  (locale: string, tag: string) =>
    new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? locale,
)
