import type {
  Http,
  Mail,
  OutboxState,
  Published,
  Result,
  Secrets,
  Store,
  TakenWork,
  Tenant,
  Told,
  Viewer,
  WorkOutcome,
} from './contract.ts'

/** The reading side of the registry: hostname to tenant. */
export interface Directory {
  /**
   * At once when memory has the answer. `keepAlive` is the request's `waitUntil`: it holds reads
   * that other requests wait for.
   */
  lookup(hostname: string, keepAlive: KeepAlive): Lookup | Promise<Lookup>
  /** When what memory holds of a host was read, epoch milliseconds; null when it holds nothing. */
  readAt(hostname: string): number | null
}

export type KeepAlive = (promise: Promise<unknown>) => void

export type Lookup =
  | { readonly kind: 'found'; readonly tenant: Tenant }
  | { readonly kind: 'unknown' }
  /** The registry did not answer, or holds a record that does not parse, and nothing older is known. */
  | { readonly kind: 'unavailable'; readonly reason: 'registry-error' | 'record-invalid' }

/** The platform's public list, as the registry publishes it. */
export interface LiveEvents {
  /** Soonest first. Rejects when the registry fails and nothing is known. */
  list(): Promise<readonly LiveEvent[]>
}

export interface LiveEvent {
  readonly name: string
  /** The event's canonical host. */
  readonly host: string
  /** `YYYY-MM-DD`. */
  readonly starts: string
  readonly ends: string
  readonly place: string
}

/** Counts, over all isolates, how often pieces of an event were given up, and what it called. */
export interface FaultCounts {
  /** The operator is told, too. */
  opened(opening: Opening): Promise<void>
  /** Of the last hour, most first. */
  recent(event: string): Promise<readonly FaultCount[]>
  /** Of the last hour, by seam and time. */
  history(event: string): Promise<readonly FaultBin[]>
  called(event: string, calls: readonly CountedCalls[]): Promise<void>
  /** Of the last 30 days, most first. */
  outbound(event: string): Promise<readonly OutboundCount[]>
}

/** How often a piece was given up in five minutes. */
export interface FaultBin {
  readonly seam: string
  /** When they began, epoch milliseconds. */
  readonly at: number
  readonly openings: number
}

/** Calls of one event to one host since they were counted last. */
export interface CountedCalls {
  /** '' for addresses that events may not call. */
  readonly host: string
  readonly calls: number
  /** Of them, those without an answer, or with a 5xx. */
  readonly failed: number
}

export interface OutboundCount extends CountedCalls {
  /** Since midnight, UTC. */
  readonly today: number
}

/** What a domain's owner has written into DNS. */
export interface Dns {
  /**
   * The texts of a name's TXT records, none where there is no such name. Rejects when nobody could say:
   * that is not to be taken for "none".
   */
  txt(name: string): Promise<readonly string[]>
  /**
   * Where a name leads: the names that it stands for, then its addresses; none where it leads nowhere.
   * Rejects when nobody could say.
   */
  leads(name: string): Promise<readonly string[]>
}

/** Tells the operator what is wrong: once, until it is over. Rejects when nothing could be noted. */
export interface Alerts {
  raise(alert: Alert): Promise<void>
  /** It is over. What is raised after this is told anew. */
  settled(alert: Pick<Alert, 'event' | 'kind' | 'seam'>): Promise<void>
  /** Of one event; of the platform itself for ''. */
  state(event: string): Promise<AlertState>
}

/**
 * `breaker`: a piece is left alone. `parked`: mails or hooks were given up. `publish`: what was decided
 * does not arrive in KV or stores. `platform`: what is not an event's own code failed. `domain`: a host's
 * proof is there no longer.
 */
export type AlertKind = 'breaker' | 'parked' | 'publish' | 'platform' | 'domain'

/** Holds nothing about a person. */
export interface Alert {
  readonly kind: AlertKind
  /** '' for the platform itself. */
  readonly event: string
  /** What it is about; with event and kind it says which alert it is. */
  readonly seam: string
  /** One whose explanation shows it; null where the event's own will do. */
  readonly host: string | null
}

/** Times in epoch milliseconds. */
export interface KnownAlert extends Pick<Alert, 'kind' | 'seam'> {
  readonly since: number
  readonly last: number
  /** How often it was raised since then. */
  readonly times: number
  /** null while it goes on. */
  readonly settled: number | null
}

export interface AlertState {
  /** What goes on first, then what is over. */
  readonly alerts: readonly KnownAlert[]
  /** How the operator is told: `webhook`, `mail`; empty where nothing is set up. */
  readonly channels: readonly string[]
  /** What is set up in a way that cannot work, with the repair. */
  readonly problem: string | null
  /** Messages that are yet to arrive. */
  readonly underWay: number
  /** Messages that did not arrive however often it was tried. */
  readonly givenUp: readonly {
    readonly channel: string
    readonly at: number
    readonly error: string
  }[]
}

export interface FaultCount {
  readonly seam: string
  readonly openings: number
  /** Epoch milliseconds. */
  readonly last: number
}

/**
 * Opens the store of one event for one viewer; cheap, does no I/O. `listeners`: names that the event's
 * module listens to, left out where that is not known. `told`: what the store knows by the time it
 * answers; left out, it answers with what it has.
 */
export type OpenStore = (
  tenant: Tenant,
  viewer: Viewer,
  listeners?: readonly string[],
  told?: Told,
) => Store

/** Opens the work that waits in one event's store; cheap, does no I/O. */
export type OpenOutbox = (tenant: Tenant) => Outbox

/** What is to be done for an event after the fact. Rejects when the store cannot be reached. */
export interface Outbox {
  /**
   * Says how work that was taken went, and takes what is due now. Of what is about the same one piece
   * at a time; what is not settled in a while is given out again.
   *
   * @param more whether any is to be taken
   */
  work(outcomes: readonly WorkOutcome[], more: boolean): Promise<readonly TakenWork[]>
  state(): Promise<OutboxState>
  /** Has parked work tried again from the beginning; all of it for null. Answers how much. */
  replay(id: string | null): Promise<number>
  /** Gives parked work up; what waited for it goes on. */
  drop(id: string): Promise<Result<null, { readonly tag: 'not-parked' }>>
}

/** Opens what one event has published; cheap, does no I/O. */
export type OpenPublished = (tenant: Tenant, keepAlive: KeepAlive) => Published

/** Opens the post of one event; cheap, does no I/O. */
export type OpenMail = (tenant: Tenant) => Mail

/** Opens the way out of one event; cheap, does no I/O. */
export type OpenHttp = (tenant: Tenant) => Http

/** Opens the secrets of one event; cheap, does no I/O. */
export type OpenSecrets = (tenant: Tenant) => Secrets

/**
 * Event key to importer of its module, or to the number of the share whose Worker runs it
 * (`shares.ts`). An event that is not in it has no module.
 */
export type EventsMap = ReadonlyMap<string, (() => Promise<unknown>) | number>

/** Whether the base alone may answer for an event whose module does not load; a build knows. */
export type FallsOpen = (event: string) => Promise<boolean>

export interface Telemetry {
  request(point: RequestPoint): void
  fault(fault: FaultPoint): void
  /** A piece of an event has failed so often that it is left alone; told once each time. */
  opened(opening: Opening, keepAlive: KeepAlive): void
  /** Something that an event's code did or said, or that happened on the admin host. */
  note(point: NotePoint): void
}

export type NotePoint =
  /** A call to another system. */
  | {
      readonly type: 'outbound'
      readonly event: string
      /** null for an address that events may not call. */
      readonly host: string | null
      readonly method: string
      /** null when there was no answer. */
      readonly status: number | null
      /** Milliseconds. */
      readonly duration: number
    }
  | {
      readonly type: 'log'
      readonly event: string
      /** `hook:meeting.accepted` */
      readonly seam: string
      readonly text: string
    }
  /** Somebody was not let in or not allowed on the admin host, came by its last resort, or sent a module. */
  | {
      readonly type: 'admin'
      readonly what: 'refused' | 'break-glass' | 'kept'
      readonly requestId: string
      /** Who it is; null when nobody knows. */
      readonly who: string | null
      /** `POST /api/v1/tenants`, without its query. */
      readonly request: string
      readonly why: string
    }

export interface Opening {
  readonly event: string
  readonly seam: string
}

/** One answered request. Holds nothing about a person. */
export interface RequestPoint {
  readonly requestId: string
  /** null when no event answered. */
  readonly event: string | null
  readonly lane: string | null
  /** The code that answered: a release's id, or `source` for what was deployed. */
  readonly release: string | null
  /** Pattern of the route, `/sessions/:id`; never the path itself. */
  readonly route: string | null
  readonly method: string
  readonly status: number
  /** Milliseconds in all, and in it for finding the event and for its app. */
  readonly duration: number
  readonly phases: { readonly resolve: number; readonly app: number }
  /** Seams that were answered by the base because the module's own faulted. */
  readonly degraded: readonly string[]
  /** The seam that stopped the event's own answer; `platform` when it was not the module's. */
  readonly fault: string | null
}

export interface FaultPoint {
  readonly requestId: string
  readonly event: string
  /** `route:GET /x`, `view:home`, `message:home.title`, `module`; `platform`: not the module's. */
  readonly seam: string
  readonly error: unknown
}
