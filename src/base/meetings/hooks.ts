import { hookSeam } from '../../seam/hook.ts'
import type { FactPerson } from '../people/hooks.ts'
import type { Side } from './meeting.ts'

/**
 * What happened to a meeting: who and when by ids, never what the two wrote to each other. Both sides
 * of it are known to the organiser; what is told to somebody else is the event's to answer for.
 */
export interface MeetingFact {
  /** The meeting's id. */
  readonly meeting: string
  readonly requester: FactPerson
  readonly invitee: FactPerson
  /** Epoch milliseconds; null while any time will do. */
  readonly time: { readonly start: number; readonly end: number } | null
  /** The place's id; null while the meeting has none. */
  readonly place: string | null
  /** Who did it. */
  readonly by: Side | 'organiser' | 'system'
  /** When it happened, epoch milliseconds. */
  readonly at: number
}

/** Somebody asks for a meeting. Since 0.2. */
export const meetingRequested = hookSeam<MeetingFact>()('meeting.requested')

/** A request was accepted: the meeting is confirmed and has time and place. Since 0.2. */
export const meetingAccepted = hookSeam<MeetingFact>()('meeting.accepted')

/** A confirmed meeting has another time than before. Since 0.2. */
export const meetingMoved = hookSeam<MeetingFact>()('meeting.moved')

/** A confirmed meeting was called off. Since 0.2. */
export const meetingCancelled = hookSeam<MeetingFact>()('meeting.cancelled')

/** A request was declined. Since 0.2. */
export const meetingDeclined = hookSeam<MeetingFact>()('meeting.declined')

/** A request was taken back by the one who had asked, or fell when they were erased. Since 0.2. */
export const meetingWithdrawn = hookSeam<MeetingFact>()('meeting.withdrawn')

/** A request was not answered in the event's hours, and stands no more. Since 0.2. */
export const meetingExpired = hookSeam<MeetingFact>()('meeting.expired')

/** One side says that the meeting took place; told for each report. Since 0.2. */
export const meetingHeld = hookSeam<MeetingFact>()('meeting.held')

/** One side says that it did not; a later report may take it back. Since 0.2. */
export const meetingMissed = hookSeam<MeetingFact>()('meeting.no-show')
