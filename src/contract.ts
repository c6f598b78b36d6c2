/** A value or a tagged refusal. Expected failures travel as values; only programmer errors throw. */
export type Result<T, E> = Ok<T> | Err<E>
export interface Ok<T> {
  readonly ok: true
  readonly value: T
}
export interface Err<E> {
  readonly ok: false
  readonly error: E
}

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const err = <E>(error: E): Err<E> => ({ ok: false, error })

export type TenantStatus = 'draft' | 'live' | 'frozen' | 'archived' | 'suspended'

/**
 * An event's record in the registry: how a host is served. Plain data, immutable, parsed by
 * `registry/tenant.ts`; the same object is kept for as long as the record's revision is current.
 */
export interface Tenant {
  /** Version of this record's shape. */
  readonly schema: 1
  /** Raised by one on every change; 1 is the first. */
  readonly revision: number
  /** The event key, also its folder under `events/`. */
  readonly key: string
  /** Names the event's store; a key that is used again gets a new one. */
  readonly storeId: string
  readonly name: string
  /** The host that links are built on. One of `hosts`. */
  readonly canonicalHost: string
  readonly hosts: readonly string[]
  readonly status: TenantStatus
  /** Changes of status to come, at local times `YYYY-MM-DDTHH:MM`; they only move forward. */
  readonly schedule: readonly { readonly at: string; readonly to: TenantStatus }[]
  /** What becomes of an archived event; null keeps it readable for good. */
  readonly farewell: Farewell | null
  /** Closes the event for a while; null when it is open. */
  readonly notice: Notice | null
  /** Old addresses of the event. */
  readonly redirects: readonly Redirect[]
  /** Whether the platform's own page names the event while it is live. */
  readonly listed: boolean
  /** IANA name, `Asia/Manila`. */
  readonly timeZone: string
  /** BCP 47 tags; the first is the event's default. */
  readonly locales: readonly [string, ...string[]]
  /** First and last day, `YYYY-MM-DD` in the event's time zone. */
  readonly starts: string
  readonly ends: string
  /** Where it takes place, in one line; '' when it is not known yet. */
  readonly place: string
  /** Theme tokens over those of the base and the module. */
  readonly theme: Readonly<Record<string, string>>
  /** Settings over those of the base and the module; what they are is the base's to say. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Milliseconds the event app has for an answer; null for the platform's own limit. */
  readonly deadline: number | null
  /** Hosts that the event's own code may call. */
  readonly outbound: readonly string[]
  /** Beside other events' code (`shared`, when left out), or as a release in an isolate of its own. */
  readonly lane?: 'shared' | 'isolated'
  /** What isolated and frozen events are served from; left out where nothing was promoted yet. */
  readonly release?: ReleaseChoice
  /** What one request in an isolate may use; left out for the platform's own limits. */
  readonly limits?: IsolateLimits
}

export interface ReleaseChoice {
  /** Of the release in force: the SHA-256 of its manifest, hex. */
  readonly id: string
  /** The good one before it, which serves where `id` does not load; null for none. */
  readonly previous: string | null
  /** Whether it stays whatever is published: nothing is promoted until it is let go. */
  readonly pinned: boolean
}

export interface IsolateLimits {
  /** Milliseconds of computing. */
  readonly cpuMs: number
  /** Calls to the platform and to other systems. */
  readonly subRequests: number
}

export interface Farewell {
  /** Local time `YYYY-MM-DDTHH:MM` until which the archived event can be read. */
  readonly from: string
  /** Where it leads then, https; null for a page that says goodbye. */
  readonly redirect: string | null
}

export interface Notice {
  /** What visitors are told. */
  readonly text: string
  /** Local time `YYYY-MM-DDTHH:MM` at which the event opens again by itself; null for not yet. */
  readonly until: string | null
}

/** One old address of an event and where it is now. Paths from the root. */
export interface Redirect {
  readonly from: string
  readonly to: string
  /** Whether everything under `from` goes too, to the same place under `to`. */
  readonly prefix: boolean
}

/** Who is asking, decided before event code runs. The store looks again at every call. */
export type Viewer =
  | { readonly kind: 'anonymous' }
  | PersonViewer
  /** The platform's own work: imports, timers, mails. Never handed to an event app. */
  | { readonly kind: 'system' }

export interface PersonViewer {
  readonly kind: 'person'
  /** The person's id in this event. */
  readonly id: string
  /** The session's id, not its secret: a session that has ended makes the viewer anonymous. */
  readonly session: string
}

export const ANONYMOUS: Viewer = { kind: 'anonymous' }
export const SYSTEM: Viewer = { kind: 'system' }

/**
 * What base and event apps get instead of bindings: capabilities already bound to this event, this
 * viewer and this request. `c.env` of every route.
 */
export interface AppEnv<Pieces = unknown> {
  readonly tenant: Tenant
  readonly viewer: Viewer
  readonly store: Store
  readonly published: Published
  readonly mail: Mail
  readonly http: Http
  readonly secrets: Secrets
  /** Where the event is on the web, `https://my-fair.example`: links in mails begin with it. */
  readonly origin: string
  readonly clock: Clock
  /** The seams in force for this event and this request; their shape is the base's. */
  readonly pieces: Pieces
  readonly requestId: string
}

/** Sends mails in the event's name. */
export interface Mail {
  /** Rejects when the mail could not be handed over; it may be tried again. */
  send(mail: OutgoingMail): Promise<void>
}

export interface OutgoingMail {
  /** One address. */
  readonly to: string
  /** One line; line breaks and control characters become spaces. */
  readonly subject: string
  /** Plain text, lines ended by `\n`. */
  readonly text: string
  /** Further header fields, `List-Unsubscribe` and the like. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The way to other systems, as far as the event's record allows. */
export interface Http {
  /**
   * Like `fetch`, and narrower: https on the standard port of a host in the record's `outbound`. A
   * redirect is an answer, and not followed. Rejects, saying why, for any other address, and where the
   * whole answer is not there in time or is too big; the times and sizes are the operator's.
   */
  fetch(url: string, init?: HttpInit): Promise<Response>
}

export interface HttpInit {
  /** GET when left out. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** What the event signs with, and is known by, elsewhere. */
export interface Secrets {
  /** Rejects, saying what to do, when there is none of this name. */
  get(name: string): Promise<string>
}

/** What a hook gets. Nobody is asking, so there is no viewer, and no store. */
export interface HookEnv {
  /** Of this call: the same whenever it is tried again, and told to receivers for that. */
  readonly id: string
  /** When it happened, epoch milliseconds; also when it is told hours later. */
  readonly at: number
  /** 1 for the first time. */
  readonly tries: number
  readonly tenant: Tenant
  /** Where the event is on the web, `https://my-fair.example`. */
  readonly origin: string
  readonly clock: Clock
  readonly http: Http
  readonly secrets: Secrets
  /** Leaves a line in the platform's log, with the hook's name. Nothing about a person belongs there. */
  readonly log: (text: string) => void
}

export interface Clock {
  /** Epoch milliseconds. */
  now(): number
}

/**
 * The event's own store, bound to event and viewer. Inputs and outputs are cloneable data. A store
 * that cannot be reached rejects; what a query refuses comes back as a value.
 */
export interface Store {
  read<Input, Output>(query: Query<Input, Output>, input: Input): Promise<Output>
  /** The same `requestId` again gives the first answer again and changes nothing. */
  write<Input, Output>(
    command: Command<Input, Output>,
    input: Input,
    requestId: string,
  ): Promise<Output>
}

/**
 * What the event has published, bound to the event: the same for everybody and read at the edge, up
 * to half a minute late. Hot public pages live on it; the store is for what has to be true now.
 */
export interface Published {
  /** Frozen: all visitors of the event share it. Rejects when it can be had from nowhere. */
  read<Data>(publication: Publication<Data>): Promise<Data>
  /** After a command that changes what is published: whoever wrote it sees it at once. */
  renew(): Promise<void>
}

/** Something a feature publishes: what its query answers to a visitor who is nobody. */
export interface Publication<Data> {
  readonly query: Query<object, Data>
  /** Raised by one when the data's shape changes; data of another shape counts as not there. */
  readonly shape: number
}

/** Runs inside the store's transaction; sees the database through the narrowest possible door. */
export interface Sql {
  all<Row>(statement: string, ...bindings: SqlValue[]): Row[]
}
export type SqlValue = string | number | null

export interface StoreContext {
  readonly viewer: Viewer
  /** Epoch milliseconds. */
  readonly now: number
  /** Has the store look after what is due then, by every feature's `wake`; epoch milliseconds. */
  readonly wakeAt: (at: number) => void
  /** Notes what is to be done outside the store, with the transaction or not at all. */
  readonly emit: (work: Work) => void
}

/** Something to be done after the fact: at least once, and in order with what is about the same. */
export interface Work {
  /** Whose work it is: `mails`, `hooks`. */
  readonly topic: string
  /**
   * What it is about. Within a topic, what is about the same waits for what was noted before it, also
   * for what is not due yet.
   */
  readonly subject: string
  /** Plain data. It may lie for days: ids of people, not what they wrote or where they are reached. */
  readonly body: unknown
  /** Not before then, epoch milliseconds; at once when left out. */
  readonly due?: number
  /** Left out where the event's module, as far as the caller knows it, listens to nothing of this name. */
  readonly listener?: string
}

/** Work that somebody has taken, and settles with the same lease. */
export interface TakenWork {
  /** The same however often it is tried. */
  readonly id: string
  readonly lease: string
  readonly topic: string
  readonly subject: string
  readonly body: unknown
  /** 1 for the first time. */
  readonly tries: number
  /** When it was to be done first, epoch milliseconds. */
  readonly planned: number
}

/** How somebody's turn at a piece of work went. */
export interface WorkOutcome {
  readonly id: string
  readonly lease: string
  /** What went wrong, for the operator; null when it is done. */
  readonly error: string | null
}

export interface OutboxState {
  /** The longest parked first; at most 100. */
  readonly parked: readonly ParkedWork[]
  readonly parkedInAll: number
  /** How much is not parked, and when the first of it is due, epoch milliseconds; null for nothing. */
  readonly open: number
  readonly due: number | null
}

/** Work that was given up after many tries. Says nothing of what is in it. */
export interface ParkedWork {
  readonly id: string
  readonly topic: string
  readonly subject: string
  /** When it was to be done first, and when it was given up; epoch milliseconds. */
  readonly planned: number
  readonly parked: number
  readonly tries: number
  /** Of the last try. */
  readonly error: string
  /** How much waits for it. */
  readonly waiting: number
}

/** What a store says when it has work that is due: whose it is, and where the event is found. */
export interface Ring {
  readonly event: string
  readonly storeId: string
  /** The event's canonical host, as its last caller knew it. */
  readonly host: string
}

/** A named read. The handle is what callers pass; only its name and input travel. */
export interface Query<Input, Output> {
  readonly kind: 'query'
  readonly name: string
  readonly run: (sql: Sql, input: Input, context: StoreContext) => Output
}

/**
 * What an event's store has to know of its module and its record before it is asked anything: the
 * platform tells it by itself, and not again while it is the same.
 */
export interface Told {
  /** Takes `input`; only the platform itself may run it. */
  readonly command: Command<never, unknown>
  /** Plain data. */
  readonly input: object
}

/** A named write, run in one transaction. */
export interface Command<Input, Output> {
  readonly kind: 'command'
  readonly name: string
  /** Run again for a request id that was there before, and its answer not kept: twice changes nothing. */
  readonly repeatable?: true
  readonly run: (sql: Sql, input: Input, context: StoreContext) => Output
}
