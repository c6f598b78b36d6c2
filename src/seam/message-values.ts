import { IntlMessageFormat } from 'intl-messageformat'
import type { MessageSeam, OwnMessages } from './message.ts'

/** The parser's number for what is text. */
const LITERAL = 0

/** A part of a parsed message: text, a value by its name, a choice between messages. */
interface Part {
  readonly type: number
  readonly value?: string
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>
}

/** The values that a text has places for; throws for a text that is no ICU message. */
export function valuesIn(text: string, locale: string): ReadonlySet<string> {
  const names = new Set<string>()
  const walk = (parts: readonly Part[]): void => {
    for (const { type, value, options = {} } of parts) {
      for (const chosen of Object.values(options)) walk(chosen.value)
      // Text and `#` have nothing to put in.
      if (value !== undefined && type !== LITERAL) names.add(value)
    }
  }
  walk(new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst())
  return names
}

/** Texts of a module that could never be shown, each with what is wrong; for builds, it takes time. */
export function unusableTexts(
  own: OwnMessages,
  seams: readonly MessageSeam<string, string>[],
): (readonly [seam: string, error: Error])[] {
  const known = knownValues(seams)
  return Object.entries(own).flatMap(([locale, texts]) => {
    if (!isLocale(locale)) {
      const repair = `"${locale}" is no language; write "de", or "de-AT".`
      return [[`message:${locale}`, new TypeError(repair)] as const]
    }
    return Object.entries(texts ?? {}).flatMap(([key, text]) => {
      const wrong = refuse(text, locale, known.get(key))
      return wrong === null ? [] : [[`message:${key}`, new TypeError(wrong)] as const]
    })
  })
}

type Known = ReadonlyMap<string, ReadonlySet<string>>

/** A base is read once, for a thousand events. */
const read = new WeakMap<object, Known>()

/** Full key → the values that the base has for it, in whatever language. */
function knownValues(seams: readonly MessageSeam<string, string>[]): Known {
  const before = read.get(seams)
  if (before !== undefined) return before
  const known = new Map<string, Set<string>>()
  read.set(seams, known)
  for (const { name, base } of seams) {
    for (const [language, texts] of Object.entries(base)) {
      for (const [key, text] of Object.entries(texts)) {
        const values = known.get(`${name}.${key}`) ?? new Set()
        for (const value of valuesIn(text, language)) values.add(value)
        known.set(`${name}.${key}`, values)
      }
    }
  }
  return known
}

function refuse(
  text: unknown,
  locale: string,
  known: ReadonlySet<string> | undefined,
): string | null {
  if (typeof text !== 'string') return 'A message is a string.'
  // A key that the base does not have is told elsewhere.
  if (known === undefined) return null
  try {
    const foreign = [...valuesIn(text, locale)].find((name) => !known.has(name))
    if (foreign === undefined) return null
    const names = [...known].map((name) => `{${name}}`).join(', ') || 'no values'
    return `There is no {${foreign}} in this text. It has ${names}.`
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    return `"${text}" is no ICU message: ${why}. A brace that is to be shown is written '{'.`
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}
