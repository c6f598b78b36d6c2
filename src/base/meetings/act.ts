import { err, ok, type Result, type Sql, type StoreContext } from '../../contract.ts'
import type { Stale } from '../../seam/rule.ts'
import { command } from '../../store/feature.ts'
import { remindsAt } from '../mails/reminders.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { quotaColumns, type QuotaRow, quotasOf, readSettings } from './facts.ts'
import { type Happening, noteHappenings } from './happening.ts'
import type { Meeting, MeetingStatus, Side } from './meeting.ts'
import type { ActionRefusal, Actor, MeetingAction } from './meeting-action.ts'
import { transition } from './meeting-state.ts'
import { quotaFull, type QuotaKind } from './quotas.ts'
import type { SlotRefusal } from './request-check.ts'
import { meetingOf, type MeetingRow, saveMeeting } from './row.ts'
import type { BookingSettings } from './settings.ts'
import { cancelMoved, stale } from './rule-facts.ts'
import type { Slot } from './slots.ts'
import { freeTime, takeTime } from './time.ts'

export interface ActInput {
  readonly id: string
  readonly action: MeetingAction['kind']
  /** For `propose`, and for accepting a request of any time. */
  readonly slot: string | null
  /** For `cancel`: of the facts by which the event's rule allowed it; absent where it has none. */
  readonly version?: string
}

export type ActRefusal =
  | SignedOut
  | Stale
  | { readonly tag: 'not-found' | 'no-such-slot' }
  | ActionRefusal
  | SlotRefusal
  | {
      readonly tag: 'quota-used'
      readonly who: Side
      readonly kind: QuotaKind
      readonly limit: number
    }

/** Does something about a meeting of the caller's. Whose it is not, for them it is not there. */
export const actOnMeeting = command(
  'meetings.act',
  (sql, input: ActInput, context): Result<{ readonly status: MeetingStatus }, ActRefusal> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const row = read(sql, input, viewer.id)
    if (row === undefined) return err({ tag: 'not-found' })
    if (cancelMoved(sql, input.version, input.id, viewer.id)) return stale
    const by: Side = row.requester === viewer.id ? 'requester' : 'invitee'
    return change(sql, row, input, { by, actor: viewer.id, context })
  },
)

interface ActRow extends MeetingRow, QuotaRow {
  readonly settings: string | null
  readonly new_id: string | null
  readonly new_start: number
  readonly new_end: number
  readonly own_away: number
  readonly their_away: number
  readonly own_external: string | null
  readonly their_external: string | null
  readonly overlaps: Side | null
  readonly taken: Side | null
}

const whoIsBusy = (when: string): string =>
  `(SELECT CASE b.person WHEN m.requester THEN 'requester' ELSE 'invitee' END FROM meetings_bookings b
    WHERE b.person IN (m.requester, m.invitee) AND b.meeting <> m.id AND ${when} LIMIT 1)`

/** The meeting and all that decides about it: one statement. `t` is the slot it is to have. */
const read = (sql: Sql, { id, slot }: ActInput, person: string): ActRow | undefined =>
  sql.all<ActRow>(
    `SELECT m.*, (SELECT value FROM meetings_settings) AS settings,
       me."group" AS own_group, they."group" AS their_group,
       me.external_id AS own_external, they.external_id AS their_external,
       t.id AS new_id, t.start AS new_start, t."end" AS new_end,
       EXISTS (SELECT 1 FROM meetings_away WHERE person = m.requester AND slot = t.id) AS own_away,
       EXISTS (SELECT 1 FROM meetings_away WHERE person = m.invitee AND slot = t.id) AS their_away,
       ${whoIsBusy('b.slot <> t.id AND b.start < t."end" AND b."end" > t.start')} AS overlaps,
       ${whoIsBusy('b.slot = t.id')} AS taken,
       ${quotaColumns('m.requester', 'm.invitee')}
     FROM meetings_meetings m
       JOIN people_persons me ON me.id = m.requester JOIN people_persons they ON they.id = m.invitee
       LEFT JOIN meetings_slots t ON t.id = coalesce(?2, m.proposed_slot, m.slot)
     WHERE m.id = ?1 AND ?3 IN (m.requester, m.invitee)`,
    id,
    slot,
    person,
  )[0]

interface Doing {
  readonly by: Actor
  readonly actor: string
  readonly context: StoreContext
}

function change(
  sql: Sql,
  row: ActRow,
  input: ActInput,
  { by, actor, context }: Doing,
): Result<{ readonly status: MeetingStatus }, ActRefusal> {
  const { now } = context
  const settings = readSettings(row.settings)
  const before = meetingOf(row)
  const action = readAction(input, row)
  if (action === null) return err({ tag: 'no-such-slot' })
  const { cancelLockHours } = settings
  const done = transition(before, action, { by, now, cancelLockHours })
  if (!done.ok) return done
  const wanted = heldSlot(done.value, settings)
  const held = heldSlot(before, settings)
  const after = wanted === held ? done.value : asPlanned(done.value, row)
  const refusal = wanted !== null && wanted !== held ? refuse(row, settings, before) : null
  if (refusal !== null) return err(refusal)
  const asked = action.kind === 'propose' ? refuseProposed(row) : null
  if (asked !== null) return err(asked)
  let { place } = row
  if (wanted !== held) {
    if (wanted !== null && after.time !== null) {
      // What is booked outlives its slot; a request for one that is no more needs another.
      if (row.new_id === null) return err({ tag: 'no-such-slot' })
      const taken = takeTime(sql, row.id, row, after.time)
      if (!taken.ok) return taken
      place = taken.place
    }
    if (held !== null) freeTime(sql, row.id, held)
    if (wanted === null) place = null
  }
  const { status } = after
  const clashed =
    status === 'confirmed' && wanted !== null && wanted !== heldWhenConfirmed(before)
      ? confirm(sql, row, after, place, now)
      : save(sql, row.id, after, place)
  const { requester, invitee } = row
  const { time, proposal } = after
  const news = { meeting: row.id, actor, action: input.action, requester, invitee, place }
  const externalIds = { requester: row.own_external, invitee: row.their_external }
  const told = { ...news, time: proposal?.time ?? time, externalIds }
  const own = { ...told, before: before.status, after: status }
  noteHappenings(sql, [own, ...clashed.map((other) => clash(other, time))], context)
  const reminder =
    status === 'confirmed' && time !== null ? remindsAt(time.start, settings.reminderMinutes) : null
  if (reminder !== null && reminder > now) context.wakeAt(reminder)
  return ok({ status })
}

/** A time that is taken now is as long as the plan has it, whatever it was when it was asked for. */
const asPlanned = (meeting: Meeting, { new_id: id, new_start: start, new_end: end }: ActRow) =>
  id !== null && meeting.time?.id === id ? { ...meeting, time: { id, start, end } } : meeting

/** The action with its slot; null when it needs one that is not there. */
function readAction({ action, slot }: ActInput, row: ActRow): MeetingAction | null {
  const time =
    row.new_id === null ? null : { id: row.new_id, start: row.new_start, end: row.new_end }
  if (action === 'accept') {
    if (slot !== null && time === null) return null
    return { kind: action, time: slot === null ? null : time }
  }
  if (action !== 'propose' && action !== 'move') return { kind: action }
  return time === null || slot === null ? null : { kind: action, time }
}

/** The slot whose time and seat a meeting has: confirmed ones, and pending ones where they hold. */
function heldSlot(meeting: Meeting, { pendingHolds }: BookingSettings): string | null {
  if (pendingHolds && meeting.status === 'pending') return meeting.time?.id ?? null
  return heldWhenConfirmed(meeting)
}

const heldWhenConfirmed = ({ status, time }: Meeting): string | null =>
  ['confirmed', 'held', 'no-show'].includes(status) ? (time?.id ?? null) : null

/** What the tables' keys do not know: other lengths of slots, time off, quotas. */
function refuse(row: ActRow, settings: BookingSettings, before: Meeting): ActRefusal | null {
  if (row.overlaps !== null) return { tag: 'busy', who: row.overlaps }
  const away = refuseAway(row)
  if (away !== null) return away
  if (before.status === 'confirmed') return null
  const quotas = quotasOf(row, settings)
  for (const who of ['requester', 'invitee'] as const) {
    const full = quotaFull(quotas[who], ['confirmed'])
    if (full !== null) return { tag: 'quota-used', who, ...full }
  }
  return null
}

/** A time that is only proposed takes nobody's: it is looked at, and again when it is accepted. */
function refuseProposed(row: ActRow): SlotRefusal | null {
  const busy = row.overlaps ?? row.taken
  return busy === null ? refuseAway(row) : { tag: 'busy', who: busy }
}

function refuseAway(row: ActRow): SlotRefusal | null {
  if (row.own_away === 1) return { tag: 'unavailable', who: 'requester' }
  return row.their_away === 1 ? { tag: 'unavailable', who: 'invitee' } : null
}

function save(sql: Sql, id: string, meeting: Meeting, place: string | null): readonly Clashed[] {
  saveMeeting(sql, id, meeting, place)
  return []
}

/**
 * Confirms a meeting at its time, and asks for a new time wherever one of the two has an open request
 * for the same slot. One statement; answers whose time is gone.
 */
function confirm(
  sql: Sql,
  { id, requester, invitee }: ActRow,
  { time }: Meeting,
  place: string | null,
  now: number,
): readonly Clashed[] {
  const rows = sql.all<Clashed>(
    `UPDATE meetings_meetings SET
       status = iif(id = ?1, 'confirmed', 'needs-new-time'), place = iif(id = ?1, ?2, NULL),
       slot = ?3, start = ?4, "end" = ?5, since = ?6, revision = revision + 1,
       proposed_by = NULL, proposed_slot = NULL, proposed_start = NULL, proposed_end = NULL
     WHERE id IN (SELECT ?1
       UNION ALL SELECT id FROM meetings_meetings
         WHERE requester IN (?7, ?8) AND status = 'pending' AND slot = ?3
       UNION ALL SELECT id FROM meetings_meetings
         WHERE invitee IN (?7, ?8) AND status = 'pending' AND slot = ?3)
     RETURNING id, requester, invitee`,
    id,
    place,
    time?.id ?? null,
    time?.start ?? null,
    time?.end ?? null,
    now,
    requester,
    invitee,
  )
  return rows.filter((changed) => changed.id !== id)
}

/** Whose time is gone. */
type Clashed = Pick<MeetingRow, 'id' | 'requester' | 'invitee'>

const clash = ({ id, requester, invitee }: Clashed, time: Slot | null): Happening => ({
  meeting: id,
  actor: 'system',
  action: 'clash',
  requester,
  invitee,
  time,
  place: null,
  before: 'pending',
  after: 'needs-new-time',
})
