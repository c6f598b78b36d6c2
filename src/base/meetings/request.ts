import { err, ok, type Result, type Sql } from '../../contract.ts'
import type { Stale } from '../../seam/rule.ts'
import { command } from '../../store/feature.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { expiresAt } from './expiry.ts'
import { readPair, readSlots } from './facts.ts'
import { noteHappenings } from './happening.ts'
import { newRequest } from './meeting.ts'
import { checkRequest, type RequestRefusal } from './request-check.ts'
import { requestMoved, stale } from './rule-facts.ts'
import { takeTime } from './time.ts'

export interface RequestInput {
  readonly invitee: string
  /** null for any time. */
  readonly slot: string | null
  readonly message: string
  /** Of the facts by which the event's rule allowed it; absent where it has none. */
  readonly version?: string
}

/** Asks somebody for a meeting. */
export const requestMeeting = command(
  'meetings.request',
  (
    sql,
    { invitee, slot, message, version }: RequestInput,
    context,
  ): Result<{ readonly id: string }, SignedOut | RequestRefusal | Stale> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const { now } = context
    const pair = { requester: viewer.id, invitee }
    const known = readPair(sql, pair, now)
    if (known === null) return err({ tag: viewer.id === invitee ? 'self' : 'not-found' })
    if (requestMoved(sql, version, pair, slot, known.settings)) return stale
    const slots = readSlots(sql, pair, slot, now)
    const [wanted = null] = slot === null ? [] : slots
    const time = slot === null ? { any: slots } : wanted
    const checked = checkRequest({ ...known.facts, time })
    if (!checked.ok) return checked
    const id = crypto.randomUUID()
    let place: string | null = null
    if (wanted !== null && known.settings.pendingHolds) {
      const taken = takeTime(sql, id, pair, wanted)
      if (!taken.ok) return taken
      place = taken.place
    }
    insert(sql, { id, ...pair, slot: wanted, place, message, now })
    const news = { meeting: id, actor: viewer.id, action: 'request', ...pair, time: wanted, place }
    const { externalIds } = known
    noteHappenings(sql, [{ ...news, externalIds, before: null, after: 'pending' }], context)
    const expires = expiresAt({ status: 'pending', since: now }, known.settings.expiryHours)
    if (expires !== null) context.wakeAt(expires)
    return ok({ id })
  },
)

interface NewRow {
  readonly id: string
  readonly requester: string
  readonly invitee: string
  readonly slot: { readonly id: string; readonly start: number; readonly end: number } | null
  readonly place: string | null
  readonly message: string
  readonly now: number
}

function insert(sql: Sql, { id, requester, invitee, slot, place, message, now }: NewRow): void {
  const { status, asked } = newRequest(slot, now)
  sql.all(
    `INSERT INTO meetings_meetings (id, requester, invitee, status, slot, start, "end", place, asked,
       message, since, created, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
    id,
    requester,
    invitee,
    status,
    slot?.id ?? null,
    slot?.start ?? null,
    slot?.end ?? null,
    place,
    asked,
    message,
    now,
    now,
  )
}
