import { DurableObject } from 'cloudflare:workers'
import type { Sql, SqlValue } from '../contract.ts'
import type { StoreFeature } from './feature.ts'
import { migrate } from './migrate.ts'
import type { StoreCall, StoreReply } from './rpc.ts'
import { createRunner } from './run-call.ts'

/** The class of an event's store for a base with these features; export it from the Worker. */
export function eventStoreClass(features: readonly StoreFeature[]) {
  return class extends DurableObject {
    readonly #sql: Sql
    readonly #run = createRunner(features)

    constructor(ctx: DurableObjectState, env: unknown) {
      super(ctx, env as Cloudflare.Env)
      this.#sql = {
        all: <Row>(statement: string, ...bindings: SqlValue[]) =>
          ctx.storage.sql.exec(statement, ...bindings).toArray() as Row[],
      }
      ctx.storage.transactionSync(() => migrate(this.#sql, features))
    }

    call(call: StoreCall): StoreReply {
      return this.ctx.storage.transactionSync(() => this.#run(this.#sql, call, Date.now()))
    }
  }
}
