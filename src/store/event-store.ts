import { DurableObject } from 'cloudflare:workers'
import type { Ring, Sql, SqlValue } from '../contract.ts'
import { Wishes } from './bell.ts'
import type { StoreFeature } from './feature.ts'
import { Keeper } from './keeper.ts'
import { migrate } from './migrate.ts'
import { OUTBOX, type OutboxOptions } from './outbox.ts'
import { OUTBOX_CALLS } from './outbox-operations.ts'
import { type ParkedAlerts, ParkedWatch } from './parked-watch.ts'
import { createPublications } from './publications.ts'
import { Publisher, type SnapshotRecords } from './publisher.ts'
import { MOST_CALLS, type StoreCall, type StoreReply } from './rpc.ts'
import { createRunner } from './run-call.ts'

export interface EventStoreParts<Env> {
  readonly features: readonly StoreFeature[]
  /** Where its Worker's environment keeps what events publish. */
  readonly recordsOf: (env: Env) => SnapshotRecords
  /** How its Worker's environment is told that there is work; null where nobody does any. */
  readonly ringOf: (env: Env) => ((ring: Ring) => Promise<void>) | null
  /** How its Worker's environment is told what was given up; left out, nobody is. */
  readonly alertsOf?: (env: Env) => ParkedAlerts
  readonly outbox?: OutboxOptions
  /** See `createTold`. */
  readonly quiet?: number
}

/** After which something may be parked, or no longer. */
const CHANGE_PARKED: ReadonlySet<string> = new Set([
  OUTBOX_CALLS.work.name,
  OUTBOX_CALLS.replay.name,
  OUTBOX_CALLS.drop.name,
])

const openSql = (sql: SqlStorage): Sql => ({
  all: <Row>(statement: string, ...bindings: SqlValue[]) =>
    sql.exec(statement, ...bindings).toArray() as Row[],
})

async function together(
  calls: readonly StoreCall[],
  answer: (call: StoreCall) => Promise<StoreReply>,
): Promise<readonly StoreReply[]> {
  if (calls.length > MOST_CALLS) throw new Error(`At most ${MOST_CALLS} calls at once.`)
  return Promise.all(calls.map(answer))
}

/** The class of an event's store for a base with these features; export it from the Worker. */
export function eventStoreClass<Env>(parts: EventStoreParts<Env>) {
  const { features, outbox = OUTBOX } = parts
  const publications = createPublications(features)

  return class extends DurableObject {
    readonly #sql: Sql
    readonly #run = createRunner(features, outbox, parts.quiet)
    readonly #publisher: Publisher
    readonly #keeper: Keeper
    readonly #parked: ParkedWatch

    constructor(ctx: DurableObjectState, env: unknown) {
      super(ctx, env as Cloudflare.Env)
      const { storage } = ctx
      this.#sql = openSql(storage.sql)
      const common = {
        sql: this.#sql,
        transaction: <T>(work: () => T) => storage.transactionSync(work),
        waitUntil: (promise: Promise<unknown>) => ctx.waitUntil(promise),
      }
      const send = parts.ringOf(env as Env)
      this.#keeper = new Keeper({ ...common, storage, features, outbox, send })
      this.#publisher = new Publisher({
        ...common,
        storeId: ctx.id.name,
        records: parts.recordsOf(env as Env),
        publications,
        wakeBy: (at) => this.#keeper.wakeBy(at),
      })
      this.#parked = new ParkedWatch({
        ...common,
        alerts: parts.alertsOf?.(env as Env) ?? null,
        wakeBy: (at) => this.#keeper.wakeBy(at),
      })
      void ctx.blockConcurrencyWhile(async () => {
        await this.#keeper.load()
        const changed = storage.transactionSync(() => migrate(this.#sql, features))
        this.#keeper.look()
        // What older code has left undone is for the features to see.
        if (changed) this.#keeper.wakeBy(Date.now())
      })
    }

    async call(call: StoreCall): Promise<StoreReply> {
      const wishes = new Wishes()
      const run = (): StoreReply => this.#run(this.#sql, call, Date.now(), wishes)
      const reply = this.ctx.storage.transactionSync(run)
      if (call.name === OUTBOX_CALLS.work.name) this.#keeper.cameFor()
      else if (reply.ok) this.#keeper.called(wishes)
      this.#keeper.heed(wishes)
      if (CHANGE_PARKED.has(call.name)) this.#parked.look()
      if (reply.ok) await this.#publisher.after(call.name)
      return reply
    }

    calls(calls: readonly StoreCall[]): Promise<readonly StoreReply[]> {
      return together(calls, (call) => this.call(call))
    }

    override async alarm(): Promise<void> {
      this.#keeper.wake()
      this.#parked.look()
      await this.#publisher.confirm()
    }
  }
}
