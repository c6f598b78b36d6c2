import { features } from '../base/match.ts'
import type { Feature } from '../base/feature.ts'
import { rewordText, unusedWord, type Words } from '../seam/reword.ts'
import type { MessageKey } from './definition.ts'

/** Texts of the base in one language, some of them. */
export type RewordedTexts = { readonly [K in MessageKey]?: string }

/**
 * All texts of the base in one language that have one of these words, with the word exchanged: mails
 * and their subjects too, and texts that the base gains later. Letter case counts, and endings are
 * words of their own: `{ meeting: 'coffee chat', meetings: 'coffee chats', Meetings: 'Coffee chats' }`.
 * A word that none of them has, as in a language that the base does not speak, is a fault, and refused
 * by the build.
 */
export function reword(language: string, words: Words): RewordedTexts {
  const all: readonly Feature[] = features
  const base = all.flatMap(({ messages: seam }) =>
    Object.entries(seam?.base[language] ?? {}).map(
      ([key, text]) => [`${seam?.name}.${key}`, text] as const,
    ),
  )
  const spoken = [...new Set(all.flatMap(({ messages: seam }) => Object.keys(seam?.base ?? {})))]
  const texts = base.flatMap(([key, text]) => {
    const own = rewordText(text, words)
    return own === text ? [] : [[key, own] as const]
  })
  // Read by what lays the module over the base, which tells it.
  const unused = Object.keys(words)
    .filter((word) => !base.some(([, text]) => rewordText(text, { [word]: `${word}.` }) !== text))
    .map((word) => [word, unusedWord(word, language, spoken)] as const)
  return Object.assign(Object.fromEntries(texts), Object.fromEntries(unused))
}
