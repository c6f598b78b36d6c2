import type { AppEnv, Clock, Store, Tenant, Viewer } from '../contract.ts'
import { SeamFault } from '../seam/fault.ts'

/** What went wrong while one event app answered one request. */
export interface Trouble {
  readonly seam: string
  readonly error: unknown
}

/** The seam that stands for everything which is not the module's. */
export const PLATFORM = 'platform'

/**
 * The capabilities of one request, and the book that is kept about its faults. Handlers see the
 * first half only; the book is private to dispatch.
 */
export class RequestEnv<Pieces> implements AppEnv<Pieces> {
  readonly tenant: Tenant
  readonly viewer: Viewer
  readonly store: Store
  readonly clock: Clock
  readonly requestId: string
  readonly pieces: Pieces
  /** What stopped a handler; the page is not there. */
  #failure: Trouble | null = null
  /** Whose code is running now: blamed when the deadline passes. */
  #running: string = PLATFORM

  constructor(parts: AppEnv<Pieces>) {
    this.tenant = parts.tenant
    this.viewer = parts.viewer
    this.store = parts.store
    this.clock = parts.clock
    this.requestId = parts.requestId
    this.pieces = parts.pieces
  }

  /** Books an error that a handler ended with; the first one counts. */
  static fail(env: unknown, error: unknown): void {
    if (!(env instanceof RequestEnv)) return
    env.#failure ??=
      error instanceof SeamFault
        ? { seam: error.seam, error: error.cause }
        : { seam: PLATFORM, error }
  }

  /** Hands the turn to `seam`; returns whose turn it was, to be handed back. */
  static turn(env: unknown, seam: string): string {
    if (!(env instanceof RequestEnv)) return PLATFORM
    const before = env.#running
    env.#running = seam
    return before
  }

  static running(env: RequestEnv<unknown>): string {
    return env.#running
  }

  static failure(env: RequestEnv<unknown>): Trouble | null {
    return env.#failure
  }
}
