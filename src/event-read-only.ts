/** Somebody only looks at the event: its store refuses what would change something. */
export class EventReadOnly extends Error {
  override readonly name = 'EventReadOnly'

  constructor() {
    super('This is a preview: nothing can be changed.')
  }
}

/** Whether something that was thrown is one; it may be anything, also what cannot be touched. */
export function isReadOnly(thrown: unknown): boolean {
  try {
    return thrown instanceof EventReadOnly
  } catch {
    return false
  }
}
