import { DurableObject } from 'cloudflare:workers'
import type { Sql, SqlValue } from '../contract.ts'
import type {
  Alert,
  AlertState,
  CountedCalls,
  FaultBin,
  FaultCount,
  OutboundCount,
} from '../ports.ts'
import { type AlertOutlets, AlertDesk, type DeskParts } from './alerts/desk.ts'
import { noteOpening, readBins, readOpenings } from './openings.ts'
import { countCalls, readCalls } from './outbound-counts.ts'

/** The name of the counter of what is nobody's own; no event's key begins like it. */
export const PLATFORM_COUNTER = '_platform'

export interface CounterParts<Env> extends Pick<DeskParts, 'options'> {
  readonly outletsOf: (env: Env) => AlertOutlets
  /** Epoch milliseconds; the clock on the wall when left out. */
  readonly now?: () => number
}

/**
 * The class of one event's counter: of pieces given up, as every isolate reports them, of calls to other
 * systems, and of what the operator is told.
 */
export function faultCounterClass<Env>({
  outletsOf,
  options,
  now = () => Date.now(),
}: CounterParts<Env>) {
  return class extends DurableObject {
    readonly #sql: Sql
    readonly #desk: AlertDesk

    constructor(ctx: DurableObjectState, env: unknown) {
      super(ctx, env as Cloudflare.Env)
      const { storage } = ctx
      this.#sql = {
        all: <Row>(statement: string, ...bindings: SqlValue[]) =>
          storage.sql.exec(statement, ...bindings).toArray() as Row[],
      }
      this.#desk = new AlertDesk({
        sql: this.#sql,
        transaction: (work) => storage.transactionSync(work),
        alarm: storage,
        outlets: outletsOf(env as Env),
        options,
        event: ctx.id.name === PLATFORM_COUNTER ? '' : (ctx.id.name ?? ''),
        now,
      })
      void ctx.blockConcurrencyWhile(() => this.#desk.open())
    }

    opened(seam: string): void {
      noteOpening(this.#sql, seam, now())
      this.#desk.raise({ kind: 'breaker', seam, host: null })
    }

    recent(): readonly FaultCount[] {
      return readOpenings(this.#sql, now())
    }

    history(): readonly FaultBin[] {
      return readBins(this.#sql, now())
    }

    called(calls: readonly CountedCalls[]): void {
      countCalls(this.#sql, calls, now())
    }

    outbound(): readonly OutboundCount[] {
      return readCalls(this.#sql, now())
    }

    raise(alert: Omit<Alert, 'event'>): void {
      this.#desk.raise(alert)
    }

    settled(alert: Pick<Alert, 'kind' | 'seam'>): void {
      this.#desk.settled(alert)
    }

    state(): AlertState {
      return this.#desk.state()
    }

    override alarm(): Promise<void> {
      return this.#desk.wake()
    }
  }
}
