import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { features } from '../../src/base/match.ts'
import type { Feature } from '../../src/base/feature.ts'

const all: readonly Feature[] = features
const seams = all.flatMap(({ messages }) => (messages === undefined ? [] : [messages]))

const LANGUAGES = ['ar', 'de', 'en', 'ja']

/** The names of the values that a text is given. */
function placeholders(text: string, language: string): string[] {
  const format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
  const found = new Set<string>()
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look)
    else if (typeof value === 'object' && value !== null) {
      // 0 is plain text, 7 the number sign of a plural.
      if ('type' in value && 'value' in value && value.type !== 0) found.add(String(value.value))
      Object.values(value).forEach(look)
    }
  }
  look(format.getAst())
  return [...found].toSorted()
}

test.each(seams.map((seam) => [seam.name, seam] as const))(
  '%s speaks four languages, and says the same in each',
  (_, { base }) => {
    expect(Object.keys(base).toSorted()).toEqual(LANGUAGES)
    const keys = Object.keys(base.en)
    for (const language of LANGUAGES) {
      const texts = base[language] ?? {}
      expect(Object.keys(texts).toSorted()).toEqual(keys.toSorted())
      for (const key of keys) {
        const wanted = placeholders(base.en[key] ?? '', 'en')
        const given = placeholders(texts[key] ?? '', language)
        expect([language, key, given]).toEqual([language, key, wanted])
        expect([language, key, (texts[key] ?? '').trim() === '']).toEqual([language, key, false])
      }
    }
  },
)
