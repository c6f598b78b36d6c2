import type { Clock } from '../contract.ts'

/** The time of a test: it stands still unless it is moved, and only moves on. */
export interface TestClock {
  now(): Date
  /** Goes on to this moment. What became due on the way has been done by then, each at its time. */
  set(at: Date): Promise<void>
  /** The same, so much later. */
  advance(by: {
    readonly days?: number
    readonly hours?: number
    readonly minutes?: number
  }): Promise<void>
}

/** What happens by itself when its time has come. */
export interface Alarm {
  /** Epoch milliseconds; null for not until something happens. */
  due(): number | null
  ring(): Promise<void>
}

/** More than anything does on the way from one day of a test to another. */
const MAX_RINGS = 10_000

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Time as the platform reads it, and as a test moves it. */
export class MovedClock implements Clock {
  #now: number
  readonly #alarms: Alarm[] = []

  constructor(now: number) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  rings(alarm: Alarm): void {
    this.#alarms.push(alarm)
  }

  async moveTo(at: number): Promise<void> {
    if (at < this.#now)
      throw new TypeError('testEvent: time only moves on. Begin with an earlier now.')
    for (let rung = 0; ; rung++) {
      if (rung > MAX_RINGS)
        throw new Error('testEvent: something is due again and again at one time.')
      const [next] = this.#alarms
        .map((alarm) => ({ alarm, due: alarm.due() ?? Infinity }))
        .toSorted((a, b) => a.due - b.due)
      if (next === undefined || next.due > at) break
      this.#now = Math.max(this.#now, next.due)
      await next.alarm.ring()
    }
    this.#now = at
  }

  asTestClock(): TestClock {
    return {
      now: () => new Date(this.#now),
      set: (at) => this.moveTo(at.getTime()),
      advance: ({ days = 0, hours = 0, minutes = 0 }) =>
        this.moveTo(this.#now + days * DAY + hours * HOUR + minutes * MINUTE),
    }
  }
}
