import { IntlMessageFormat } from 'intl-messageformat'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** Whole words that stand for others; letter case counts. */
export type Words = Readonly<Record<string, string>>

/** Stands among a module's texts, by the word, for one that was to be exchanged and is in no text. */
export interface UnusedWord {
  readonly unusedWord: string
  /** For people. */
  readonly why: string
}

/** @param spoken languages that the base has texts in */
export const unusedWord = (
  word: string,
  language: string,
  spoken: readonly string[],
): UnusedWord => ({
  unusedWord: word,
  why: spoken.includes(language)
    ? `No text of the base in "${language}" has the word "${word}": nothing is exchanged for it. ` +
      'Letter case counts, and each ending is a word of its own.'
    : `The base has no texts in "${language}", so that nothing is exchanged for "${word}". ` +
      `It has them in ${spoken.join(', ')}; in any other language write the texts themselves.`,
})

/** By its shape: who asks may be built apart from the module. */
export const isUnusedWord = (text: unknown): text is UnusedWord =>
  typeof text === 'object' && text !== null && 'unusedWord' in text && 'why' in text

/**
 * An ICU message with some of its words exchanged: only in what people read, never in the names of
 * placeholders and cases. The same text when it has none of the words.
 */
export function rewordText(text: string, words: Words): string {
  const known = Object.keys(words).toSorted((a, b) => b.length - a.length)
  if (known.length === 0) return text
  const whole = new RegExp(known.map(wholeWord).join('|'), 'gu')
  if (text.search(whole) < 0) return text
  let [result, done] = ['', 0]
  for (const [from, to] of readable(parse(text))) {
    const exchanged = text.slice(from, to).replace(whole, (word) => words[word] ?? word)
    result += text.slice(done, from) + exchanged
    done = to
  }
  return result + text.slice(done)
}

const wholeWord = (word: string): string => {
  const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return UNSPACED.test(word) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`
}

/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

const parse = (text: string): readonly Element[] =>
  new IntlMessageFormat(text, 'en', undefined, {
    ignoreTag: true,
    captureLocation: true,
    // The written form is wanted, not one that has been made ready for formatting.
    shouldParseSkeletons: false,
  }).getAst()

/** Where the literal parts stand in the message, in order. */
function readable(elements: readonly Element[]): (readonly [from: number, to: number])[] {
  return elements.flatMap((element) => {
    if ('options' in element)
      return Object.values(element.options).flatMap(({ value }) => readable(value))
    const { location } = element
    const type: number = element.type
    if (type !== LITERAL || location === undefined) return []
    return [[location.start.offset, location.end.offset] as const]
  })
}

/** The library's own mark of raw text. */
const LITERAL = 0
