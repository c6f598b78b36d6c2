import {
  ANONYMOUS,
  type AppEnv,
  type Clock,
  type Store,
  type Tenant,
  type Viewer,
} from '../contract.ts'
import type { OpenStore } from '../ports.ts'
import type { Laid } from '../seam/base.ts'
import type { Book } from './book.ts'
import { WatchedStore } from './watched-store.ts'

/** The book of a request; null for an app that was called with another environment. */
export let bookOf: (env: unknown) => Book | null

/** What every request of an event starts from. */
export interface EnvParts {
  readonly clock: Clock
  readonly openStore: OpenStore
}

/** The capabilities of one request. The book that is kept with them is dispatch's alone. */
export class RequestEnv<Pieces> implements AppEnv<Pieces> {
  readonly tenant: Tenant
  readonly viewer: Viewer = ANONYMOUS
  readonly clock: Clock
  readonly requestId: string
  readonly pieces: Pieces
  readonly #book: Book
  readonly #openStore: OpenStore
  #store: Store | undefined

  constructor(parts: EnvParts, tenant: Tenant, requestId: string, laid: Laid<Pieces>, book: Book) {
    this.tenant = tenant
    this.clock = parts.clock
    this.requestId = requestId
    this.pieces = laid.bind(book)
    this.#book = book
    this.#openStore = parts.openStore
  }

  /** Opened when it is first asked for: many answers need none. */
  get store(): Store {
    this.#store ??= new WatchedStore(this.#openStore(this.tenant, this.viewer), this.#book)
    return this.#store
  }

  static {
    // Not a static method: event code could reach that through its environment's constructor.
    bookOf = (env) => (env instanceof RequestEnv ? env.#book : null)
  }
}
