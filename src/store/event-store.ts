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

    async call(call: StoreCall): Promise<StoreReply> {
      let wanted = Infinity
      const wakeAt = (at: number): void => {
        wanted = Math.min(wanted, at)
      }
      const { storage } = this.ctx
      const reply = storage.transactionSync(() => this.#run(this.#sql, call, Date.now(), wakeAt))
      if (wanted < Infinity) await this.#wakeBy(wanted)
      return reply
    }

    override async alarm(): Promise<void> {
      const wishes = this.ctx.storage.transactionSync(() =>
        features.map(({ wake }) => wake?.(this.#sql, Date.now()) ?? Infinity),
      )
      const next = Math.min(...wishes)
      if (next < Infinity) await this.#wakeBy(next)
    }

    /** There is one alarm; the earliest wish sets it. */
    async #wakeBy(at: number): Promise<void> {
      const set = await this.ctx.storage.getAlarm()
      if (set === null || at < set) await this.ctx.storage.setAlarm(at)
    }
  }
}
