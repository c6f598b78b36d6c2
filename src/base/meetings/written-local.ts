const MINUTE = 60_000
const DAY_MINUTES = 24 * 60

/** `2027-03-27` as its midnight on the wall (see `LocalClock`); null when it is no such day. */
export const readDay = (text: string): number | null => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const day = Date.parse(`${text}T00:00:00Z`)
  // Date.parse takes 30 February for 2 March.
  return !Number.isNaN(day) && writeDay(day) === text ? day : null
}

/** The day of a wall time, `2027-03-27`. */
export const writeDay = (wall: number): string => new Date(wall).toISOString().slice(0, 10)

/** `09:30` as minutes since midnight, up to `24:00`, the end of the day; null for anything else. */
export const readMinutes = (text: string): number | null => {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(text) ?? []
  const all = Number(hours) * 60 + Number(minutes)
  return all <= DAY_MINUTES ? all : null
}

/** `2027-03-27T09:30` as a wall time (see `LocalClock`); null for anything else. */
export const readLocal = (text: string): number | null => {
  const [date = '', time = '', ...more] = text.split('T')
  const [day, minutes] = [readDay(date), readMinutes(time)]
  if (day === null || minutes === null || minutes === DAY_MINUTES || more.length > 0) return null
  return day + minutes * MINUTE
}
