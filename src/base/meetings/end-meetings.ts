import type { Sql, StoreContext } from '../../contract.ts'
import { externalIdOf, type Happening, noteHappenings } from './happening.ts'
import { isOpen } from './meeting.ts'
import type { MeetingAction } from './meeting-action.ts'
import { transition } from './meeting-state.ts'
import { meetingOf, type MeetingRow } from './row.ts'

/**
 * Calls off whatever somebody has to come: confirmed meetings are cancelled, without regard to the
 * lock, their requests withdrawn, those to them declined. What has begun stays. Five statements.
 */
export function endMeetings(sql: Sql, person: string, context: StoreContext): void {
  const { now } = context
  const live = sql.all<LiveRow>(
    `SELECT *, ${externalIdOf('requester')} AS own_external, ${externalIdOf('invitee')} AS their_external
     FROM (SELECT * FROM meetings_meetings WHERE requester = ?1
       UNION ALL SELECT * FROM meetings_meetings WHERE invitee = ?1)
     WHERE status IN ('pending', 'needs-new-time', 'confirmed')`,
    person,
  )
  const ended = live.flatMap((row): Happening[] => {
    const action = ending(row, person)
    const after = transition(meetingOf(row), action, { by: 'system', now, cancelLockHours: 0 })
    if (!after.ok) return []
    const { id: meeting, requester, invitee, status: before } = row
    const { time, status } = after.value
    const news = { meeting, actor: person, action: action.kind, requester, invitee, time }
    const externalIds = { requester: row.own_external, invitee: row.their_external }
    return [{ ...news, place: null, externalIds, before, after: status }]
  })
  if (ended.length === 0) return
  const ids = JSON.stringify(ended.map(({ meeting }) => meeting))
  sql.all(
    `UPDATE meetings_meetings SET status = done.after, place = NULL, since = ?, revision = revision + 1,
       proposed_by = NULL, proposed_slot = NULL, proposed_start = NULL, proposed_end = NULL
     FROM (SELECT value ->> 'meeting' AS id, value ->> 'after' AS after FROM json_each(?)) done
     WHERE meetings_meetings.id = done.id`,
    now,
    JSON.stringify(ended),
  )
  sql.all('DELETE FROM meetings_bookings WHERE meeting IN (SELECT value FROM json_each(?))', ids)
  sql.all(
    'UPDATE meetings_seats SET meeting = NULL WHERE meeting IN (SELECT value FROM json_each(?))',
    ids,
  )
  noteHappenings(sql, ended, context)
}

interface LiveRow extends MeetingRow {
  readonly own_external: string | null
  readonly their_external: string | null
}

const ending = (row: MeetingRow, person: string): MeetingAction => {
  if (!isOpen(row)) return { kind: 'cancel' }
  return { kind: row.requester === person ? 'withdraw' : 'decline' }
}
