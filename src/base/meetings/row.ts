import type { Sql } from '../../contract.ts'
import type { Meeting, Side } from './meeting.ts'
import type { Slot } from './slots.ts'

/** A meeting as it is kept. */
export interface MeetingRow {
  readonly id: string
  readonly requester: string
  readonly invitee: string
  readonly status: Meeting['status']
  readonly slot: string | null
  readonly start: number | null
  readonly end: number | null
  readonly place: string | null
  readonly asked: Side
  readonly proposed_by: Side | null
  readonly proposed_slot: string | null
  readonly proposed_start: number | null
  readonly proposed_end: number | null
  readonly requester_held: number | null
  readonly invitee_held: number | null
  readonly message: string
  readonly since: number
  readonly created: number
  readonly revision: number
}

/** A row as the rules see it. */
export const meetingOf = (row: MeetingRow): Meeting => {
  const proposed = slotOf(row.proposed_slot, row.proposed_start, row.proposed_end)
  return {
    status: row.status,
    time: slotOf(row.slot, row.start, row.end),
    asked: row.asked,
    proposal:
      row.proposed_by === null || proposed === null
        ? null
        : { by: row.proposed_by, time: proposed },
    reports: { requester: told(row.requester_held), invitee: told(row.invitee_held) },
    since: row.since,
  }
}

const slotOf = (id: string | null, start: number | null, end: number | null): Slot | null =>
  id === null || start === null || end === null ? null : { id, start, end }

const told = (held: number | null): boolean | null => (held === null ? null : held === 1)

const kept = (held: boolean | null): number | null => (held === null ? null : held ? 1 : 0)

/** Puts a meeting's new state in the place of the one before. One statement. */
export function saveMeeting(sql: Sql, id: string, meeting: Meeting, place: string | null): void {
  const { status, time, asked, proposal, reports, since } = meeting
  sql.all(
    `UPDATE meetings_meetings SET status = ?, slot = ?, start = ?, "end" = ?, place = ?, asked = ?,
       proposed_by = ?, proposed_slot = ?, proposed_start = ?, proposed_end = ?,
       requester_held = ?, invitee_held = ?, since = ?, revision = revision + 1 WHERE id = ?`,
    status,
    time?.id ?? null,
    time?.start ?? null,
    time?.end ?? null,
    place,
    asked,
    proposal?.by ?? null,
    proposal?.time.id ?? null,
    proposal?.time.start ?? null,
    proposal?.time.end ?? null,
    kept(reports.requester),
    kept(reports.invitee),
    since,
    id,
  )
}
