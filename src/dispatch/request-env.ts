import type { AppEnv, Clock, Store, Tenant, Viewer } from '../contract.ts'
import { SeamFault, type SeamWatch } from '../seam/fault.ts'

/** The seam that stands for everything which is not the module's. */
export const PLATFORM = 'platform'

/** What is noted about one run of an event app. */
export class Book {
  readonly watch: SeamWatch
  /** What stopped a handler; the first one counts. */
  failure: { readonly seam: string; readonly error: unknown } | null = null
  /** Whose code is running now: blamed when the deadline passes. */
  running: string = PLATFORM
  /** The pattern of the route that answers. */
  route: string | null = null
  /** Its seam when it is the module's own. */
  answeredBy: string = PLATFORM

  constructor(watch: SeamWatch) {
    this.watch = watch
  }

  fail(error: unknown): void {
    this.failure ??=
      error instanceof SeamFault
        ? { seam: error.seam, error: error.cause }
        : { seam: PLATFORM, error }
  }
}

/** The capabilities of one request. The book that is kept with them is dispatch's alone. */
export class RequestEnv<Pieces> implements AppEnv<Pieces> {
  readonly tenant: Tenant
  readonly viewer: Viewer
  readonly store: Store
  readonly clock: Clock
  readonly requestId: string
  readonly pieces: Pieces
  readonly #book: Book

  constructor(parts: AppEnv<Pieces>, book: Book) {
    this.tenant = parts.tenant
    this.viewer = parts.viewer
    this.store = parts.store
    this.clock = parts.clock
    this.requestId = parts.requestId
    this.pieces = parts.pieces
    this.#book = book
  }

  /** The book of a request; null for an app that was called with another environment. */
  static book(env: unknown): Book | null {
    return env instanceof RequestEnv ? env.#book : null
  }
}
