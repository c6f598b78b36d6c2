import { fold } from './fold.ts'

/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}ー]+/gu
const WORD = /[\p{L}\p{N}\p{M}]+/gu
/** More words than anybody types; the rest of a query is left out. */
const MAX_WORDS = 8

/**
 * A text as the words it is found by. What is written without spaces becomes pairs of characters, so
 * that two of them are enough to find it: 田中太郎 → 田中 中太 太郎 郎.
 */
export const searchWords = (text: string): string =>
  fold(text).replaceAll(UNSPACED, (run) => ` ${[...pairs(run), Array.from(run).at(-1)].join(' ')} `)

/** What somebody typed as an FTS5 expression: every word, the last letters may be missing. null for nothing. */
export function matchExpression(query: string): string | null {
  const folded = fold(query)
  const runs = folded.match(UNSPACED) ?? []
  const words = folded.replaceAll(UNSPACED, ' ').match(WORD) ?? []
  const parts = [
    ...runs.map((run) => {
      const both = pairs(run)
      return both.length === 0 ? `"${run}"*` : `"${both.join(' ')}"`
    }),
    ...words.map((word) => `"${word}"*`),
  ].slice(0, MAX_WORDS)
  return parts.length === 0 ? null : parts.join(' AND ')
}

function pairs(run: string): string[] {
  const characters = Array.from(run)
  return characters.slice(0, -1).map((character, i) => character + (characters[i + 1] ?? ''))
}
