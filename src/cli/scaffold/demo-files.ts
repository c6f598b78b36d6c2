import type { Answers } from './answers.ts'
import { wordsFor } from './words.ts'

/** The event's record for local development. */
export function tenantFile({ with: pieces, accent, ...answers }: Answers): string {
  const { name, timeZone, locales, starts, ends, place } = answers
  // The record goes over the code: a colour in both could not be changed in the code.
  const theme = pieces.includes('theme') ? {} : { theme: { accent } }
  return json({ name, timeZone, locales, starts, ends, place, ...theme })
}

const TIMES = [
  ['09:00', '01:00'],
  ['10:00', '00:45'],
  ['11:00', '01:30'],
  ['12:30', '01:00'],
  ['14:00', '01:00'],
] as const

/** A made-up programme for the first day, in the format that pretalx and frab export. */
export function scheduleFile({ name, starts, timeZone, locales: [locale] }: Answers): string {
  const { room, sessions } = wordsFor(locale)
  const events = TIMES.map(([start, duration], index) => ({
    id: index + 1,
    // Without an offset: at the place of the event.
    date: `${starts}T${start}:00`,
    start,
    duration,
    title: sessions[index],
    persons: [],
  }))
  return json({
    schedule: {
      version: '1',
      conference: {
        title: name,
        time_zone_name: timeZone,
        days: [{ date: starts, rooms: { [room]: events } }],
      },
    },
  })
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
