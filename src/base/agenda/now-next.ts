import type { Session } from './schedule.ts'
import { byStartThenRoom } from './session-order.ts'

const MINUTE = 60_000

export interface NowAndNext {
  /** Running: started, and not yet over. */
  readonly now: readonly Session[]
  /** All that share the earliest start after now. */
  readonly next: readonly Session[]
}

/** `now` in epoch milliseconds. Both lists by start, then room. */
export const nowAndNext = (sessions: readonly Session[], now: number): NowAndNext => {
  const sorted = sessions.toSorted(byStartThenRoom)
  const nextStart = sorted.find(({ start }) => start > now)?.start
  return {
    now: sorted.filter(({ start, duration }) => start <= now && now < start + duration * MINUTE),
    next: sorted.filter(({ start }) => start === nextStart),
  }
}
