import { ruleSeam } from '../../seam/rule.ts'
import type { PersonFacts } from '../people/person-facts.ts'
import type { Side } from './meeting.ts'
import type { BookingSettings } from './settings.ts'

/** What the rule about requests is given; plain data, times in epoch milliseconds. */
export interface RequestRuleFacts {
  /** Who asks, and who is asked. */
  readonly from: PersonFacts
  readonly to: PersonFacts
  /** The time asked for; null for any. */
  readonly time: { readonly start: number; readonly end: number } | null
  /** Those in force for the event. */
  readonly settings: BookingSettings
  readonly now: number
}

/**
 * Whether somebody may ask somebody for a meeting. Asked when the page with the times is opened and
 * again when the request is sent, besides the base's own conditions (groups, quotas, booking hours,
 * dismissals), which it cannot lift. Refused, the visitor is told its words. A fault refuses with 503,
 * and nothing is sent. Since 0.2.
 */
export const requestRule = ruleSeam<RequestRuleFacts>()('meetings.request')

/** What the rule about cancelling is given; plain data, times in epoch milliseconds. */
export interface CancelRuleFacts {
  /** Who cancels, and whom it concerns. */
  readonly by: PersonFacts
  readonly other: PersonFacts
  /** Whether the one who cancels had asked for the meeting. */
  readonly side: Side
  readonly meeting: {
    readonly id: string
    readonly start: number
    readonly end: number
    /** When it was asked for. */
    readonly created: number
  }
  readonly settings: BookingSettings
  readonly now: number
}

/**
 * Whether one of the two may cancel a confirmed meeting, besides the settings' `cancelLockHours`, which
 * it cannot lift. Organisers and the event itself are not asked. Refused, the visitor is told its
 * words. A fault refuses with 503, and the meeting stands. Since 0.2.
 */
export const cancelRule = ruleSeam<CancelRuleFacts>()('meetings.cancel')
