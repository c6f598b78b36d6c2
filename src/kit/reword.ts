import { features } from '../base/match.ts'
import type { Feature } from '../base/feature.ts'
import { rewordText, type Words } from '../seam/reword.ts'
import type { MessageKey } from './definition.ts'

/** Texts of the base in one language, some of them. */
export type RewordedTexts = { readonly [K in MessageKey]?: string }

/**
 * All texts of the base in one language that have one of these words, with the word exchanged: mails
 * and their subjects too, and texts that the base gains later. Letter case counts, and endings are
 * words of their own: `{ meeting: 'coffee chat', meetings: 'coffee chats', Meetings: 'Coffee chats' }`.
 */
export function reword(language: string, words: Words): RewordedTexts {
  const all: readonly Feature[] = features
  const texts = all.flatMap(({ messages: seam }) =>
    Object.entries(seam?.base[language] ?? {}).flatMap(([key, text]) => {
      const own = rewordText(text, words)
      return own === text ? [] : [[`${seam?.name}.${key}`, own] as const]
    }),
  )
  return Object.fromEntries(texts)
}
