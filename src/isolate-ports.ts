import type { Result, TakenWork, Tenant, Viewer } from './contract.ts'
import type { KeepAlive } from './ports.ts'

/** Where releases lie: modules, source maps and manifests by key. Rejects when it cannot be reached. */
export interface ReleaseShelf {
  /** Bytes of what is there; null when nothing is. */
  size(key: string): Promise<number | null>
  text(key: string): Promise<string | null>
  put(key: string, bytes: Uint8Array): Promise<void>
  /** At most a thousand. */
  remove(keys: readonly string[]): Promise<void>
  /** A page of what there is; `next` is null on the last. */
  list(cursor: string | null): Promise<{
    readonly objects: readonly {
      readonly key: string
      readonly bytes: number
      /** Epoch milliseconds. */
      readonly put: number
    }[]
    readonly next: string | null
  }>
}

/** Isolates in which releases of events run, each with nothing but its own event. */
export interface Isolates {
  /**
   * A release of an event, ready to answer, or why it is not; at once when it is warm. Never rejects.
   *
   * @param keepAlive holds what other requests wait for
   */
  open(
    tenant: Tenant,
    release: string,
    keepAlive: KeepAlive,
  ): OpenedIsolate | Promise<OpenedIsolate>
}

export type OpenedIsolate = Result<Isolate, Error>

/**
 * A release in its isolate. Whatever it answers was made by code that nobody vouches for: only
 * `dispatch/isolated-answer.ts` reads it. Every call rejects when the isolate gives no answer.
 */
export interface Isolate {
  /** What the release says of itself. */
  readonly about: ReleaseFacts
  /** Answers an `IsolateAnswer`. */
  serve(turn: IsolateTurn, request: Request): Promise<unknown>
  /** Tells the event's hook; answers an `IsolateWorked`. Nobody is asking: `turn.viewer` is null. */
  hook(turn: IsolateTurn, work: TakenWork): Promise<unknown>
  /** What would answer a request, told without running any handler of it. */
  explain(turn: IsolateTurn, asked: ExplainAsked): Promise<unknown>
}

export interface ExplainAsked {
  readonly url: string
  readonly method: string
  readonly fallsOpen: boolean
  /** What was read of the store for the settings in force; null when it does not answer. */
  readonly settings: readonly { readonly name: string; readonly answer: unknown }[] | null
}

/** What of a release's manifest the router goes by. */
export interface ReleaseFacts {
  /** Whether the base alone may answer where the release does not. */
  readonly fallsOpen: boolean
  /** The module's texts, by locale. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** What an isolate is told with every call. Plain data. */
export interface IsolateTurn {
  readonly tenant: Tenant
  /** null where nobody is asking: such a turn has no store. */
  readonly viewer: Viewer | null
  readonly requestId: string
  /** The event's address on its canonical host. */
  readonly origin: string
}

/** What a release answers. */
export type IsolateAnswer = Served | { readonly unloaded: ToldError }

interface Served {
  readonly response: Response
  readonly route: string | null
  readonly own: boolean
  readonly degraded: readonly string[]
  readonly fault: string | null
  /** Whether it was the visitor's own body that stopped it. */
  readonly brokenOff: boolean
  readonly reports: IsolateReports
}

/** What became of a piece of work. */
export interface IsolateWorked {
  /** What went wrong, for the operator; null when it is done. */
  readonly error: string | null
  readonly reports: IsolateReports
}

/** What a release has to say to the platform; it concerns its own event, whatever it says. */
export interface IsolateReports {
  readonly faults: readonly { readonly seam: string; readonly error: ToldError }[]
  /** Seams that are left alone from now on. */
  readonly opened: readonly string[]
  readonly logs: readonly { readonly seam: string; readonly text: string }[]
}

/** An error as it travels: it may have been anything. */
export interface ToldError {
  readonly name: string
  readonly message: string
  readonly stack: string | null
}
