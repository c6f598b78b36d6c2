import type { Sql } from '../../contract.ts'
import { maySee, mayRequest } from './group-rules.ts'
import type { Side } from './meeting.ts'
import { quotaOf, type QuotaState } from './quotas.ts'
import type { RequestFacts, SlotFacts } from './request-check.ts'
import { type BookingSettings, defaultBookingSettings } from './settings.ts'
import { introduced } from './sight.ts'
import type { Slot } from './slots.ts'
import type { Pair } from './time.ts'

const OPEN = "('pending', 'needs-new-time')"
const HAD = "('confirmed', 'held', 'no-show')"

/** A scalar of how many meetings in these states somebody has. */
const counted = (states: string, person: string, alias: string): string =>
  `(SELECT count(*) FROM meetings_meetings WHERE requester = ${person} AND status IN ${states})
   + (SELECT count(*) FROM meetings_meetings WHERE invitee = ${person} AND status IN ${states}) AS ${alias}`

/** The quotas used by both of a pair, as columns; a recount, never a counter. */
export const quotaColumns = (requester: string, invitee: string): string => `
  (SELECT count(*) FROM meetings_meetings WHERE requester = ${requester} AND status IN ${OPEN}) AS own_outgoing,
  ${counted(OPEN, requester, 'own_pending')}, ${counted(HAD, requester, 'own_confirmed')},
  ${counted(OPEN, invitee, 'their_pending')}, ${counted(HAD, invitee, 'their_confirmed')}`

export interface QuotaRow {
  readonly own_group: string
  readonly their_group: string
  readonly own_outgoing: number
  readonly own_pending: number
  readonly own_confirmed: number
  readonly their_pending: number
  readonly their_confirmed: number
}

export const quotasOf = (
  row: QuotaRow,
  settings: BookingSettings,
): Readonly<Record<Side, QuotaState>> => ({
  requester: {
    limits: quotaOf(settings.quotas, row.own_group),
    used: {
      outgoing: row.own_outgoing,
      pending: row.own_pending,
      confirmed: row.own_confirmed,
    },
  },
  invitee: {
    limits: quotaOf(settings.quotas, row.their_group),
    used: { outgoing: 0, pending: row.their_pending, confirmed: row.their_confirmed },
  },
})

/** What was kept before a setting was there has its default. */
export const readSettings = (value: string | null): BookingSettings =>
  value === null
    ? defaultBookingSettings
    : { ...defaultBookingSettings, ...(JSON.parse(value) as Partial<BookingSettings>) }

/** A slot with what stands against it for two people, as columns; `t` is the slot. */
const slotColumns = (requester: string, invitee: string): string => `
  t.id, t.start, t."end",
  ${busy(requester)} AS own_busy, ${busy(invitee)} AS their_busy,
  ${away(requester)} AS own_away, ${away(invitee)} AS their_away,
  EXISTS (SELECT 1 FROM meetings_seats WHERE slot = t.id AND meeting IS NULL) AS table_left`

const busy = (person: string): string =>
  `EXISTS (SELECT 1 FROM meetings_bookings b WHERE b.person = ${person} AND b.start < t."end" AND b."end" > t.start)`
const away = (person: string): string =>
  `EXISTS (SELECT 1 FROM meetings_away a WHERE a.person = ${person} AND a.slot = t.id)`

interface SlotRow extends Slot {
  readonly own_busy: number
  readonly their_busy: number
  readonly own_away: number
  readonly their_away: number
  readonly table_left: number
}

/** How things stand for a pair in one slot, or in all that are still to come. One statement. */
export const readSlots = (
  sql: Sql,
  { requester, invitee }: Pair,
  slot: string | null,
  now: number,
): readonly (Slot & SlotFacts)[] =>
  sql
    .all<SlotRow>(
      `SELECT ${slotColumns('?1', '?2')} FROM meetings_slots t
       WHERE ${slot === null ? 't.start > ?3' : 't.id = ?3'} ORDER BY t.start`,
      requester,
      invitee,
      slot ?? now,
    )
    .map(({ id, start, end, ...row }) => ({
      id,
      start,
      end,
      busy: { requester: row.own_busy === 1, invitee: row.their_busy === 1 },
      away: { requester: row.own_away === 1, invitee: row.their_away === 1 },
      tableLeft: row.table_left === 1,
    }))

interface PairRow extends QuotaRow {
  readonly their_listed: number
  readonly introduced: number
  readonly settings: string | null
  readonly opens: number | null
  readonly closes: number | null
  readonly own_veto: number
  readonly their_veto: number
  readonly live: number
  readonly own_external: string | null
  readonly their_external: string | null
}

/** What decides a request, and how the two are known to the organiser. */
export interface KnownPair {
  readonly facts: Omit<RequestFacts, 'time'>
  readonly settings: BookingSettings
  readonly externalIds: Readonly<Record<Side, string | null>>
}

/** A condition in SQL: one side has a request or meeting of the other's that is not over at `?3`. */
const live = (requester: string, invitee: string): string => `EXISTS (
  SELECT 1 FROM meetings_meetings m WHERE m.requester = ${requester} AND m.invitee = ${invitee}
    AND (m.status IN ${OPEN} OR (m.status = 'confirmed' AND m."end" > ?3)))`

/** Everything that decides a request but the slots. null when there is no such invitee. */
export function readPair(sql: Sql, { requester, invitee }: Pair, now: number): KnownPair | null {
  const [row] = sql.all<PairRow>(
    `SELECT me."group" AS own_group, they."group" AS their_group, they.listed AS their_listed,
       ${introduced('me.id', 'they.id')} AS introduced,
       me.external_id AS own_external, they.external_id AS their_external,
       (SELECT value FROM meetings_settings) AS settings,
       (SELECT value ->> 'opens' FROM meetings_settings) AS opens,
       (SELECT value ->> 'closes' FROM meetings_settings) AS closes,
       EXISTS (SELECT 1 FROM recommendations_vetoes WHERE person = me.id AND other = they.id) AS own_veto,
       EXISTS (SELECT 1 FROM recommendations_vetoes WHERE person = they.id AND other = me.id) AS their_veto,
       (${live('me.id', 'they.id')} OR ${live('they.id', 'me.id')}) AS live,
       ${quotaColumns('me.id', 'they.id')}
     FROM people_persons me JOIN people_persons they
     WHERE me.id = ?1 AND they.id = ?2 AND they.erased IS NULL`,
    requester,
    invitee,
    now,
  )
  if (row === undefined) return null
  const settings = readSettings(row.settings)
  const { own_group: own, their_group: their } = row
  return {
    settings,
    externalIds: { requester: row.own_external, invitee: row.their_external },
    facts: {
      now,
      requester,
      invitee,
      maySee:
        row.introduced === 1 || (row.their_listed === 1 && maySee(settings.groups, own, their)),
      mayRequest: mayRequest(settings.groups, own, their),
      dismissedBy: row.own_veto === 1 ? 'requester' : row.their_veto === 1 ? 'invitee' : null,
      bookingOpens: row.opens,
      bookingCloses: row.closes,
      pairIsLive: row.live === 1,
      quotas: quotasOf(row, settings),
    },
  }
}
