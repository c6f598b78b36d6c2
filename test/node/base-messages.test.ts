import { IntlMessageFormat } from 'intl-messageformat'
import { expect, test } from 'vitest'
import { features } from '../../src/base/match.ts'
import type { Feature } from '../../src/base/feature.ts'

const all: readonly Feature[] = features
const seams = all.flatMap(({ messages }) => (messages === undefined ? [] : [messages]))

const LANGUAGES = ['ar', 'de', 'en', 'ja']

/** The values that a text is given, by name; whether each is shown, and not only chosen a word by. */
function placeholders(text: string, language: string): Map<string, boolean> {
  const format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
  const found = new Map<string, boolean>()
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look)
    else if (typeof value === 'object' && value !== null) {
      // 0 is plain text, 1 a value that is shown.
      if ('type' in value && 'value' in value && value.type !== 0) {
        found.set(String(value.value), value.type === 1)
      }
      Object.values(value).forEach(look)
    }
  }
  look(format.getAst())
  return found
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
        const [shown, unknown] = [
          [...wanted].filter(([name, isShown]) => isShown && !given.has(name)),
          [...given.keys()].filter((name) => !wanted.has(name)),
        ]
        expect([language, key, shown, unknown]).toEqual([language, key, [], []])
        expect([language, key, (texts[key] ?? '').trim() === '']).toEqual([language, key, false])
      }
    }
  },
)
