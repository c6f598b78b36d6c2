import { IntlMessageFormat } from 'intl-messageformat'
import type { SeamWatch } from './fault.ts'

/** Texts of one feature in ICU MessageFormat, per language; every language has every key. */
export interface MessageSeam<
  Name extends string,
  Key extends string,
  En extends Catalog<Key> = Catalog<Key>,
> {
  readonly name: Name
  readonly base: Catalogs<Key> & { readonly en: En }
}

export type Catalogs<Key extends string = string> = { readonly en: Catalog<Key> } & {
  readonly [language: string]: Catalog<Key>
}
export type Catalog<Key extends string = string> = { readonly [K in Key]: string }

/** A module's own texts: locale → full key (`home.title`) → text; any part may be missing. */
export type OwnMessages = { readonly [locale: string]: { readonly [key: string]: string } }

export type MessageValues = Readonly<Record<string, string | number>>

/** The English texts are kept as they are written, so that types know the values they have. */
export const messageSeam = <Name extends string, const En extends Catalog>(
  name: Name,
  base: { readonly en: En } & Catalogs<keyof En & string>,
): MessageSeam<Name, keyof En & string, En> => ({ name, base })

/**
 * The texts in force for one event. Looks for a key in the locale itself, then its language, then
 * English; in each the module's text goes before the base's. A text of the module that cannot be
 * formatted is reported and answered by the base's.
 */
export class Messages {
  readonly #own: OwnMessages
  readonly #formats = new Map<string, IntlMessageFormat>()

  constructor(own: OwnMessages = {}) {
    this.#own = own
  }

  text<Key extends string>(
    seam: MessageSeam<string, Key>,
    key: Key,
    locale: string,
    values: MessageValues,
    watch: SeamWatch,
  ): string {
    const full = `${seam.name}.${key}`
    for (const tag of fallbacks(locale)) {
      const own = lookUp(lookUp(this.#own, tag), full)
      if (own !== undefined && watch.allows(`message:${full}`)) {
        try {
          const text = format(own, tag, values, this.#formats)
          watch.succeeded(`message:${full}`)
          return text
        } catch (error) {
          watch.failed(`message:${full}`, described(error, tag, own))
        }
      }
      const base = lookUp(lookUp(seam.base, tag), key)
      if (base !== undefined) return format(base, tag, values, baseFormats)
    }
    throw new Error(`No text for "${full}". Add it to the feature's English catalog.`)
  }
}

type Formats = Map<string, IntlMessageFormat>

/** Of the base's own texts, which are the same for all events: reading one takes long, and much room. */
const baseFormats: Formats = new Map()

function format(text: unknown, locale: string, values: MessageValues, formats: Formats): string {
  if (typeof text !== 'string') throw new TypeError('A message is a string.')
  if (!/[{'#]/.test(text)) return text
  const id = `${locale} ${text}`
  let known = formats.get(id)
  if (known === undefined) {
    known = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })
    formats.set(id, known)
  }
  return String(known.format(values))
}

/** The library's own words are a code; people want to see the text that is wrong. */
const described = (error: unknown, locale: string, text: unknown): Error =>
  new Error(
    `"${typeof text === 'string' ? text : typeof text}" (${locale}): ${error instanceof Error ? error.message : ''}`,
    {
      cause: error,
    },
  )

function fallbacks(locale: string): readonly string[] {
  const language = locale.split('-')[0] ?? locale
  return locale === language ? [locale, 'en'] : [locale, language, 'en']
}

/** An own property only: `constructor` is nobody's locale. */
const lookUp = <T>(
  record: { readonly [key: string]: T } | null | undefined,
  key: string,
): T | undefined =>
  record !== undefined && record !== null && Object.hasOwn(record, key) ? record[key] : undefined
