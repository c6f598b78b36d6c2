import { err, ok, type Result, type Sql } from '../../contract.ts'
import { type Stale, type Versioned, versioned } from '../../seam/rule.ts'
import { query } from '../../store/feature.ts'
import { factsOf, type PersonFacts } from '../people/person-facts.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { readPair, readSettings } from './facts.ts'
import type { CancelRuleFacts, RequestRuleFacts } from './rules.ts'
import type { BookingSettings } from './settings.ts'
import type { Pair } from './time.ts'

// What rules are told, without the time of day: a version does not move with the clock.

type RequestFacts = Omit<RequestRuleFacts, 'now'>
type CancelFacts = Omit<CancelRuleFacts, 'now'>
type Nobody = { readonly tag: 'not-found' }

/** What the rule about requests is told; whom the caller may not see is not there. */
export const readRequestFacts = query(
  'meetings.request-facts',
  (
    sql,
    { invitee, slot }: { invitee: string; slot: string | null },
    context,
  ): Result<Versioned<RequestFacts>, SignedOut | Nobody> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const pair = { requester: viewer.id, invitee }
    const known = readPair(sql, pair, context.now)
    if (known === null || !known.facts.maySee) return err({ tag: 'not-found' })
    const facts = requestFacts(sql, pair, slot, known.settings)
    return facts === null ? err({ tag: 'not-found' }) : ok(versioned(facts))
  },
)

function requestFacts(
  sql: Sql,
  { requester, invitee }: Pair,
  slot: string | null,
  settings: BookingSettings,
): RequestFacts | null {
  const both = peopleOf(sql, requester, invitee)
  if (both === null) return null
  const [time] = sql.all<{ start: number; end: number }>(
    'SELECT start, "end" FROM meetings_slots WHERE id = ?',
    slot,
  )
  return { from: both[0], to: both[1], time: time ?? null, settings }
}

/** Whether a verdict about this request is of how things stand no more; without one nothing is looked at. */
export const requestMoved = (
  sql: Sql,
  version: string | undefined,
  pair: Pair,
  slot: string | null,
  settings: BookingSettings,
): boolean =>
  version !== undefined && version !== JSON.stringify(requestFacts(sql, pair, slot, settings))

/** What the rule about cancelling is told of a meeting of the caller's. */
export const readCancelFacts = query(
  'meetings.cancel-facts',
  (sql, { id }: { id: string }, context): Result<Versioned<CancelFacts>, SignedOut | Nobody> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const facts = cancelFacts(sql, id, viewer.id)
    return facts === null ? err({ tag: 'not-found' }) : ok(versioned(facts))
  },
)

function cancelFacts(sql: Sql, id: string, person: string): CancelFacts | null {
  const [row] = sql.all<
    Pair & { start: number | null; end: number | null; created: number; settings: string | null }
  >(
    `SELECT requester, invitee, start, "end", created, (SELECT value FROM meetings_settings) AS settings
     FROM meetings_meetings WHERE id = ?1 AND ?2 IN (requester, invitee)`,
    id,
    person,
  )
  if (row === undefined) return null
  const { requester, invitee, start, end, created } = row
  const side = requester === person ? 'requester' : 'invitee'
  const both = peopleOf(sql, person, side === 'requester' ? invitee : requester)
  // A meeting without a time is not confirmed: there is nothing to cancel.
  if (both === null || start === null || end === null) return null
  const meeting = { id, start, end, created }
  return { by: both[0], other: both[1], side, meeting, settings: readSettings(row.settings) }
}

export const cancelMoved = (
  sql: Sql,
  version: string | undefined,
  id: string,
  person: string,
): boolean => version !== undefined && version !== JSON.stringify(cancelFacts(sql, id, person))

export const stale: { readonly ok: false; readonly error: Stale } = err({ tag: 'stale' })

function peopleOf(
  sql: Sql,
  one: string,
  other: string,
): readonly [PersonFacts, PersonFacts] | null {
  const [first, second] = [factsOf(sql, one), factsOf(sql, other)]
  return first === null || second === null ? null : [first, second]
}
