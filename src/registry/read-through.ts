import type { Clock, Result } from '../contract.ts'
import type { KeepAlive } from '../ports.ts'
import { within } from '../within.ts'

/** Times in milliseconds. */
export interface ReadThroughOptions {
  /** How long after a failed read the source is left alone. */
  readonly retry: number
  /** How long one request waits for a read that another one began, before it reads for itself. */
  readonly follow: number
  /** What is kept in memory, in the source's own measure; what is asked for stays longest. */
  readonly size: number
}

/** How long a value is of use, in milliseconds since it was read. */
export interface Lifetime {
  /** Used without asking again. */
  readonly fresh: number
  /** Still served, while one read refreshes it. */
  readonly refresh: number
  /** Serves when reading fails. */
  readonly stale: number
}

/** Where values come from. They are plain data: nothing that belongs to a request is kept. */
export interface Source<Subject, Value> {
  /**
   * Never rejects. An error is what is answered when nothing older may serve.
   *
   * @param spare whether something older serves if this fails
   */
  read(subject: Subject, spare: boolean): Promise<Result<Value, Value>>
  lifetime(value: Value): Lifetime
  /** The one to keep of what was read and what was there before. */
  prefer(read: Value, before: Value): Value
  /** How much of `size` a value takes. */
  weigh(value: Value): number
}

interface Entry<Value> {
  readonly value: Value
  readonly lifetime: Lifetime
  readonly weight: number
  readonly readAt: number
  /** The last read since `readAt`, if it failed. */
  failure: { readonly at: number; readonly value: Value } | null
  /** Asked for since room was last made. */
  used: boolean
}

const NONE: Lifetime = { fresh: 0, refresh: 0, stale: 0 }

/** Memory in front of something slow that may fail. What is warm is answered at once. */
export class ReadThrough<Subject, Value> {
  readonly #source: Source<Subject, Value>
  readonly #clock: Clock
  readonly #options: ReadThroughOptions
  readonly #memory = new Map<string, Entry<Value>>()
  readonly #reads = new Map<string, Promise<Value>>()
  #weight = 0

  constructor(source: Source<Subject, Value>, clock: Clock, options: ReadThroughOptions) {
    this.#source = source
    this.#clock = clock
    this.#options = options
  }

  /** @param keepAlive the request's `waitUntil`: it holds reads that other requests wait for */
  get(key: string, subject: Subject, keepAlive: KeepAlive): Value | Promise<Value> {
    const entry = this.#memory.get(key)
    if (entry === undefined) return this.#shared(key, subject, keepAlive)
    const now = this.#clock.now()
    const age = now - entry.readAt
    const { lifetime, failure, value } = entry
    if (age < lifetime.fresh) {
      entry.used = true
      return value
    }
    if (failure !== null && now - failure.at < this.#options.retry) {
      return age < lifetime.stale ? value : failure.value
    }
    if (age < lifetime.refresh) {
      if (!this.#reads.has(key)) void this.#begin(key, subject, keepAlive)
      entry.used = true
      return value
    }
    return this.#shared(key, subject, keepAlive)
  }

  /** What would be answered at once and without reading; undefined when nothing would. */
  peek(key: string): Value | undefined {
    const entry = this.#memory.get(key)
    if (entry === undefined || this.#clock.now() - entry.readAt >= entry.lifetime.fresh)
      return undefined
    entry.used = true
    return entry.value
  }

  /** When what memory holds was read, epoch milliseconds; null when it holds nothing. */
  readAt(key: string): number | null {
    return this.#memory.get(key)?.readAt ?? null
  }

  /** Takes a value that came another way than by reading; answers the one that is kept. */
  keep(key: string, value: Value): Value {
    const before = this.#memory.get(key)
    const kept = before === undefined ? value : this.#source.prefer(value, before.value)
    this.#store(key, kept, this.#source.lifetime(kept), null)
    return kept
  }

  /** One read per key is in flight; nobody waits long for somebody else's. */
  #shared(key: string, subject: Subject, keepAlive: KeepAlive): Promise<Value> {
    const inFlight = this.#reads.get(key)
    if (inFlight === undefined) return this.#begin(key, subject, keepAlive)
    return within(inFlight, this.#options.follow, () => {
      // Whoever began it has gone, and its read with it. Another follower may have read by now.
      if (this.#reads.get(key) === inFlight) this.#reads.delete(key)
      return this.get(key, subject, keepAlive)
    })
  }

  #begin(key: string, subject: Subject, keepAlive: KeepAlive): Promise<Value> {
    const started = this.#read(key, subject).finally(() => {
      if (this.#reads.get(key) === started) this.#reads.delete(key)
    })
    this.#reads.set(key, started)
    keepAlive(started)
    return started
  }

  async #read(key: string, subject: Subject): Promise<Value> {
    const known = this.#memory.get(key)
    const spare = known !== undefined && this.#age(known) < known.lifetime.stale
    const read = await this.#source.read(subject, spare)
    return read.ok ? this.keep(key, read.value) : this.#failed(key, read.error)
  }

  #failed(key: string, value: Value): Value {
    const failure = { at: this.#clock.now(), value }
    const before = this.#memory.get(key)
    if (before === undefined || before.lifetime.stale === 0) {
      this.#store(key, value, NONE, failure)
      return value
    }
    before.failure = failure
    return this.#age(before) < before.lifetime.stale ? before.value : value
  }

  #age({ readAt }: Entry<Value>): number {
    return this.#clock.now() - readAt
  }

  #store(key: string, value: Value, lifetime: Lifetime, failure: Entry<Value>['failure']): void {
    const readAt = this.#clock.now()
    const weight = this.#source.weigh(value)
    this.#forget(key)
    this.#memory.set(key, { value, lifetime, weight, readAt, failure, used: false })
    this.#weight += weight
    this.#makeRoom()
  }

  /** By the second chance: what was used goes to the end of the queue, the rest goes. */
  #makeRoom(): void {
    for (const [oldest, entry] of this.#memory) {
      if (this.#weight <= this.#options.size || this.#memory.size === 1) break
      this.#forget(oldest)
      if (!entry.used) continue
      entry.used = false
      this.#memory.set(oldest, entry)
      this.#weight += entry.weight
    }
  }

  #forget(key: string): void {
    this.#weight -= this.#memory.get(key)?.weight ?? 0
    this.#memory.delete(key)
  }
}
