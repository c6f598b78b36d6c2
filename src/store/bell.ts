import type { Sql, StoreContext, Viewer, Work } from '../contract.ts'
import { noteWork } from './outbox.ts'

/** What a store wants from the object it lives in, after a transaction that went well. */
export interface Bell {
  /** To be woken at a time, epoch milliseconds. */
  wakeAt(at: number): void
  /** Somebody to be told that there is work to be done. */
  ring(): void
}

/** What one transaction has wished for. */
export class Wishes implements Bell {
  /** The earliest time; infinite for none. */
  at = Infinity
  rings = false

  wakeAt(at: number): void {
    this.at = Math.min(this.at, at)
  }

  ring(): void {
    this.rings = true
  }
}

/** What runs in one transaction is given a context, and its work is noted when it is through. */
export class Turn {
  readonly context: StoreContext
  readonly #sql: Sql
  readonly #bell: Bell
  readonly #works: Work[] = []

  /** @param listeners names that somebody listens to; left out for all */
  constructor(sql: Sql, viewer: Viewer, now: number, bell: Bell, listeners?: readonly string[]) {
    this.#sql = sql
    this.#bell = bell
    this.context = {
      viewer,
      now,
      wakeAt: (at) => bell.wakeAt(at),
      emit: (work) => {
        const { listener } = work
        if (listener === undefined || listeners === undefined || listeners.includes(listener)) {
          this.#works.push(work)
        }
      },
    }
  }

  /** Notes the work, in one statement whatever its amount, and rings for what is due. */
  end(): void {
    const { now } = this.context
    const due = noteWork(this.#sql, this.#works, now)
    if (due === null) return
    if (due <= now) this.#bell.ring()
    else this.#bell.wakeAt(due)
  }
}
