import type { Ring } from '../contract.ts'

/** Milliseconds in which somebody who was rung for is expected to come; until then once is enough. */
const PATIENCE = 10_000

/**
 * Milliseconds between two rings. Whoever comes takes all that is there: where much is done at once,
 * to come for each of it would cost more than to do it.
 */
const PAUSE = 300

/** Says that a store has work that is due. */
export class Ringer {
  readonly #send: ((ring: Ring) => Promise<void>) | null
  readonly #now: () => number
  #rungAt: number | null = null
  #lastAt = -Infinity
  #waits = false

  /** @param send null where nobody would hear it */
  constructor(send: ((ring: Ring) => Promise<void>) | null, now: () => number) {
    this.#send = send
    this.#now = now
  }

  get isHeard(): boolean {
    return this.#send !== null
  }

  /** Never rejects: a ring that is lost is repeated by the alarm. */
  async ring(ring: Ring | null): Promise<void> {
    if (this.#send === null || ring === null) return
    const now = this.#now()
    if (this.#waits || (this.#rungAt !== null && now - this.#rungAt < PATIENCE)) return
    const pause = Math.min(this.#lastAt + PAUSE - now, PAUSE)
    if (pause > 0) {
      this.#waits = true
      await new Promise<void>((done) => void setTimeout(done, pause))
      this.#waits = false
    }
    this.#rungAt = this.#lastAt = this.#now()
    try {
      await this.#send(ring)
    } catch (error) {
      this.#rungAt = null
      const told = { type: 'fault', event: ring.event, seam: 'queue', error: String(error) }
      console.error(JSON.stringify(told))
    }
  }

  /** Somebody came: what is noted from now on is rung for anew. */
  answered(): void {
    this.#rungAt = null
  }
}
