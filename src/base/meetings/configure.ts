import type { Sql } from '../../contract.ts'
import { command } from '../../store/feature.ts'
import { requireSystem } from '../people/signed-in.ts'
import { writeOrganiser } from '../settings/layers.ts'
import { fillSeats, replaceSlots, saveSettings } from './seats.ts'
import type { BookingSettings } from './settings.ts'
import type { Slot } from './slots.ts'

/** A table or a booth. */
export interface Place {
  readonly id: string
  readonly label: string
  /** Meetings in one slot. */
  readonly capacity: number
}

export interface BookingPlan {
  readonly settings: BookingSettings
  /** `bookingWindow` of the settings, in epoch milliseconds. */
  readonly opens: number | null
  readonly closes: number | null
  readonly slots: readonly Slot[]
  readonly places: readonly Place[]
}

/**
 * Puts an organiser's slots, places and settings in the place of those before, and of those of the
 * event's module and record. What is booked stays: a seat that is taken is never removed. System only.
 */
export const configureBooking = command(
  'meetings.configure',
  (sql, plan: BookingPlan, context): { readonly seats: number } => {
    requireSystem(context)
    const { settings, opens, closes } = plan
    const { slotPlan: _, ...own } = settings
    writeOrganiser(sql, own)
    saveSettings(sql, { ...settings, opens, closes, byHand: true })
    // Hours and minutes may have changed: what is due is looked after anew.
    context.wakeAt(context.now)
    replaceSlots(sql, plan.slots)
    replacePlaces(sql, plan.places)
    return { seats: fillSeats(sql) }
  },
)

/**
 * Puts places in the place of those before; slots are those of the settings. What is booked stays where
 * it is. System only.
 */
export const arrangePlaces = command(
  'meetings.places',
  (sql, { places }: { places: readonly Place[] }, context): { readonly seats: number } => {
    requireSystem(context)
    replacePlaces(sql, places)
    return { seats: fillSeats(sql) }
  },
)

export function replacePlaces(sql: Sql, places: readonly Place[]): void {
  sql.all('DELETE FROM meetings_places')
  sql.all(
    `INSERT INTO meetings_places
     SELECT value ->> 'id', value ->> 'label', value ->> 'capacity', key FROM json_each(?)`,
    JSON.stringify(places),
  )
}
