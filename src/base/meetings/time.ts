import type { Sql } from '../../contract.ts'
import type { SlotRefusal } from './request-check.ts'
import type { Slot } from './slots.ts'

/** The two people of a meeting. */
export interface Pair {
  readonly requester: string
  readonly invitee: string
}

type Taken =
  | { readonly ok: true; readonly place: string }
  | { readonly ok: false; readonly error: SlotRefusal }

/**
 * Takes both people's time and a seat for a meeting, or nothing at all. The tables' keys decide: what
 * is there already is not taken again. Two statements; one more where it is refused.
 */
export function takeTime(sql: Sql, id: string, pair: Pair, slot: Slot): Taken {
  const booked = sql.all<{ person: string }>(
    `INSERT INTO meetings_bookings (person, slot, start, "end", meeting)
     VALUES (?1, ?3, ?4, ?5, ?6), (?2, ?3, ?4, ?5, ?6)
     ON CONFLICT DO NOTHING RETURNING person`,
    pair.requester,
    pair.invitee,
    slot.id,
    slot.start,
    slot.end,
    id,
  )
  const busy = (['requester', 'invitee'] as const).find(
    (side) => !booked.some(({ person }) => person === pair[side]),
  )
  if (busy === undefined) {
    const [seat] = sql.all<{ place: string }>(
      `UPDATE meetings_seats SET meeting = ? WHERE number =
         (SELECT number FROM meetings_seats WHERE slot = ? AND meeting IS NULL LIMIT 1)
       RETURNING place`,
      id,
      slot.id,
    )
    if (seat !== undefined) return { ok: true, place: seat.place }
  }
  sql.all('DELETE FROM meetings_bookings WHERE meeting = ? AND slot = ?', id, slot.id)
  return { ok: false, error: busy === undefined ? { tag: 'no-table' } : { tag: 'busy', who: busy } }
}

/** Gives both people's time and the seat back. Two statements. */
export function freeTime(sql: Sql, id: string, slot: string): void {
  sql.all('DELETE FROM meetings_bookings WHERE meeting = ? AND slot = ?', id, slot)
  sql.all('UPDATE meetings_seats SET meeting = NULL WHERE meeting = ? AND slot = ?', id, slot)
}
