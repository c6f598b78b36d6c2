const MINUTE = 60_000

/** A date and time as a programme writes it. */
export interface WrittenTime {
  /** Milliseconds as if written in UTC; midnight when only a date is written. */
  readonly wall: number
  /** Milliseconds ahead of UTC; null when the file leaves it to the event's time zone. */
  readonly offset: number | null
  readonly hasTime: boolean
}

const DATE_TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$/

/** `2027-03-28`, `2027-03-28T09:00`, `2027-03-28T09:00:00+02:00`; null for anything else. */
export const readDateTime = (text: string): WrittenTime | null => {
  const [, date, time, zone] = DATE_TIME.exec(text) ?? []
  if (date === undefined) return null
  const day = Date.parse(`${date}T00:00:00Z`)
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== date) return null
  const clock = time === undefined ? 0 : readTimeOfDay(time)
  const offset = zone === undefined ? null : readOffset(zone)
  if (clock === null || Number.isNaN(offset)) return null
  return { wall: day + clock, offset, hasTime: time !== undefined }
}

/** `09:30` or `09:30:00` as milliseconds since midnight; null for anything else. */
export const readTimeOfDay = (text: string): number | null => {
  const [, hours, minutes, seconds = 0] = /^(\d\d?):(\d\d)(?::(\d\d))?$/.exec(text) ?? []
  if (hours === undefined) return null
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  return (Number(hours) * 60 + Number(minutes)) * MINUTE + Number(seconds) * 1000
}

/**
 * `01:30` as 90 minutes; null for anything else. Three parts are refused: some tools mean
 * hours:minutes:seconds by them, others days:hours:minutes.
 */
export const readDuration = (text: string): number | null => {
  const [, hours, minutes] = /^(\d{1,3}):([0-5]\d)$/.exec(text) ?? []
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes)
}

const readOffset = (zone: string): number => {
  if (zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  return hours > 14 || minutes > 59 ? Number.NaN : sign * (hours * 60 + minutes) * MINUTE
}
