import { type Day, groupByDay } from '../agenda/days.ts'
import { nowAndNext } from '../agenda/now-next.ts'
import type { Schedule, Session, Speaker } from '../agenda/schedule.ts'
import { tracksOf } from '../agenda/tracks.ts'
import type { PageProps } from '../page.ts'

export interface HomeProps extends PageProps, HomeContent {}

/** What the home page shows of the programme. */
export interface HomeContent {
  /** Running at this moment. */
  readonly now: readonly Session[]
  /** All that share the earliest start still to come. */
  readonly next: readonly Session[]
  readonly days: readonly Day[]
  /** In the programme's order. */
  readonly rooms: readonly string[]
  /** In alphabetical order. */
  readonly tracks: readonly string[]
  /** Each person once, in the order of their first session. */
  readonly speakers: readonly Speaker[]
  readonly facts: HomeFacts
}

export interface HomeFacts {
  readonly days: number
  readonly sessions: number
  readonly speakers: number
  readonly rooms: number
}

/** `now` in epoch milliseconds. */
export function homeContent(
  { sessions, rooms }: Schedule,
  { timeZone, locale, now }: { timeZone: string; locale: string; now: number },
): HomeContent {
  const days = groupByDay(sessions, timeZone)
  const inOrder = sessions.toSorted((a, b) => a.start - b.start)
  const people = inOrder.flatMap((session) => session.speakers.map((one) => [one.id, one] as const))
  const speakers = [...new Map(people).values()]
  return {
    ...nowAndNext(sessions, now),
    days,
    rooms,
    tracks: tracksOf(sessions, locale),
    speakers,
    facts: {
      days: days.length,
      sessions: sessions.length,
      speakers: speakers.length,
      rooms: rooms.length,
    },
  }
}
