import type {
  AppEnv,
  Clock,
  Http,
  Mail,
  Published,
  Secrets,
  Store,
  Tenant,
  Told,
  Viewer,
} from '../contract.ts'
import type { OpenHttp, OpenMail, OpenPublished, OpenSecrets, OpenStore } from '../ports.ts'
import type { Book } from './book.ts'
import type { EventApp } from './compose.ts'
import { LinedMail } from './lined-mail.ts'
import { WatchedPublished } from './watched-published.ts'
import { WatchedStore } from './watched-store.ts'

/** The book of a request; null for an app that was called with another environment. */
export let bookOf: (env: unknown) => Book | null

/** What every request of an event starts from. */
export interface EnvParts {
  readonly clock: Clock
  readonly openStore: OpenStore
  readonly openPublished: OpenPublished
  readonly openMail: OpenMail
  readonly openHttp: OpenHttp
  readonly openSecrets: OpenSecrets
  /** The event's address on its canonical host, without a slash at the end. */
  readonly originOf: (tenant: Tenant) => string
}

/** One request of one event. */
export interface Asked {
  readonly tenant: Tenant
  readonly requestId: string
}

/** The capabilities of one request. The book that is kept with them is dispatch's alone. */
export class RequestEnv<Pieces> implements AppEnv<Pieces> {
  readonly tenant: Tenant
  readonly viewer: Viewer
  readonly clock: Clock
  readonly requestId: string
  readonly pieces: Pieces
  /** Whom the ports are opened for, whatever event code writes into what it sees of it. */
  readonly #tenant: Tenant
  readonly #viewer: Viewer
  readonly #book: Book
  readonly #parts: EnvParts
  readonly #told: Told | undefined
  readonly #listeners: readonly string[] | undefined
  #store: Store | undefined

  constructor(
    parts: EnvParts,
    { tenant, requestId }: Asked,
    viewer: Viewer,
    app: Pick<EventApp<Pieces>, 'laid' | 'listeners'>,
    book: Book,
  ) {
    this.tenant = tenant
    this.viewer = viewer
    this.#tenant = tenant
    this.#viewer = viewer
    this.clock = parts.clock
    this.requestId = requestId
    this.pieces = app.laid.bind(book)
    this.#listeners = app.listeners
    this.#book = book
    this.#parts = parts
    this.#told = app.laid.told
  }

  /** Opened when it is first asked for: many answers need none. */
  get store(): Store {
    this.#store ??= new WatchedStore(
      this.#parts.openStore(this.#tenant, this.#viewer, this.#listeners, this.#told),
      this.#book,
    )
    return this.#store
  }

  get published(): Published {
    const book = this.#book
    const opened = this.#parts.openPublished(this.#tenant, (promise) => book.keepAlive(promise))
    return new WatchedPublished(opened, book)
  }

  get mail(): Mail {
    return new LinedMail(this.#parts.openMail(this.#tenant))
  }

  get http(): Http {
    return this.#parts.openHttp(this.#tenant)
  }

  get secrets(): Secrets {
    return this.#parts.openSecrets(this.#tenant)
  }

  get origin(): string {
    return this.#parts.originOf(this.#tenant)
  }

  static {
    // Not a static method: event code could reach that through its environment's constructor.
    bookOf = (env) => (env instanceof RequestEnv ? env.#book : null)
  }
}
