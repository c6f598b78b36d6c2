import type { Sql, StoreContext } from '../../contract.ts'
import type { ResolvedSettings, SettingsProblem } from '../../seam/settings.ts'
import type { Frame } from '../settings/frame.ts'
import { LAYERS } from '../settings/layers.ts'
import { bookingPlan } from './booking-plan.ts'
import {
  areByHand,
  bookedOutside,
  fillSeats,
  haveSlots,
  replaceSlots,
  saveSettings,
} from './seats.ts'
import type { BookingSettings } from './settings.ts'

/**
 * Has the store's slots follow what was set, unless an organiser has put them by hand and planned none
 * since. What is booked stays as it is, in a slot that is no more, too.
 */
export function settleBooking(
  sql: Sql,
  { settings, values }: ResolvedSettings<BookingSettings>,
  frame: Frame | null,
  context: StoreContext,
): readonly SettingsProblem[] {
  const planned = [...values].some(
    ([path, { from }]) => /^slotPlan(?:\.|$)/.test(path) && from === LAYERS.organiser,
  )
  const byHand = !planned && areByHand(sql)
  const plan = frame === null ? null : bookingPlan(frame, settings, [])
  if (plan?.ok !== true) return []
  const { opens, closes, slots } = plan.value
  saveSettings(sql, { ...settings, opens, closes, byHand })
  if (!byHand && !haveSlots(sql, slots)) {
    replaceSlots(sql, slots)
    fillSeats(sql)
  }
  // Requests may expire earlier now than anybody is woken for.
  context.wakeAt(context.now)
  return byHand ? [] : bookedOutside(sql).map(outside)
}

const outside = ({ slot, meetings }: { slot: string; meetings: number }): SettingsProblem => ({
  field: 'slotPlan',
  message: `${meetings === 1 ? '1 meeting stays' : `${meetings} meetings stay`} at ${slot}, which is no slot of this length now.`,
})
