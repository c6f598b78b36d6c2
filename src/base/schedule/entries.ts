import type { OwnMeeting } from '../meetings/lists.ts'
import type { MarkedSession, OwnSchedule } from './store.ts'

const MINUTE = 60_000

/** One line of a schedule. Times are epoch milliseconds. */
export type Entry = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'meeting'; readonly meeting: OwnMeeting }
  | { readonly kind: 'session'; readonly session: MarkedSession }
  | { readonly kind: 'extra'; readonly extra: Extra }
)

/** What an event adds to a schedule that is neither a meeting nor a session of the programme. */
export interface Extra {
  /** What kind of thing it is, in the visitor's language: `Keynote`. */
  readonly label: string
  readonly title: string
  /** In one line; '' for nothing. */
  readonly place: string
  /** Where more of it is to be read; null for nowhere. */
  readonly href: string | null
}

export interface ScheduleDay {
  /** YYYY-MM-DD on the calendar of the event's time zone. */
  readonly date: string
  /** The zone's names on that day: two when the clock changes between entries. */
  readonly zones: readonly string[]
  readonly entries: readonly Entry[]
}

interface Clock {
  date(at: number): string
  zone(at: number): string
}

/**
 * Meetings and sessions by day, in order, with what the event adds to them; an entry belongs to the
 * day it starts on.
 */
export function scheduleDays(
  { meetings, sessions }: OwnSchedule,
  clock: Clock,
  added: readonly Entry[] = [],
): ScheduleDay[] {
  const entries: Entry[] = [
    ...added,
    ...meetings.flatMap((meeting): Entry[] => {
      const { time } = meeting
      return time === null ? [] : [{ kind: 'meeting', start: time.start, end: time.end, meeting }]
    }),
    ...sessions.map((session): Entry => {
      const { start, duration } = session
      return { kind: 'session', start, end: start + duration * MINUTE, session }
    }),
  ]
  const sorted = entries.toSorted((a, b) => a.start - b.start || a.end - b.end)
  return Array.from(
    Map.groupBy(sorted, ({ start }) => clock.date(start)),
    ([date, day]) => ({
      date,
      zones: [...new Set(day.map(({ start }) => clock.zone(start)))],
      entries: day,
    }),
  )
}
