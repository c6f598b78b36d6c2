import type { Sql } from '../../contract.ts'
import type { BookingSettings } from './settings.ts'
import type { Slot } from './slots.ts'

/** The settings as the store has them. */
export interface KeptSettings extends BookingSettings {
  /** `bookingWindow` of the settings, in epoch milliseconds. */
  readonly opens: number | null
  readonly closes: number | null
  /** Whether an organiser has put the slots themselves, instead of a plan for them. */
  readonly byHand: boolean
}

export function saveSettings(sql: Sql, settings: KeptSettings): void {
  sql.all(
    'INSERT INTO meetings_settings VALUES (1, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    JSON.stringify(settings),
  )
}

/** Whether the slots are an organiser's own. One statement. */
export function areByHand(sql: Sql): boolean {
  const [row] = sql.all<{ by_hand: number | null }>(
    "SELECT value ->> 'byHand' AS by_hand FROM meetings_settings",
  )
  return row?.by_hand === 1
}

/** Whether the store has these slots already. One statement. */
export function haveSlots(sql: Sql, slots: readonly Slot[]): boolean {
  const kept = sql.all<Slot>('SELECT id, start, "end" FROM meetings_slots ORDER BY start')
  return (
    kept.length === slots.length &&
    slots.every(({ id, start, end }, i) => {
      const slot = kept[i]
      return slot?.id === id && slot.start === start && slot.end === end
    })
  )
}

export function replaceSlots(sql: Sql, slots: readonly Slot[]): void {
  sql.all('DELETE FROM meetings_slots')
  sql.all(
    `INSERT INTO meetings_slots SELECT value ->> 'id', value ->> 'start', value ->> 'end' FROM json_each(?)`,
    JSON.stringify(slots),
  )
}

/**
 * One row for every seat of every place in every slot, in the organiser's order of places. A seat that
 * is taken stays, also in a slot that is no more, and keeps its place from others for as long as its
 * meeting lasts: a seat that it shares time with is not there. Answers how many there are.
 */
export function fillSeats(sql: Sql): number {
  sql.all('DELETE FROM meetings_seats WHERE meeting IS NULL')
  sql.all(
    `WITH RECURSIVE seat (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM seat
       WHERE n < (SELECT max(capacity) FROM meetings_places))
     INSERT INTO meetings_seats (slot, place, seat)
     SELECT t.id, p.id, n FROM meetings_slots t JOIN meetings_places p JOIN seat ON n <= p.capacity
     WHERE true ORDER BY t.start, p.position, n ON CONFLICT DO NOTHING`,
  )
  sql.all(
    `DELETE FROM meetings_seats WHERE meeting IS NULL AND (slot, place, seat) IN (
       SELECT t.id, k.place, k.seat FROM meetings_seats k
         JOIN meetings_meetings m ON m.id = k.meeting
         LEFT JOIN meetings_slots own ON own.id = k.slot
         JOIN meetings_slots t ON t.id <> k.slot AND t.start < m."end" AND t."end" > m.start
       WHERE own.id IS NULL OR own."end" <> m."end")`,
  )
  const [counted] = sql.all<{ seats: number }>('SELECT count(*) AS seats FROM meetings_seats')
  return counted?.seats ?? 0
}

/** Slots that are no longer planned, or are of another length, and in which something is booked. */
export const bookedOutside = (sql: Sql): readonly { slot: string; meetings: number }[] =>
  sql.all<{ slot: string; meetings: number }>(
    `SELECT b.slot, count(DISTINCT b.meeting) AS meetings FROM meetings_bookings b
       LEFT JOIN meetings_slots t ON t.id = b.slot AND t."end" = b."end"
     WHERE t.id IS NULL GROUP BY b.slot ORDER BY b.slot`,
  )
