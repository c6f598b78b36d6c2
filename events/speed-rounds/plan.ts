import type { Plan } from './rounds.ts'

const MINUTE = 60_000

/** The evening: nine rounds of six minutes, and one to change seats. */
export const PLAN: Plan = {
  starts: Date.parse('2027-03-04T18:30+13:00'),
  length: 7 * MINUTE,
  rounds: 9,
}

/** From then on the list stands, so that nobody's seat changes under them. */
export const CLOSES = PLAN.starts - 10 * MINUTE
