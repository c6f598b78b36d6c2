import { ANONYMOUS, type Sql } from '../contract.ts'
import { SNAPSHOT_SCHEMA, type Snapshot, snapshotKey } from '../snapshot.ts'
import { within } from '../within.ts'
import { confirm, isUnconfirmed, type Publications } from './publications.ts'

/** What of KV is needed. */
export interface SnapshotRecords {
  put(key: string, text: string): Promise<void>
}

/** What of its Durable Object a publisher needs. */
export interface PublisherParts {
  readonly sql: Sql
  readonly transaction: <T>(run: () => T) => T
  /** The object's name; an object that an alarm woke may not know it. */
  readonly storeId: string | undefined
  readonly records: SnapshotRecords
  readonly publications: Publications
  readonly wakeBy: (at: number) => void
  readonly waitUntil: (promise: Promise<unknown>) => void
}

/** Milliseconds after which a change is put a second time, and a failed put is tried again. */
const AGAIN = 60_000

/** Milliseconds KV has for a put. */
const TIMEOUT = 5_000

/**
 * Puts what an event publishes into KV. The event's one store object is the only writer of its key and
 * puts one after the other, so that an older state never follows a newer one.
 */
export class Publisher {
  readonly #parts: PublisherParts
  #turn: Promise<unknown> = Promise.resolve()
  #askedAt = 0

  constructor(parts: PublisherParts) {
    this.#parts = parts
  }

  /** To be told of every operation that has gone well. A change is published before it is answered. */
  async after(operation: string): Promise<void> {
    const { publications, wakeBy, waitUntil } = this.#parts
    const now = Date.now()
    if (publications.changes(operation)) {
      wakeBy(now + AGAIN)
      await this.#publish()
    } else if (operation === publications.query.name && now - this.#askedAt >= AGAIN) {
      // Who asks has found nothing of use in KV. Isolates by the hundred may do so at once.
      this.#askedAt = now
      waitUntil(this.#publish())
    }
  }

  /**
   * Puts what was changed lately once more: a put that had failed, or that had seemed to and came
   * through late, over a newer one.
   */
  async confirm(): Promise<void> {
    const { sql, wakeBy } = this.#parts
    if (!isUnconfirmed(sql)) return
    const version = await this.#publish()
    if (version === null) wakeBy(Date.now() + AGAIN)
    else confirm(sql, version)
  }

  /** The version that was put; null when KV did not take it. */
  #publish(): Promise<number | null> {
    const put = this.#turn.then(() => this.#put())
    this.#turn = put
    return put
  }

  /** Never rejects: the change that is to be published stands. */
  async #put(): Promise<number | null> {
    const { transaction, records, storeId = '' } = this.#parts
    try {
      const snapshot = transaction(() => this.#snapshot())
      const key = snapshotKey(snapshot.event, snapshot.storeId)
      await within(records.put(key, JSON.stringify(snapshot)), TIMEOUT, tooLate)
      return snapshot.version
    } catch (error) {
      const told = { type: 'fault', event: '', seam: `publish:${storeId}`, error: String(error) }
      console.error(JSON.stringify(told))
      return null
    }
  }

  #snapshot(): Snapshot {
    const { sql, publications } = this.#parts
    const at = Date.now()
    const context = { viewer: ANONYMOUS, now: at, wakeAt: () => undefined, emit: () => undefined }
    const { version, data } = publications.query.run(sql, {}, context)
    return { schema: SNAPSHOT_SCHEMA, ...this.#owner(), version, at, data }
  }

  /** The store id is kept: the next one to ask may be an alarm. */
  #owner(): Pick<Snapshot, 'event' | 'storeId'> {
    const { sql, storeId } = this.#parts
    if (storeId !== undefined) sql.all("INSERT OR IGNORE INTO _meta VALUES ('store', ?)", storeId)
    const rows = sql.all<{ key: string; value: string }>(
      "SELECT key, value FROM _meta WHERE key IN ('event', 'store')",
    )
    const meta = new Map(rows.map(({ key, value }) => [key, value]))
    const [event, store] = [meta.get('event'), meta.get('store')]
    if (event !== undefined && store !== undefined) return { event, storeId: store }
    throw new Error('A store publishes after its first call, and is opened by name (idFromName).')
  }
}

function tooLate(): never {
  throw new Error('KV did not take the snapshot in time.')
}
