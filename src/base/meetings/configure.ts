import type { Sql } from '../../contract.ts'
import { command } from '../../store/feature.ts'
import { requireSystem } from '../people/signed-in.ts'
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
 * Puts slots, places and settings in the place of those before. What is booked stays: a seat that is
 * taken is never removed. System only.
 */
export const configureBooking = command(
  'meetings.configure',
  (sql, plan: BookingPlan, context): { readonly seats: number } => {
    requireSystem(context)
    const { settings, opens, closes } = plan
    sql.all(
      'INSERT INTO meetings_settings VALUES (1, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
      JSON.stringify({ ...settings, opens, closes }),
    )
    // Hours and minutes may have changed: what is due is looked after anew.
    context.wakeAt(context.now)
    replaceSlots(sql, plan.slots)
    replacePlaces(sql, plan.places)
    return { seats: fillSeats(sql) }
  },
)

function replaceSlots(sql: Sql, slots: readonly Slot[]): void {
  sql.all('DELETE FROM meetings_slots')
  sql.all(
    `INSERT INTO meetings_slots SELECT value ->> 'id', value ->> 'start', value ->> 'end' FROM json_each(?)`,
    JSON.stringify(slots),
  )
}

function replacePlaces(sql: Sql, places: readonly Place[]): void {
  sql.all('DELETE FROM meetings_places')
  sql.all(
    `INSERT INTO meetings_places
     SELECT value ->> 'id', value ->> 'label', value ->> 'capacity', key FROM json_each(?)`,
    JSON.stringify(places),
  )
}

/** One row for every seat of every place in every slot, in the organiser's order of places. */
function fillSeats(sql: Sql): number {
  sql.all('DELETE FROM meetings_seats WHERE meeting IS NULL')
  sql.all(
    `WITH RECURSIVE seat (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM seat
       WHERE n < (SELECT max(capacity) FROM meetings_places))
     INSERT INTO meetings_seats (slot, place, seat)
     SELECT t.id, p.id, n FROM meetings_slots t JOIN meetings_places p JOIN seat ON n <= p.capacity
     WHERE true ORDER BY t.start, p.position, n ON CONFLICT DO NOTHING`,
  )
  const [counted] = sql.all<{ seats: number }>('SELECT count(*) AS seats FROM meetings_seats')
  return counted?.seats ?? 0
}
