import type { ExecutionContext } from 'hono'
import type { Telemetry } from '../ports.ts'
import { GIVEN_UP, isPlatformFault, isSeamFault, type SeamWatch } from '../seam/fault.ts'
import type { Breakers } from './breaker.ts'

/** The seam that stands for everything which is not the module's. */
export const PLATFORM = 'platform'

/** Where faults are counted and told. */
export interface FaultParts {
  readonly telemetry: Telemetry
  readonly breakers: Breakers
}

/** What stopped a handler. */
export interface Failure {
  readonly seam: string
  readonly error: unknown
  /** Whether nothing may be shown in its place. */
  readonly closed: boolean
}

/** What is kept about one request's faults: whose they are, which pieces the base answered for. */
export class Book implements SeamWatch {
  deadline: number
  readonly #parts: FaultParts
  readonly #event: string
  readonly #requestId: string
  readonly #ctx: ExecutionContext
  /** Each once; shared by all runs for one request. */
  readonly #degraded: string[]
  /** What stopped a handler; the first one counts. */
  failure: Failure | null = null
  /** Whose code is running now: blamed when the deadline passes. */
  running: string = PLATFORM
  /** Whether it decides about what may be shown: nothing stands in for it. */
  runsClosed = false
  /** The pattern of the route that answers. */
  route: string | null = null
  /** Its seam when it is the module's own. */
  answeredBy: string = PLATFORM

  /** The last answer that was made of a text; see `whole-answer.ts`. */
  whole: Response | null = null
  notesWhole = false

  /** The answer has been given: what comes later changes nothing. */
  over = false

  /** @param deadline milliseconds an asynchronous view of the module has */
  constructor(
    parts: FaultParts,
    event: string,
    requestId: string,
    ctx: ExecutionContext,
    degraded: string[],
    deadline: number,
  ) {
    this.#parts = parts
    this.#event = event
    this.#requestId = requestId
    this.#ctx = ctx
    this.#degraded = degraded
    this.deadline = deadline
  }

  allows(seam: string): boolean {
    const allowed = this.#parts.breakers.allows(this.#event, seam)
    if (!allowed) this.#degrade(seam)
    return allowed
  }

  succeeded(seam: string): void {
    if (this.over) return
    this.#parts.breakers.success(this.#event, seam)
  }

  failed(seam: string, error: unknown): void {
    this.#degrade(seam)
    this.fault(seam, error)
  }

  #degrade(seam: string): void {
    if (!this.#degraded.includes(seam)) this.#degraded.push(seam)
  }

  ranOut(): void {
    // Views stand in views: each leaves the next ones half, so that all fit in the whole.
    this.deadline /= 2
  }

  enter(seam: string): () => void {
    const { running, runsClosed } = this
    this.running = seam
    this.runsClosed = true
    return () => {
      this.running = running
      this.runsClosed = runsClosed
    }
  }

  get waiting(): boolean {
    return this.running === PLATFORM
  }

  /** Notes what a handler ended with. */
  fail(error: unknown): void {
    this.failure ??= isSeamFault(error)
      ? { seam: error.seam, error: error.cause, closed: error.closed }
      : { seam: PLATFORM, error: isPlatformFault(error) ? error.cause : error, closed: true }
  }

  /** The platform's own work that other requests wait for. */
  keepAlive(promise: Promise<unknown>): void {
    this.#ctx.waitUntil(promise)
  }

  /** Logs a fault, counts it against its seam, and tells when a piece is given up by it. */
  fault(seam: string, error: unknown): void {
    if (error === GIVEN_UP) return
    this.tell(seam, error)
    const { telemetry, breakers } = this.#parts
    if (seam === PLATFORM || !breakers.fault(this.#event, seam)) return
    telemetry.opened({ event: this.#event, seam }, (promise) => this.#ctx.waitUntil(promise))
  }

  /** Logs a fault of what cannot be left alone: it came after the answer. */
  tell(seam: string, error: unknown): void {
    const { telemetry } = this.#parts
    telemetry.fault({ requestId: this.#requestId, event: this.#event, seam, error })
  }
}

/** The part of the execution context that event code gets: the platform's own opens every event. */
export class NarrowContext implements ExecutionContext {
  readonly props = {}
  readonly #ctx: ExecutionContext
  readonly #book: Book

  constructor(ctx: ExecutionContext, book: Book) {
    this.#ctx = ctx
    this.#book = book
  }

  waitUntil(promise: Promise<unknown>): void {
    const told = Promise.resolve(promise).catch((error) => this.#book.tell('waitUntil', error))
    this.#ctx.waitUntil(told)
  }

  passThroughOnException(): void {}
}
