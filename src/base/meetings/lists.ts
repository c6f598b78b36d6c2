import { ok, type Result, type Sql } from '../../contract.ts'
import { command, query } from '../../store/feature.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { readSlots } from './facts.ts'
import { refuseSlot } from './request-check.ts'
import { meetingOf, type MeetingRow } from './row.ts'
import type { Meeting, Side } from './meeting.ts'
import { seesPerson } from './sight.ts'
import type { Slot } from './slots.ts'

/** One of the caller's meetings. */
export interface OwnMeeting extends Meeting {
  readonly id: string
  /** The caller's side of it. */
  readonly side: Side
  readonly other: {
    readonly id: string
    readonly name: string
    readonly organisation: string
    readonly role: string
    /** Has erased themselves: there is no page of theirs, and pages name them in general words. */
    readonly left: boolean
  }
  readonly message: string
  /** Label of the table; null until there is one. */
  readonly place: string | null
  readonly revision: number
}

type Row = MeetingRow & {
  readonly other_id: string
  readonly name: string
  readonly organisation: string
  readonly role: string
  readonly left: number
  readonly label: string | null
}

/** All meetings of the caller, the next one first. One statement. */
export const listMeetings = query(
  'meetings.list',
  (sql, _input: object, context): Result<readonly OwnMeeting[], SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const rows = sql.all<Row>(
      `SELECT m.*, p.id AS other_id, p.name, p.organisation, p.role, p.erased IS NOT NULL AS left,
         l.label
       FROM (SELECT * FROM meetings_meetings WHERE requester = ?1
             UNION ALL SELECT * FROM meetings_meetings WHERE invitee = ?1) m
         JOIN people_persons p ON p.id = iif(m.requester = ?1, m.invitee, m.requester)
         LEFT JOIN meetings_places l ON l.id = m.place
       ORDER BY m.start IS NULL, m.start, m.created, m.id`,
      viewer.id,
    )
    return ok(rows.map((row) => ownMeeting(row, viewer.id)))
  },
)

const ownMeeting = (row: Row, viewer: string): OwnMeeting => ({
  ...meetingOf(row),
  id: row.id,
  side: row.requester === viewer ? 'requester' : 'invitee',
  other: {
    id: row.other_id,
    name: row.name,
    organisation: row.organisation,
    role: row.role,
    left: row.left === 1,
  },
  message: row.message,
  place: row.label,
  revision: row.revision,
})

/**
 * Slots to come in which the caller and another can meet: somebody whom they may see, or whom they
 * asked. Of anybody else nothing is told. Up to three statements.
 */
export const listCommonSlots = query(
  'meetings.common-slots',
  (sql, { person }: { person: string }, context): Result<readonly Slot[], SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const known = seesPerson(sql, viewer.id, person) || asked(sql, viewer.id, person)
    const pair = { requester: viewer.id, invitee: known ? person : '' }
    const { now } = context
    const slots = readSlots(sql, pair, null, now).filter((slot) => refuseSlot(slot, now) === null)
    return ok(slots.map(({ id, start, end }) => ({ id, start, end })))
  },
)

const asked = (sql: Sql, requester: string, invitee: string): boolean =>
  sql.all(
    'SELECT 1 FROM meetings_meetings WHERE requester = ? AND invitee = ? LIMIT 1',
    requester,
    invitee,
  ).length > 0

/** A slot of the event as the caller has it. */
export interface OwnSlot extends Slot {
  readonly away: boolean
  readonly meeting: string | null
}

/** Every slot of the event with what the caller has in it. One statement. */
export const listOwnSlots = query(
  'meetings.own-slots',
  (sql, _input: object, context): Result<readonly OwnSlot[], SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const rows = sql.all<Slot & { away: number; meeting: string | null }>(
      `SELECT t.id, t.start, t."end", a.slot IS NOT NULL AS away, b.meeting
       FROM meetings_slots t
         LEFT JOIN meetings_away a ON a.slot = t.id AND a.person = ?1
         LEFT JOIN meetings_bookings b ON b.slot = t.id AND b.person = ?1
       ORDER BY t.start`,
      viewer.id,
    )
    return ok(rows.map((row) => ({ ...row, away: row.away === 1 })))
  },
)

/** Marks the caller's slots, all at once. A slot with a confirmed meeting is refused, nothing is changed. */
export const setAway = command(
  'meetings.set-away',
  (
    sql,
    { slots }: { slots: readonly string[] },
    context,
  ): Result<null, SignedOut | { readonly tag: 'booked'; readonly slot: string }> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const away = JSON.stringify(slots)
    const [booked] = sql.all<{ slot: string }>(
      'SELECT slot FROM meetings_bookings WHERE person = ? AND slot IN (SELECT value FROM json_each(?))',
      viewer.id,
      away,
    )
    if (booked !== undefined) return { ok: false, error: { tag: 'booked', slot: booked.slot } }
    sql.all('DELETE FROM meetings_away WHERE person = ?', viewer.id)
    sql.all(
      `INSERT INTO meetings_away SELECT ?, id FROM meetings_slots
       WHERE id IN (SELECT value FROM json_each(?))`,
      viewer.id,
      away,
    )
    return ok(null)
  },
)
