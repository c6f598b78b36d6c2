/** Letters that carry no accent to take off, and yet are looked for without it. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
}

/**
 * Text as it is looked for: lower case, without accents, full width made narrow. The search's own
 * folding knows é, but not ß, ł or ø.
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, (mark) => (isKana(mark) ? mark : ''))
    .replaceAll(/[ßłøđðþæœı]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFC')

/** Voicing marks make other syllables: が is not か. */
const isKana = (mark: string): boolean => mark === '\u3099' || mark === '\u309a'
