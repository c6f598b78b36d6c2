import { ok, type Result, type Tenant } from '../../contract.ts'
import type { BookingPlan, Place } from './configure.ts'
import { defaultSlotPlan } from './default-slot-plan.ts'
import { type BookingSettings, bookingWindow } from './settings.ts'
import type { SlotPlanProblem } from './slot-plan.ts'
import { slotsOf } from './slots.ts'

/** What the store is given of an event's settings: local times as moments, the plan as slots. */
export function bookingPlan(
  { timeZone, starts, ends }: Pick<Tenant, 'timeZone' | 'starts' | 'ends'>,
  settings: BookingSettings,
  places: readonly Place[],
): Result<BookingPlan, readonly SlotPlanProblem[]> {
  const slots = slotsOf(settings.slotPlan ?? defaultSlotPlan(starts, ends), timeZone)
  if (!slots.ok) return slots
  const { bookingOpens: opens, bookingCloses: closes } = bookingWindow(settings, timeZone)
  return ok({ settings, opens, closes, slots: slots.value, places })
}

/** So many tables with a number. */
export const tables = (count: number): readonly Place[] =>
  Array.from({ length: count }, (_, i) => ({ id: `t${i + 1}`, label: `${i + 1}`, capacity: 1 }))
