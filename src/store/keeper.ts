import type { Ring, Sql } from '../contract.ts'
import { Alarm, type AlarmStorage } from '../alarm.ts'
import { Wishes } from './bell.ts'
import type { StoreFeature } from './feature.ts'
import { againAfter, nextDue, type OutboxOptions } from './outbox.ts'
import { readRing } from './owner.ts'
import { Ringer } from './ringer.ts'
import { wakeFeatures } from './wake.ts'

/** What of its Durable Object a keeper needs. */
export interface KeeperParts {
  readonly sql: Sql
  readonly transaction: (run: () => void) => void
  readonly storage: AlarmStorage
  readonly features: readonly StoreFeature[]
  readonly outbox: OutboxOptions
  /** null where nobody would hear it. */
  readonly send: ((ring: Ring) => Promise<void>) | null
  readonly waitUntil: (promise: Promise<unknown>) => void
}

/** What a store does without being asked: it wakes itself in time, and rings for what is to be done. */
export class Keeper {
  readonly #parts: KeeperParts
  readonly #alarm: Alarm
  readonly #ringer: Ringer
  /** Whether something is due that nobody came for: whoever calls may be what it waited for. */
  #isLeft = false

  constructor(parts: KeeperParts) {
    this.#parts = parts
    this.#alarm = new Alarm(parts.storage)
    this.#ringer = new Ringer(parts.send, () => Date.now())
  }

  /** To be awaited before anything else. */
  load(): Promise<void> {
    return this.#alarm.load()
  }

  wakeBy(at: number): void {
    this.#alarm.by(at)
  }

  /** Sees what was left before the object was last put away; its tables have to be there. */
  look(): void {
    this.#isLeft = this.#waited(Date.now()) >= this.#parts.outbox.again
  }

  /** Somebody has come for work. */
  cameFor(): void {
    this.#ringer.answered()
    this.#isLeft = false
  }

  /** Somebody else has: the event is served, so that what was left may be done by now. */
  called(wishes: Wishes): void {
    if (this.#isLeft) wishes.ring()
  }

  /** In the same turn of the event loop as the transaction: the alarm is kept with what it is for. */
  heed(wishes: Wishes, again = this.#parts.outbox.again): void {
    const { sql, waitUntil } = this.#parts
    if (wishes.rings && this.#ringer.isHeard) {
      wishes.wakeAt(Date.now() + again)
      waitUntil(this.#ringer.ring(readRing(sql)))
    }
    if (wishes.at < Infinity) this.#alarm.by(wishes.at)
  }

  /** The alarm went off. Never throws: the platform gives an alarm up that fails a few times. */
  wake(): void {
    const { sql, transaction, features, outbox } = this.#parts
    const now = Date.now()
    const wishes = new Wishes()
    this.#alarm.wentOff()
    try {
      transaction(() => wakeFeatures(sql, features, now, wishes))
    } catch (error) {
      wishes.wakeAt(now + outbox.again)
      console.error(
        JSON.stringify({ type: 'fault', event: '', seam: 'alarm', error: String(error) }),
      )
    }
    const waited = this.#waited(now)
    this.#isLeft = waited >= outbox.again
    if (waited < 0) wishes.wakeAt(now - waited)
    else {
      // Whoever was rung for has not come, or has left something.
      this.#ringer.answered()
      wishes.ring()
    }
    this.heed(wishes, againAfter(waited, outbox))
  }

  /** Milliseconds that work has been due; negative until some is, infinitely where none will be. */
  #waited(now: number): number {
    const due = this.#ringer.isHeard ? nextDue(this.#parts.sql) : null
    return due === null ? -Infinity : now - due
  }
}
