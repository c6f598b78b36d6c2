import type { SlotPlan } from './slot-plan.ts'
import { readDay, writeDay } from './written-local.ts'

const DAY = 24 * 60 * 60_000
const MAX_DEFAULT_DAYS = 21

/**
 * 20-minute slots from 09:00 to 18:00 with lunch from 12:30 to 13:30, on the event's days
 * (`YYYY-MM-DD`), on its first three weeks if it lasts longer.
 */
export const defaultSlotPlan = (starts: string, ends: string): SlotPlan => {
  const [first, last] = [readDay(starts), readDay(ends)]
  if (first === null || last === null) throw new RangeError(`no days: ${starts} to ${ends}`)
  const count = Math.min(Math.floor((last - first) / DAY) + 1, MAX_DEFAULT_DAYS)
  const lunch = { from: '12:30', to: '13:30' }
  const hours = { from: '09:00', to: '18:00', minutes: 20, pause: 0, gaps: [lunch] }
  const days = Array.from({ length: count }, (_, day) => ({
    date: writeDay(first + day * DAY),
    ...hours,
  }))
  return { days }
}
