import { hookSeam } from '../../seam/hook.ts'

/**
 * Somebody on the event's list, by ids alone: no name, no address, nothing of the profile. Who may know
 * more looks the external id up where it comes from.
 */
export interface FactPerson {
  /** In this event; another event knows the same person by another id. */
  readonly id: string
  /** The organiser's own id, as it was imported. */
  readonly externalId: string | null
}

export interface AttendeeFact {
  readonly person: FactPerson
  /** When it happened, epoch milliseconds. */
  readonly at: number
}

/** Somebody has come onto the list. Since 0.2. */
export const attendeeRegistered = hookSeam<AttendeeFact>()('attendee.registered')

/**
 * Somebody's record was written anew, by themselves, an import or a registration system; the last two say
 * so too where they bring nothing new. Since 0.2.
 */
export const attendeeChanged = hookSeam<AttendeeFact>()('attendee.changed')

/** Somebody was erased, and is to be erased wherever these hooks have brought them. Since 0.2. */
export const attendeeErased = hookSeam<AttendeeFact>()('attendee.erased')
