import { keeping } from '../keeping.ts'

/** Ways of writing a moment, in one locale and one time zone. Moments are epoch milliseconds. */
export interface Formats {
  readonly timeZone: string
  /** `09:30` */
  time(at: number): string
  /** `09:30 – 10:15` */
  span(from: number, to: number): string
  /** `Fri` */
  weekday(at: number): string
  /** The calendar date `YYYY-MM-DD` of a moment. */
  date(at: number): string
  /** `Friday 26 February` of a calendar date `YYYY-MM-DD`. */
  day(date: string): string
  /** `Fri 26` of a calendar date `YYYY-MM-DD`. */
  shortDay(date: string): string
  /** `26 – 27 February 2027` of two calendar dates. */
  days(from: string, to: string): string
  /** `1,200.5`, with up to six digits after the point. */
  number(value: number): string
  /** `GMT+8`: printed beside times, so that nobody has to guess. */
  zone(at: number): string
}

/** Formats are dear to make and few in kind: one a locale and time zone. */
export const formatsFor = keeping(200, create)

/** Answers of one kind that a locale and time zone keep: ranges and zones are dear to write. */
const KEPT = 200

function create(locale: string, timeZone: string): Formats {
  const time = timeFormat(locale, timeZone)
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone })
  // Calendar dates have no zone; they are written as they stand.
  const day = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  const shortDay = [{ weekday: 'short' } as const, { day: 'numeric' } as const].map(
    (part) => new Intl.DateTimeFormat(locale, { ...part, timeZone: 'UTC' }),
  )
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' })
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 })
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
  // Swedish dates are written as ISO ones.
  const isoDate = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone })
  return {
    timeZone,
    date: (at) => isoDate.format(at),
    time: (at) => time.format(at),
    weekday: (at) => weekday.format(at),
    span: keeping(KEPT, (from: number, to: number) => time.formatRange(from, to)),
    day: (date) => day.format(Date.parse(date)),
    shortDay: (date) => shortDay.map((part) => part.format(Date.parse(date))).join(' '),
    days: keeping(KEPT, (from: string, to: string) =>
      days.formatRange(Date.parse(from), Date.parse(to)),
    ),
    number: (value) => number.format(value),
    zone: keeping(
      KEPT,
      (at: number) =>
        zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
    ),
  }
}

/** `09:30`, but `9:30 AM`: a leading zero belongs to the 24-hour clock. */
function timeFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  const format = (hour: 'numeric' | '2-digit') =>
    new Intl.DateTimeFormat(locale, { hour, minute: '2-digit', timeZone })
  const twelve = format('numeric')
  return twelve.resolvedOptions().hour12 === true ? twelve : format('2-digit')
}
