import type { MeetingStatus, Side } from './meeting.ts'
import type { Slot } from './slots.ts'

/** `system` is the event itself: time that passes, bookings that clash, a person who is erased. */
export type Actor = Side | 'organiser' | 'system'

/**
 * | action | from | to | by |
 * |---|---|---|---|
 * | accept | pending | confirmed | the side that is asked, organiser |
 * | decline | open | declined | invitee, organiser, system |
 * | withdraw | open | withdrawn | requester, organiser, system |
 * | expire | open | expired | system |
 * | clash | pending | needs-new-time | system |
 * | propose | open | pending, the other side asked | both sides |
 * | propose | confirmed | confirmed, with the proposal; the newest one counts | both sides |
 * | accept-proposal | confirmed | confirmed, moved | the side that did not propose |
 * | decline-proposal | confirmed | confirmed, kept | the side that did not propose |
 * | withdraw-proposal | confirmed | confirmed, kept | the side that proposed |
 * | move | open; confirmed | pending; confirmed, moved | organiser |
 * | cancel | confirmed | cancelled | both sides until the lock, organiser, system |
 * | report-held, report-not-held | confirmed, held, no-show | held, no-show | both sides |
 *
 * Open: pending or needs-new-time. A meeting that one side reports as not held is a no-show, whatever
 * the other says. A report replaces the same side's last one.
 */
export type MeetingAction =
  /** `time` for a request of any time; null takes the time that was asked for. */
  | { readonly kind: 'accept'; readonly time: Slot | null }
  | { readonly kind: 'propose' | 'move'; readonly time: Slot }
  | { readonly kind: PlainAction }

type PlainAction =
  | 'decline'
  | 'withdraw'
  | 'expire'
  | 'clash'
  | 'accept-proposal'
  | 'decline-proposal'
  | 'withdraw-proposal'
  | 'cancel'
  | 'report-held'
  | 'report-not-held'

export interface ActionContext {
  readonly by: Actor
  /** Epoch milliseconds. */
  readonly now: number
  /** Hours before the start from which the two sides can no longer cancel; 0 until the start. */
  readonly cancelLockHours: number
}

/** Why an action was refused; nothing changed. Looked for in this order. */
export type ActionRefusal =
  /** The action does not exist in this state. */
  | { readonly tag: 'wrong-state'; readonly status: MeetingStatus }
  /** There is no proposal to answer. */
  | { readonly tag: 'no-proposal' }
  /** Somebody else may do this, not the one who asked. */
  | { readonly tag: 'not-yours'; readonly by: Actor }
  /** A request of any time is accepted, or clashes, without one. */
  | { readonly tag: 'no-time' }
  /** Accepted for another time than the one asked for: propose it instead. */
  | { readonly tag: 'other-time' }
  /** Moved to the time that it has. */
  | { readonly tag: 'same-time' }
  /** The meeting, or the time it is to move to, has begun. `start` in epoch milliseconds. */
  | { readonly tag: 'in-the-past'; readonly start: number }
  /** Too late to cancel. `from`: epoch milliseconds since when. */
  | { readonly tag: 'locked'; readonly from: number }
  /** A report before the meeting has begun. */
  | { readonly tag: 'not-started'; readonly start: number }
