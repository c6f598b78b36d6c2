import { contrast, mix, readable } from '../../base/theme/color.ts'
import { themeTokens } from '../../base/theme/tokens.ts'
import { err, ok, type Result } from '../../contract.ts'
import { refuseEventKey } from '../../event-key.ts'
import { type Piece, PIECES } from './pieces.ts'

/** Each answer, read; refused with the repair as a sentence. */

const MAX_LINE = 120
/** Longer language tags are not to be met with (RFC 5646, 4.4.1). */
const MAX_TAG = 35

/** An event key; what is none is told the key that is nearest to it. */
export function eventKey(text: string): Result<string, string> {
  const refusal = refuseEventKey(text)
  if (refusal === null) return ok(text)
  const near = text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^-|-$/g, '')
  const hint = near !== text && refuseEventKey(near) === null ? ` Try "${near}".` : ''
  return err(refusal + hint)
}

export function name(text: string): Result<string, string> {
  return text.trim() === '' ? err('An event has a name. Give one, "My Fair".') : line(text)
}

export const place = (text: string): Result<string, string> => line(text)

export function day(text: string): Result<string, string> {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  // Date.parse takes 30 February for 2 March.
  const real = !Number.isNaN(date) && new Date(date).toISOString().startsWith(text)
  return real ? ok(text) : err(`"${text}" is no date. Write year-month-day: 2027-03-27.`)
}

export function lastDay(text: string, starts: string): Result<string, string> {
  const last = day(text)
  if (!last.ok || !day(starts).ok || last.value >= starts) return last
  return err(`${text} is before the first day, ${starts}. Give that day or a later one.`)
}

export function timeZone(text: string): Result<string, string> {
  const zones = Intl.supportedValuesOf('timeZone')
  const wanted = text.trim().toLowerCase()
  const known = zones.find((zone) => zone.toLowerCase() === wanted)
  if (known !== undefined) return ok(known)
  // Names that are not listed but known: UTC, older spellings. Offsets have no clock changes.
  const other = /^[a-z]/.test(wanted) ? resolveTimeZone(text.trim()) : null
  if (other !== null) return ok(other.toLowerCase() === wanted ? other : text.trim())
  const word = wanted.replaceAll(/\s+/g, '_')
  const near = word === '' ? [] : zones.filter((zone) => zone.toLowerCase().includes(word))
  const hint =
    near.length > 0
      ? `Did you mean ${near.slice(0, 3).join(', ')}?`
      : 'Write it like Europe/Berlin.'
  return err(`"${text}" is no IANA time zone. ${hint}`)
}

/** Language tags, separated by commas or spaces; written the canonical way. */
export function locales(text: string): Result<readonly [string, ...string[]], string> {
  const found = new Set<string>()
  for (const tag of text.split(/[\s,]+/).filter(Boolean)) {
    const canonical = canonicalLocale(tag)
    if (canonical === null) {
      const near = canonicalLocale(tag.replaceAll('_', '-'))
      const hint = near === null ? 'Write it like en or pt-BR.' : `Did you mean ${near}?`
      return err(`"${tag}" is no language tag. ${hint}`)
    }
    found.add(canonical)
  }
  const [first, ...rest] = found
  if (first === undefined) return err('Give at least one language: en, or de-DE,en.')
  return found.size > 20 ? err('Give at most 20 languages.') : ok([first, ...rest])
}

/** A colour as `#rrggbb`, in lower case; `abc` and `#abc` are written out. */
export function accent(text: string): Result<string, string> {
  const bare = text.trim().toLowerCase().replace(/^#/, '')
  const color = `#${/^[0-9a-f]{3}$/.test(bare) ? bare.replaceAll(/./g, '$&$&') : bare}`
  const { accepts, example } = themeTokens.accent
  return accepts.test(color) ? ok(color) : err(`"${text}" is no colour. Write it like ${example}.`)
}

/** Enough contrast for text of normal size (WCAG AA). */
const READABLE = 4.5

/** What one should know of a colour that is accepted all the same; null when there is nothing. */
export function accentNote(color: string): string | null {
  const page = mix(color, '#ffffff', 0.06)
  if (contrast(color, page) >= READABLE) return null
  // The page is tinted with the colour: a little more than enough, for the page that it makes.
  const deep = readable(color, page, READABLE + 0.5)
  return `${color} is too light for text on a light page: links are darkened there. ${deep} would do everywhere.`
}

export function pieces(text: string): Result<readonly Piece[], string> {
  const wanted = text.split(/[\s,]+/).filter(Boolean)
  const unknown = wanted.find((word) => !PIECES.some((piece) => piece === word))
  const choice = `Choose from ${PIECES.join(', ')}.`
  if (unknown !== undefined) return err(`There is no example "${unknown}". ${choice}`)
  if (wanted.length === 0) return err(`Your event begins with at least one example. ${choice}`)
  return ok(PIECES.filter((piece) => wanted.includes(piece)))
}

/** One line that people read; text in any script is welcome, what cannot be seen is not. */
function line(text: string): Result<string, string> {
  const trimmed = text.trim()
  if (/\p{Cc}|\p{Zl}|\p{Zp}|\p{Cs}/u.test(trimmed)) {
    return err('It has a line break or a control character in it. Write it in one line.')
  }
  if (trimmed.length <= MAX_LINE) return ok(trimmed)
  return err(`It is ${trimmed.length} characters long. Use at most ${MAX_LINE}.`)
}

/** null when the runtime knows no such time zone. */
function resolveTimeZone(text: string): string | null {
  try {
    return Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** null for what is no tag, or of a language that nobody knows. */
function canonicalLocale(tag: string): string | null {
  try {
    const [canonical = ''] = Intl.getCanonicalLocales(tag)
    if (canonical.length > MAX_TAG) return null
    const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })
    return names.of(new Intl.Locale(canonical).language) === undefined ? null : canonical
  } catch {
    return null
  }
}
