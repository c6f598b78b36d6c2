import type { AppEnv, Clock, Store, Tenant, Viewer } from '../contract.ts'
import type { Book } from './book.ts'

/** The book of a request; null for an app that was called with another environment. */
export let bookOf: (env: unknown) => Book | null

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

  static {
    // Not a static method: event code could reach that through its environment's constructor.
    bookOf = (env) => (env instanceof RequestEnv ? env.#book : null)
  }
}
