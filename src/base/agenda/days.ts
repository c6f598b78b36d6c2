import { localClock } from '../../local-time.ts'
import type { Session } from './schedule.ts'
import { byStartThenRoom } from './session-order.ts'

export interface Day {
  /** YYYY-MM-DD on the calendar of the event's time zone. */
  readonly date: string
  readonly slots: readonly Slot[]
}

/** Sessions that start together, by room. */
export interface Slot {
  /** Epoch milliseconds. */
  readonly start: number
  readonly sessions: readonly Session[]
}

/** A session belongs to the day it starts on. Throws RangeError for an unknown time zone. */
export const groupByDay = (sessions: readonly Session[], timeZone: string): Day[] => {
  const clock = localClock(timeZone)
  if (!clock) throw new RangeError(`unknown time zone ${timeZone}`)
  const slots = Map.groupBy(sessions.toSorted(byStartThenRoom), ({ start }) => start)
  const days = Map.groupBy(slots, ([start]) => dateOf(clock.wallAt(start)))
  return Array.from(days, ([date, entries]) => ({
    date,
    slots: entries.map(([start, together]) => ({ start, sessions: together })),
  }))
}

const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10)
