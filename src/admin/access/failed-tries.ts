export interface TryLimits {
  /** Tries in a window. */
  readonly most: number
  /** Milliseconds. */
  readonly window: number
  /** Visitors remembered. */
  readonly size: number
}

interface Tries {
  readonly since: number
  count: number
}

/**
 * How often each visitor of late came with a token that opens nothing, in this isolate. A token cannot
 * be guessed; whoever tries is kept from costing the registrar anything.
 */
export class FailedTries {
  readonly #tries = new Map<string, Tries>()
  readonly #limits: TryLimits

  constructor(limits: TryLimits) {
    this.#limits = limits
  }

  /** Milliseconds until a visitor may try again; 0 for at once. */
  wait(visitor: string, now: number): number {
    const tries = this.#tries.get(visitor)
    if (tries === undefined || tries.count < this.#limits.most) return 0
    return Math.max(0, tries.since + this.#limits.window - now)
  }

  failed(visitor: string, now: number): void {
    const tries = this.#tries.get(visitor)
    if (tries !== undefined && now < tries.since + this.#limits.window) {
      tries.count++
      return
    }
    this.#tries.delete(visitor)
    this.#tries.set(visitor, { since: now, count: 1 })
    for (const oldest of this.#tries.keys()) {
      if (this.#tries.size <= this.#limits.size) break
      this.#tries.delete(oldest)
    }
  }
}
