/**
 * The event was suspended while somebody's request was on its way: its store refuses what the page
 * would be made of, and the router answers as if the event were not there.
 */
export class EventSuspended extends Error {
  override readonly name = 'EventSuspended'

  constructor() {
    super('The event is suspended.')
  }
}

/** Whether something that was thrown is one; it may be anything, also what cannot be touched. */
export function isSuspended(thrown: unknown): boolean {
  try {
    return thrown instanceof EventSuspended
  } catch {
    return false
  }
}
