import { err, ok, type Result } from '../../contract.ts'
import { localClock, type LocalClock } from '../../local-time.ts'
import {
  checkSlotPlan,
  stretchesOf,
  type SlotDay,
  type SlotPlan,
  type SlotPlanProblem,
  type Stretch,
} from './slot-plan.ts'
import { readDay } from './written-local.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Time in which a meeting can take place, exactly as long as its plan says. */
export interface Slot {
  /**
   * Local date and time of its start, `2027-03-27T09:30`; `~2` follows when the clock shows that time
   * for the second time, in autumn. So a change of another day, or of the length of slots, leaves it
   * as it is. What is booked keeps its own start and end: the plan may change afterwards.
   */
  readonly id: string
  /** Epoch milliseconds. */
  readonly start: number
  readonly end: number
}

/**
 * The plan's slots, in order; no two overlap. The times of a plan mean the first moment at which the
 * clock shows them or a later time: the hour that is shown twice in autumn is filled both times, the
 * one that is skipped in spring has no slots. Throws RangeError for an unknown time zone.
 */
export const slotsOf = (
  plan: SlotPlan,
  timeZone: string,
): Result<readonly Slot[], readonly SlotPlanProblem[]> => {
  const clock = localClock(timeZone)
  if (!clock) throw new RangeError(`unknown time zone ${timeZone}`)
  const problems = checkSlotPlan(plan)
  if (problems.length > 0) return err(problems)
  const slots = plan.days.flatMap((day) =>
    stretchesOf(day).flatMap((stretch) => fill(day, stretch, clock)),
  )
  return ok(slots.toSorted((a, b) => a.start - b.start))
}

const fill = (day: SlotDay, stretch: Stretch, clock: LocalClock): Slot[] => {
  const midnight = readDay(day.date) ?? Number.NaN
  const begin = momentOf(midnight + stretch.from * MINUTE, clock)
  const close = momentOf(midnight + stretch.to * MINUTE, clock)
  const idAt = idsBetween(begin, close, clock)
  const [length, step] = [day.minutes * MINUTE, (day.minutes + day.pause) * MINUTE]
  const slots: Slot[] = []
  for (let start = begin; start + length <= close; start += step)
    slots.push({ id: idAt(start), start, end: start + length })
  return slots
}

/** The first moment at which the clock shows that wall time or a later one. */
const momentOf = (wall: number, clock: LocalClock): number => {
  let after = clock.instantOf(wall)
  if (clock.wallAt(after) === wall) return after
  // The clock skips it: the moment of the jump. No jump is longer than a day.
  let before = after - DAY
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (clock.wallAt(middle) < wall) before = middle
    else after = middle
  }
  return after
}

const idsBetween = (begin: number, close: number, clock: LocalClock) => {
  const offset = clock.wallAt(begin) - begin
  // Asking the clock is slow, and needed only where it changes.
  if (clock.wallAt(close) - close === offset) return (at: number) => written(at + offset)
  return (at: number): string => {
    const wall = clock.wallAt(at)
    return clock.instantOf(wall) === at ? written(wall) : `${written(wall)}~2`
  }
}

const written = (wall: number): string => new Date(wall).toISOString().slice(0, 16)
