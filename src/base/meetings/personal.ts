import type { Sql } from '../../contract.ts'
import type { Personal, PlainData } from '../../store/feature.ts'
import { isoTime } from '../iso-time.ts'
import { endMeetings } from './end-meetings.ts'
import type { Side } from './meeting.ts'
import { meetingOf, type MeetingRow } from './row.ts'
import type { Slot } from './slots.ts'

/** Somebody's meetings. What took place, or was called off, stays for the other one, without a word of theirs. */
export const meetingsPersonal: Personal = {
  export(sql, person) {
    const histories = Map.groupBy(readHistories(sql, person), ({ meeting }) => meeting)
    return {
      meetings: readMeetings(sql, person).map((row) => ({
        ...meetingData(row, person),
        history: (histories.get(row.id) ?? []).map((happening) => happeningData(happening, person)),
      })),
      'times I am not available': readAway(sql, person).map(spanData),
    }
  },
  erase(sql, person, context) {
    endMeetings(sql, person, context)
    // The revision tells calendars that hold the meeting to take the name away.
    sql.all(
      `UPDATE meetings_meetings SET message = iif(requester = ?1, '', message), since = ?2,
         revision = revision + 1
       WHERE (requester = ?1 OR invitee = ?1)
         AND EXISTS (SELECT 1 FROM people_persons WHERE id = ?1 AND erased IS NULL)`,
      person,
      context.now,
    )
    sql.all('DELETE FROM meetings_away WHERE person = ?', person)
  },
}

type Row = MeetingRow & {
  readonly name: string
  readonly organisation: string
  readonly left: number
  readonly label: string | null
}

const readMeetings = (sql: Sql, person: string): readonly Row[] =>
  sql.all<Row>(
    `SELECT m.*, p.name, p.organisation, p.erased IS NOT NULL AS left, l.label
     FROM (SELECT * FROM meetings_meetings WHERE requester = ?1
           UNION ALL SELECT * FROM meetings_meetings WHERE invitee = ?1) m
       JOIN people_persons p ON p.id = iif(m.requester = ?1, m.invitee, m.requester)
       LEFT JOIN meetings_places l ON l.id = m.place
     ORDER BY m.created, m.id`,
    person,
  )

function meetingData(row: Row, person: string): { readonly [name: string]: PlainData } {
  const own: Side = row.requester === person ? 'requester' : 'invitee'
  const { status, time, proposal, reports, since } = meetingOf(row)
  return {
    with: row.left === 1 ? null : { name: row.name, organisation: row.organisation },
    'requested by': own === 'requester' ? 'me' : 'them',
    requested: isoTime(row.created),
    message: row.message,
    state: status,
    'last changed': isoTime(since),
    ...spanData(time),
    place: row.label,
    'other time proposed':
      proposal === null
        ? null
        : { by: proposal.by === own ? 'me' : 'them', ...spanData(proposal.time) },
    'took place, as I said': reports[own],
  }
}

const spanData = (slot: Pick<Slot, 'start' | 'end'> | null) => ({
  starts: isoTime(slot?.start ?? null),
  ends: isoTime(slot?.end ?? null),
})

interface Happened {
  readonly meeting: string
  readonly at: number
  readonly actor: string
  readonly action: string
  readonly after: string
}

const readHistories = (sql: Sql, person: string): readonly Happened[] =>
  sql.all<Happened>(
    `SELECT meeting, at, actor, action, after FROM meetings_history
     WHERE meeting IN (SELECT id FROM meetings_meetings WHERE requester = ?1
       UNION ALL SELECT id FROM meetings_meetings WHERE invitee = ?1) ORDER BY number`,
    person,
  )

const happeningData = ({ at, actor, action, after }: Happened, person: string) => ({
  at: isoTime(at),
  by: actor === person ? 'me' : actor === 'system' ? 'the event' : 'them',
  action,
  'state afterwards': after,
})

const readAway = (sql: Sql, person: string) =>
  sql.all<Pick<Slot, 'start' | 'end'>>(
    `SELECT t.start, t."end" FROM meetings_away a JOIN meetings_slots t ON t.id = a.slot
     WHERE a.person = ? ORDER BY t.start`,
    person,
  )
