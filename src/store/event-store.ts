import { DurableObject } from 'cloudflare:workers'
import type { Sql, SqlValue } from '../contract.ts'
import type { StoreFeature } from './feature.ts'
import { migrate } from './migrate.ts'
import { createPublications } from './publications.ts'
import { Publisher, type SnapshotRecords } from './publisher.ts'
import type { StoreCall, StoreReply } from './rpc.ts'
import { createRunner } from './run-call.ts'

/**
 * The class of an event's store for a base with these features; export it from the Worker.
 *
 * @param recordsOf where its Worker's environment keeps what events publish
 */
export function eventStoreClass<Env>(
  features: readonly StoreFeature[],
  recordsOf: (env: Env) => SnapshotRecords,
) {
  const publications = createPublications(features)

  return class extends DurableObject {
    readonly #sql: Sql
    readonly #run = createRunner(features)
    readonly #publisher: Publisher

    constructor(ctx: DurableObjectState, env: unknown) {
      super(ctx, env as Cloudflare.Env)
      const { storage } = ctx
      this.#sql = {
        all: <Row>(statement: string, ...bindings: SqlValue[]) =>
          storage.sql.exec(statement, ...bindings).toArray() as Row[],
      }
      storage.transactionSync(() => migrate(this.#sql, features))
      this.#publisher = new Publisher({
        sql: this.#sql,
        transaction: (work) => storage.transactionSync(work),
        storeId: ctx.id.name,
        records: recordsOf(env as Env),
        publications,
        wakeBy: (at) => this.#wakeBy(at),
        waitUntil: (promise) => ctx.waitUntil(promise),
      })
    }

    async call(call: StoreCall): Promise<StoreReply> {
      let wanted = Infinity
      const wakeAt = (at: number): void => {
        wanted = Math.min(wanted, at)
      }
      const { storage } = this.ctx
      const reply = storage.transactionSync(() => this.#run(this.#sql, call, Date.now(), wakeAt))
      if (wanted < Infinity) await this.#wakeBy(wanted)
      if (reply.ok) await this.#publisher.after(call.name)
      return reply
    }

    override async alarm(): Promise<void> {
      const wishes = this.ctx.storage.transactionSync(() =>
        features.map(({ wake }) => wake?.(this.#sql, Date.now()) ?? Infinity),
      )
      const next = Math.min(...wishes)
      if (next < Infinity) await this.#wakeBy(next)
      await this.#publisher.confirm()
    }

    /** There is one alarm; the earliest wish sets it. */
    async #wakeBy(at: number): Promise<void> {
      const set = await this.ctx.storage.getAlarm()
      if (set === null || at < set) await this.ctx.storage.setAlarm(at)
    }
  }
}
