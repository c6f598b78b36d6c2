/** A text of a module's own: the same in every language, or locale or language → text. */
export type Words = string | Readonly<Record<string, string>>

export const isWords = (value: unknown): value is Words => {
  if (typeof value === 'string') return value !== ''
  if (typeof value !== 'object' || value === null) return false
  const texts: [string, unknown][] = Object.entries(value)
  return texts.length > 0 && texts.every(([tag, text]) => LOCALE.test(tag) && isText(text))
}

const LOCALE = /^[a-z]{2,3}(?:-[\da-z]{1,8})*$/i
const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** The text for a locale: its own, its language's, English, or whatever there is. */
export function inLocale(words: Words, locale: string): string {
  if (typeof words === 'string') return words
  const language = locale.split('-')[0] ?? locale
  const tag = [locale, language, 'en'].find((known) => Object.hasOwn(words, known))
  return (tag === undefined ? Object.values(words)[0] : words[tag]) ?? ''
}
