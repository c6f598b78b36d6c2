import type { Clock } from '../contract.ts'

/** When a piece that keeps failing is no longer tried. Times in milliseconds. */
export interface BreakerOptions {
  /** Faults within `window` after which a piece is left alone. */
  readonly budget: number
  readonly window: number
  /** How long it is left alone before one request probes it. */
  readonly coolDown: number
  /** Pieces remembered; only pieces that have failed are. */
  readonly size: number
}

export type BreakerState = 'closed' | 'open' | 'probing'

interface Record {
  /** Times of the faults within the window, oldest first. */
  readonly faults: number[]
  /** When it was opened; null while it is closed. */
  openedAt: number | null
  /** When the probe that is out began; null while none is. */
  probedAt: number | null
}

/** One isolate's breakers, by event and seam: a bad view never closes a good route. */
export class Breakers {
  readonly #records = new Map<string, Record>()
  readonly #clock: Clock
  readonly #options: BreakerOptions

  constructor(clock: Clock, options: BreakerOptions) {
    this.#clock = clock
    this.#options = options
  }

  /** Whether the piece is to be tried now. While it is open, one caller a cool-down gets a yes. */
  allows(event: string, seam: string): boolean {
    // Nearly always nothing has ever failed.
    if (this.#records.size === 0) return true
    const record = this.#records.get(id(event, seam))
    if (record === undefined || record.openedAt === null) return true
    const now = this.#clock.now()
    if (now - (record.probedAt ?? record.openedAt) < this.#options.coolDown) return false
    record.probedAt = now
    return true
  }

  /** Books a fault. Says whether the piece has just been given up, to be told once. */
  fault(event: string, seam: string): boolean {
    const now = this.#clock.now()
    const record = this.#record(id(event, seam))
    if (record.openedAt !== null) {
      record.openedAt = now
      record.probedAt = null
      return false
    }
    record.faults.push(now)
    while (now - (record.faults[0] ?? now) >= this.#options.window) record.faults.shift()
    if (record.faults.length < this.#options.budget) return false
    record.openedAt = now
    return true
  }

  /** Books a success: a probe that went well closes the breaker. */
  success(event: string, seam: string): void {
    if (this.#records.size === 0) return
    const record = this.#records.get(id(event, seam))
    if (record !== undefined && record.openedAt !== null) this.#records.delete(id(event, seam))
  }

  state(event: string, seam: string): BreakerState {
    const record = this.#records.get(id(event, seam))
    if (record === undefined || record.openedAt === null) return 'closed'
    return record.probedAt === null ? 'open' : 'probing'
  }

  /** The seams of an event that are not tried now. */
  open(event: string): readonly string[] {
    return [...this.#records]
      .filter(([name, { openedAt }]) => openedAt !== null && name.startsWith(id(event, '')))
      .map(([name]) => name.slice(id(event, '').length))
  }

  #record(name: string): Record {
    let record = this.#records.get(name)
    if (record === undefined) {
      record = { faults: [], openedAt: null, probedAt: null }
      this.#records.set(name, record)
      for (const oldest of this.#records.keys()) {
        if (this.#records.size <= this.#options.size) break
        this.#records.delete(oldest)
      }
    }
    return record
  }
}

const id = (event: string, seam: string): string => `${event} ${seam}`
