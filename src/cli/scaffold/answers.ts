import { err, ok, type Result } from '../../contract.ts'
import { titleCase } from '../demo-data.ts'
import type { Piece } from './pieces.ts'
import * as read from './read-answer.ts'

/** What `usher new` wants to know of an event besides its key. */
export interface Answers {
  readonly name: string
  /** '' when it is not known yet. */
  readonly place: string
  /** First and last day, `YYYY-MM-DD`. */
  readonly starts: string
  readonly ends: string
  readonly timeZone: string
  readonly locales: readonly [string, ...string[]]
  /** `#rrggbb` */
  readonly accent: string
  /** The examples that its code begins with. */
  readonly with: readonly Piece[]
}

/** Answers as they are typed, in a flag or at a question; absent: the default. */
export type Given = { readonly [Question in keyof Answers]?: string }

/** Reads every answer: all of them, or what is wrong with each that is. */
export function readAnswers(key: string, given: Given, now: Date): Result<Answers, string[]> {
  const defaults = defaultAnswers(key, given, now)
  const typed = { ...defaults, ...given }
  const wrong: string[] = []
  const take = <T>(flag: string, answer: Result<T, string>): T => {
    if (!answer.ok) wrong.push(`${flag}: ${answer.error}`)
    return answer.ok ? answer.value : (undefined as T)
  }
  const answers: Answers = {
    name: take('--name', read.name(typed.name)),
    place: take('--place', read.place(typed.place)),
    starts: take('--starts', read.day(typed.starts)),
    ends: take('--ends', read.lastDay(typed.ends, typed.starts)),
    timeZone: take('--time-zone', read.timeZone(typed.timeZone)),
    locales: take('--locales', read.locales(typed.locales)),
    accent: take('--accent', read.accent(typed.accent)),
    with: take('--with', read.pieces(typed.with)),
  }
  return wrong.length > 0 ? err(wrong) : ok(answers)
}

/** What is right for most people: two days, two months from now, in the time zone they sit in. */
export function defaultAnswers(key: string, given: Given, now: Date): Required<Given> {
  const soon = daysAfter(now, 60)
  const { ends = soon } = given
  const starts = given.starts ?? (read.day(ends).ok && ends < soon ? ends : soon)
  return {
    name: titleCase(key),
    place: '',
    starts,
    ends: read.day(starts).ok ? daysAfter(new Date(starts), 1) : starts,
    timeZone: timeZoneHere(),
    locales: 'en',
    accent: accentFor(key),
    with: 'messages,theme,page',
  }
}

/** This machine's, unless it is set to something that nobody else knows. */
function timeZoneHere(): string {
  // Node says nothing at all when TZ is set to what it does not know.
  const here: string | undefined = Intl.DateTimeFormat().resolvedOptions().timeZone
  return here !== undefined && read.timeZone(here).ok ? here : 'UTC'
}

/** Deep enough for white text, far enough from each other: new events look different at once. */
const ACCENTS = ['#7c2d92', '#0f6b5c', '#b3341f', '#1d4fa3', '#8a5a00', '#a8215f'] as const

function accentFor(key: string): string {
  let sum = 0
  for (let at = 0; at < key.length; at++) sum += key.charCodeAt(at)
  return ACCENTS[sum % ACCENTS.length] ?? ACCENTS[0]
}

const daysAfter = (date: Date, days: number): string =>
  new Date(date.getTime() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
