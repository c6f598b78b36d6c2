/**
 * A module's failure, named by the seam it happened in. Thrown where a module's handler is wrapped;
 * an error that is no `SeamFault` is the platform's.
 */
export class SeamFault extends Error {
  override readonly name = 'SeamFault'
  readonly seam: string
  /** Whether nothing may stand in: it was asked whether something may be shown or done. */
  readonly closed: boolean

  constructor(seam: string, cause: unknown, closed = false) {
    super(`fault in ${seam}`, { cause })
    this.seam = seam
    this.closed = closed
  }
}

/** A failure of the platform that passed through event code on its way up. */
export class PlatformFault extends Error {
  override readonly name = 'PlatformFault'

  constructor(cause: unknown) {
    super('The platform failed.', { cause })
  }
}

/** Whether something that was thrown is one; it may be anything, also what cannot be touched. */
export function isPlatformFault(thrown: unknown): thrown is PlatformFault {
  try {
    return thrown instanceof PlatformFault
  } catch {
    return false
  }
}

/** Whether something that was thrown is a `SeamFault`; it may be anything, also what cannot be touched. */
export function isSeamFault(thrown: unknown): thrown is SeamFault {
  try {
    return thrown instanceof SeamFault
  } catch {
    return false
  }
}

/** Stands for a piece that has failed too often lately, and is not tried for a while. */
export const GIVEN_UP = new Error('The piece has failed too often lately and is left alone.')

/** Says whether a piece of a module is to be tried, and hears how it went. One request's. */
export interface SeamWatch {
  /** No, when it has failed too often lately: the base answers without trying. */
  allows(seam: string): boolean
  succeeded(seam: string): void
  /** The piece faulted, and the base answered for it. */
  failed(seam: string, error: unknown): void
  /** Milliseconds an asynchronous piece has. */
  readonly deadline: number
  /** An asynchronous piece has used up its time; the next ones get less. */
  ranOut(): void
  /** An asynchronous piece that nothing stands in for begins; the answer is called when it ends. */
  enter(seam: string): () => void
  /** Whether it is the platform that is waited for now. */
  readonly waiting: boolean
}
