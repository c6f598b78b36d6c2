import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { Sql } from '../contract.ts'
import type { OpenStore } from '../ports.ts'
import { Wishes } from '../store/bell.ts'
import type { StoreFeature } from '../store/feature.ts'
import { migrate } from '../store/migrate.ts'
import type { StoreStub } from '../store/rpc.ts'
import { createRunner } from '../store/run-call.ts'
import { StoreClient } from '../store/store-client.ts'
import { wakeFeatures } from '../store/wake.ts'
import type { Alarm } from './test-clock.ts'

export interface MemoryStore {
  readonly open: OpenStore
  /** What its callers call. */
  readonly stub: StoreStub
  /** What becomes due in it. */
  readonly alarm: Alarm
  /** The database itself, past all code: for tests that look what is left in it. */
  readonly sql: Sql
}

/**
 * A store in memory that runs the features' own SQL, behind the same client and runner as the real
 * one: what cannot be cloned does not get in, and every call is one transaction.
 *
 * @param now epoch milliseconds; time does not pass by itself in a test
 */
export function createMemoryStore(
  features: readonly StoreFeature[],
  now: () => number,
): MemoryStore {
  const database = new DatabaseSync(':memory:')
  const prepared = new Map<string, StatementSync>()
  const prepare = (statement: string): StatementSync => {
    const known = prepared.get(statement) ?? database.prepare(statement)
    prepared.set(statement, known)
    return known
  }
  const sql: Sql = {
    all: <Row>(statement: string, ...bindings: SQLInputValue[]) =>
      prepare(statement).all(...bindings) as Row[],
  }
  migrate(sql, features)
  // There is one version of an event in a test, and then perhaps another.
  const run = createRunner(features, undefined, 0)
  const transaction = <T>(work: () => T): T => {
    database.exec('BEGIN')
    try {
      const done = work()
      database.exec('COMMIT')
      return done
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }
  let wishes = new Wishes()
  const stub: StoreStub = {
    call: async (call) => transaction(() => run(sql, structuredClone(call), now(), wishes)),
    calls: (calls) => Promise.all(calls.map((call) => stub.call(call))),
  }
  return {
    sql,
    stub,
    open: (...whose) => new StoreClient(() => stub, ...whose),
    alarm: {
      due: () => (wishes.rings ? now() : wishes.at === Infinity ? null : wishes.at),
      ring: async () => {
        wishes = new Wishes()
        transaction(() => wakeFeatures(sql, features, now(), wishes))
      },
    },
  }
}
