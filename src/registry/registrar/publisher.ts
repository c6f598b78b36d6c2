import type { Sql, Tenant } from '../../contract.ts'
import type { Alerts, Dns } from '../../ports.ts'
import { within } from '../../within.ts'
import { type Copy, endCopy, readCopy } from './copies.ts'
import { servesIn } from './domains.ts'
import { liveList } from './live-list.ts'
import {
  dueTargets,
  failTarget,
  type Publication,
  readPublication,
  settleTarget,
} from './targets.ts'
import { LIVE_EVENTS_KEY } from '../kv-live-events.ts'

/** Where what was decided goes. Each rejects when it did not get there. */
export interface Outlets {
  /** KV, as requests read it. */
  readonly records: KvRecords
  /** Tells an event's store whether the event is suspended, as of a revision. */
  readonly tellStore: (store: ToldStore) => Promise<void>
  /** Has the one event's store take over what is set up in the other's. Done again it changes nothing. */
  readonly handOn: (copy: Copy) => Promise<void>
  /** Where domains' owners show what they want. */
  readonly dns: Dns
  /** Tells the operator of what does not arrive, and of proofs that are lost; left out, nobody is told. */
  readonly alerts?: Alerts
}

export interface KvRecords {
  get(key: string): Promise<string | null>
  put(key: string, text: string): Promise<void>
  delete(key: string): Promise<void>
  /** Keys with a prefix, some at a time; `cursor` is null for the first and after the last. */
  list(
    prefix: string,
    cursor: string | null,
  ): Promise<{ readonly keys: readonly string[]; readonly cursor: string | null }>
}

export interface ToldStore {
  readonly key: string
  readonly storeId: string
  readonly canonicalHost: string
  readonly suspended: boolean
  readonly revision: number
}

export interface PublisherParts {
  readonly sql: Sql
  readonly outlets: Outlets
  readonly now: () => number
}

/** Milliseconds that an outlet has. */
const TIMEOUT = 10_000

/** Milliseconds until something is tried again: doubled by each try. */
const [PAUSE, LONGEST_PAUSE] = [1_000, 60_000]

/**
 * Targets of what is due that are under way at once, and most that one round takes. Few at once: an
 * object has six connections, and whoever asks for something meanwhile stands behind all of them.
 */
const [AT_ONCE, A_ROUND] = [10, 500]

/** Milliseconds of a round after which whoever asks for something is let in. */
const BREATH = 50

/**
 * Brings every target to what was decided last. What it is to hold is read at the moment it is put,
 * and one target is put one after the other, so that nothing older follows something newer.
 */
export class Publisher {
  readonly #parts: PublisherParts
  readonly #turns = new Map<string, Promise<unknown>>()

  constructor(parts: PublisherParts) {
    this.#parts = parts
  }

  /** Tries these once, each for itself; never rejects. */
  async publish(targets: readonly string[]): Promise<void> {
    await Promise.all(targets.map((target) => this.#inTurn([target])))
  }

  /** Tries what is due, some of it where it is much; never rejects. */
  async publishDue(): Promise<void> {
    const { sql, now } = this.#parts
    const due = dueTargets(sql, now(), A_ROUND)
    let since = now()
    for (let at = 0; at < due.length; at += AT_ONCE) {
      await this.#inTurn(due.slice(at, at + AT_ONCE))
      if (now() - since < BREATH) continue
      // Only a timer lets in who asks meanwhile: what is ready here would go first.
      await new Promise((resolve) => setTimeout(resolve, 1))
      since = now()
    }
  }

  #inTurn(targets: readonly string[]): Promise<void> {
    const before = targets.map((target) => this.#turns.get(target) ?? Promise.resolve())
    const turn = Promise.all(before).then(() => this.#tryOnce(targets))
    for (const target of targets) this.#turns.set(target, turn)
    return turn.finally(() => {
      for (const target of targets) {
        if (this.#turns.get(target) === turn) this.#turns.delete(target)
      }
    })
  }

  async #tryOnce(targets: readonly string[]): Promise<void> {
    const { sql } = this.#parts
    const publications = targets.flatMap((target) => readPublication(sql, target) ?? [])
    const errors = await Promise.all(publications.map(({ target }) => this.#fails(target)))
    // All in one turn: the disk is waited for once, and not once for each.
    for (const [i, publication] of publications.entries()) {
      this.#note(publication, errors[i] ?? null)
    }
  }

  /** What has gone wrong; null for nothing. */
  async #fails(target: string): Promise<string | null> {
    try {
      await within(this.#bring(target), TIMEOUT, tooLate)
      return null
    } catch (error) {
      return String(error)
    }
  }

  #note(publication: Publication, error: string | null): void {
    const { sql, now } = this.#parts
    if (error === null) return settleTarget(sql, publication, now())
    const due = now() + Math.min(PAUSE * 2 ** publication.tries, LONGEST_PAUSE)
    failTarget(sql, publication, error, due)
    const seam = `publish:${publication.target}`
    console.error(JSON.stringify({ type: 'fault', event: '', seam, error }))
  }

  #bring(target: string): Promise<void> {
    const { sql, outlets } = this.#parts
    if (target.startsWith('store:')) {
      const store = storeState(sql, target.slice('store:'.length))
      return store === null ? Promise.resolve() : outlets.tellStore(store)
    }
    if (target.startsWith('copy:')) return this.#copy(target.slice('copy:'.length))
    const text = target === LIVE_EVENTS_KEY ? liveList(sql) : recordOn(sql, target)
    return text === null ? outlets.records.delete(target) : outlets.records.put(target, text)
  }

  async #copy(storeId: string): Promise<void> {
    const { sql, outlets } = this.#parts
    const copy = readCopy(sql, storeId)
    if (copy === null) return
    await outlets.handOn(copy)
    endCopy(sql, storeId)
  }
}

/** What KV is to hold for a host; null for nothing. */
export function recordOn(sql: Sql, target: string): string | null {
  const [row] = sql.all<{ record: string }>(
    `SELECT t.record FROM hosts h JOIN tenants t ON t.key = h.key
     WHERE h.host = ? AND h.free IS NULL AND ${servesIn('h.host')}`,
    target.slice('host:'.length),
  )
  return row?.record ?? null
}

/** Nobody's store is closed: its event was deleted. */
function storeState(sql: Sql, storeId: string): ToldStore | null {
  const [owner] = sql.all<{ record: string }>(
    'SELECT record FROM tenants WHERE store_id = ?',
    storeId,
  )
  if (owner !== undefined) {
    const { key, canonicalHost, status, revision } = JSON.parse(owner.record) as Tenant
    return { key, storeId, canonicalHost, suspended: status === 'suspended', revision }
  }
  const [left] = sql.all<{ key: string; host: string; closed: number | null }>(
    'SELECT key, host, closed FROM stores WHERE store_id = ?',
    storeId,
  )
  if (left === undefined) return null
  const { key, host: canonicalHost, closed } = left
  return { key, storeId, canonicalHost, suspended: true, revision: closed ?? 0 }
}

function tooLate(): never {
  throw new Error('It did not answer in time.')
}
