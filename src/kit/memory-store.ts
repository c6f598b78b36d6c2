import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { Sql, Store, Tenant, Viewer } from '../contract.ts'
import type { StoreFeature } from '../store/feature.ts'
import { migrate } from '../store/migrate.ts'
import type { StoreStub } from '../store/rpc.ts'
import { createRunner } from '../store/run-call.ts'
import { StoreClient } from '../store/store-client.ts'

/** Time does not pass by itself in a test. */
const NOBODY_WAKES = (): void => {}

/**
 * A store in memory that runs the features' own SQL, behind the same client and runner as the real
 * one: what cannot be cloned does not get in, and every call is one transaction.
 *
 * @param now epoch milliseconds, for commands that note when they ran
 */
export function createMemoryStore(
  features: readonly StoreFeature[],
  now: () => number,
): (tenant: Tenant, viewer: Viewer) => Store {
  const database = new DatabaseSync(':memory:')
  const sql: Sql = {
    all: <Row>(statement: string, ...bindings: SQLInputValue[]) =>
      database.prepare(statement).all(...bindings) as Row[],
  }
  migrate(sql, features)
  const run = createRunner(features)
  const stub: StoreStub = {
    call: async (call) => {
      database.exec('BEGIN')
      try {
        const reply = run(sql, structuredClone(call), now(), NOBODY_WAKES)
        database.exec('COMMIT')
        return reply
      } catch (error) {
        database.exec('ROLLBACK')
        throw error
      }
    },
  }
  return (tenant, viewer) => new StoreClient(() => stub, tenant, viewer)
}
