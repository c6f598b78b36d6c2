import { err, ok, type Result } from '../../contract.ts'
import type { Side } from './meeting.ts'
import { quotaFull, type QuotaKind, type QuotaState } from './quotas.ts'

/** How things stand when a request is sent, read in one transaction. Times in epoch milliseconds. */
export interface RequestFacts {
  readonly now: number
  /** Ids of the two. */
  readonly requester: string
  readonly invitee: string
  /** By group rules, the event's own rules, and whether the invitee is in the directory (`sight.ts`). */
  readonly maySee: boolean
  readonly mayRequest: boolean
  /** Who dismissed the other; with both, the requester. */
  readonly dismissedBy: Side | null
  /** The event's booking hours; null is without bound. */
  readonly bookingOpens: number | null
  readonly bookingCloses: number | null
  /** Whether the pair has a live request, in either direction (`isLive`). */
  readonly pairIsLive: boolean
  readonly quotas: Readonly<Record<Side, QuotaState>>
  /** The slot asked for, null when there is no such slot; or for any time all slots there are. */
  readonly time: SlotFacts | null | { readonly any: readonly SlotFacts[] }
}

/** How things stand for the two in one slot. */
export interface SlotFacts {
  readonly start: number
  /** Has a confirmed meeting then. Where the event's settings let pending ones hold, those too. */
  readonly busy: Readonly<Record<Side, boolean>>
  /** Marked the slot as unavailable. */
  readonly away: Readonly<Record<Side, boolean>>
  /** Whether a table, or a place at the invitee's booth, is left. */
  readonly tableLeft: boolean
}

/** Why a slot cannot be had. Looked for in this order. */
export type SlotRefusal =
  | { readonly tag: 'in-the-past'; readonly start: number }
  | { readonly tag: 'busy'; readonly who: Side }
  | { readonly tag: 'unavailable'; readonly who: Side }
  | { readonly tag: 'no-table' }

/** Why a request was not sent; nothing changed. Looked for in this order. */
export type RequestRefusal =
  /** To themselves. */
  | { readonly tag: 'self' }
  /** Whom one may not see does not exist: told in the same words as an id that is nobody's. */
  | { readonly tag: 'not-found' }
  | { readonly tag: 'not-allowed' }
  /** `invitee`: to be worded so that it does not give the dismissal away. */
  | { readonly tag: 'vetoed'; readonly by: Side }
  | { readonly tag: 'booking-not-open'; readonly opens: number }
  | { readonly tag: 'booking-closed'; readonly closed: number }
  | { readonly tag: 'already-requested' }
  /** The requester's before the invitee's; of each outgoing, pending, confirmed. */
  | {
      readonly tag: 'quota-used'
      readonly who: Side
      readonly kind: QuotaKind
      readonly limit: number
    }
  | { readonly tag: 'no-such-slot' }
  | SlotRefusal
  /** Of any time: not one slot would do. */
  | { readonly tag: 'no-common-slot' }

/**
 * Whether a request may be sent. First what no other slot or day would change, nothing about the
 * invitee before it is known that the requester may see them; then what the requester can mend.
 */
export const checkRequest = (facts: RequestFacts): Result<null, RequestRefusal> => {
  const refusal =
    refusePair(facts) ?? refuseBooking(facts) ?? refuseQuota(facts) ?? refuseTime(facts)
  return refusal ? err(refusal) : ok(null)
}

/** Also for accepting, proposing and moving: whether the two can have this slot. */
export const refuseSlot = (slot: SlotFacts, now: number): SlotRefusal | null => {
  if (slot.start <= now) return { tag: 'in-the-past', start: slot.start }
  for (const who of ['requester', 'invitee'] as const) {
    if (slot.busy[who]) return { tag: 'busy', who }
    if (slot.away[who]) return { tag: 'unavailable', who }
  }
  return slot.tableLeft ? null : { tag: 'no-table' }
}

const refusePair = (facts: RequestFacts): RequestRefusal | null => {
  if (facts.requester === facts.invitee) return { tag: 'self' }
  if (!facts.maySee) return { tag: 'not-found' }
  if (!facts.mayRequest) return { tag: 'not-allowed' }
  return facts.dismissedBy ? { tag: 'vetoed', by: facts.dismissedBy } : null
}

const refuseBooking = (facts: RequestFacts): RequestRefusal | null => {
  const { now, bookingOpens: opens, bookingCloses: closes } = facts
  if (opens !== null && now < opens) return { tag: 'booking-not-open', opens }
  if (closes !== null && now >= closes) return { tag: 'booking-closed', closed: closes }
  return facts.pairIsLive ? { tag: 'already-requested' } : null
}

const refuseQuota = ({ quotas }: RequestFacts): RequestRefusal | null => {
  const own = quotaFull(quotas.requester, ['outgoing', 'pending', 'confirmed'])
  if (own) return { tag: 'quota-used', who: 'requester', ...own }
  const theirs = quotaFull(quotas.invitee, ['pending', 'confirmed'])
  return theirs && { tag: 'quota-used', who: 'invitee', ...theirs }
}

const refuseTime = ({ time, now }: RequestFacts): RequestRefusal | null => {
  if (!time) return { tag: 'no-such-slot' }
  if (!('any' in time)) return refuseSlot(time, now)
  return time.any.some((slot) => !refuseSlot(slot, now)) ? null : { tag: 'no-common-slot' }
}
