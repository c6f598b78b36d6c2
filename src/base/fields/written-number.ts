/** Far beyond what is counted, and still exact. */
export const MAX_NUMBER = 1e12

/** Digits after the point that are kept. */
const FRACTION = 6

/** How one locale writes numbers with the digits 0 to 9. */
interface Marks {
  /** null where thousands are set apart by what is no point and no comma. */
  readonly grouped: RegExp | null
  readonly group: string
  readonly decimal: string
}

const kept = new Map<string, Marks>()

/** A number as people of this locale type it, without groups: `1200,5`. */
export const writeNumber = (value: number, locale: string): string =>
  rounded(value).replace('.', marksOf(locale).decimal)

/**
 * A number as it was typed, in digits of any script; null for what is none. A point or a comma that
 * stands where this locale sets thousands apart does that; any other one begins the fraction.
 */
export function readNumber(typed: string, locale: string): number | null {
  const { grouped, group } = marksOf(locale)
  const digits = typed
    .normalize('NFKC')
    .replaceAll(/\p{Nd}/gu, digitOf)
    .replaceAll(/[\s'’٬\p{Cf}]/gu, '')
    .replace('٫', '.')
    .replace(/^[−–]/u, '-')
  const whole = grouped?.test(digits) === true ? digits.replaceAll(group, '') : digits
  if (!/^-?\d{1,16}(?:[.,]\d{1,16})?$/.test(whole)) return null
  const value = Number(rounded(Number(whole.replace(',', '.'))))
  return Math.abs(value) <= MAX_NUMBER ? value : null
}

/** In JavaScript's own notation, and never as `-0`. */
const rounded = (value: number): string => {
  const text = value.toFixed(FRACTION).replace(/\.?0+$/, '')
  return text === '-0' ? '0' : text
}

function marksOf(locale: string): Marks {
  let marks = kept.get(locale)
  if (marks === undefined) kept.set(locale, (marks = findMarks(locale)))
  return marks
}

function findMarks(locale: string): Marks {
  const format = new Intl.NumberFormat(locale, { numberingSystem: 'latn' })
  const parts = format.formatToParts(-1_234_567.5)
  const mark = (type: Intl.NumberFormatPartTypes): string =>
    parts.find((part) => part.type === type)?.value ?? ''
  const [group, decimal] = [mark('group'), mark('decimal')]
  const sets = group === '.' || group === ','
  const grouped = sets
    ? new RegExp(`^-?\\d{1,3}(?:[${group}]\\d{2,3})*[${group}]\\d{3}(?:[${decimal}]\\d+)?$`)
    : null
  return { grouped, group, decimal }
}

/** A decimal digit as one of 0 to 9: every script's stand in a row, tens after one another. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before += 1
  return String(before % 10)
}
