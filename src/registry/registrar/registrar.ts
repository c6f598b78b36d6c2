import { DurableObject } from 'cloudflare:workers'
import type { SqlValue } from '../../contract.ts'
import { Office, type OfficeParts } from './office.ts'
import type { RegistrarCall } from './registrar-client.ts'

export interface RegistrarParts<Env> extends Pick<OfficeParts, 'patience'> {
  readonly rulesOf: (env: Env) => OfficeParts['rules']
  readonly outletsOf: (env: Env) => OfficeParts['outlets']
  /** Epoch milliseconds; the clock on the wall when left out. */
  readonly now?: () => number
}

/** The class of the registrar; export it from the Worker. */
export function registrarClass<Env>({ rulesOf, outletsOf, ...given }: RegistrarParts<Env>) {
  return class extends DurableObject {
    readonly #office: Office

    constructor(ctx: DurableObjectState, env: unknown) {
      super(ctx, env as Cloudflare.Env)
      const { storage } = ctx
      this.#office = new Office({
        now: () => Date.now(),
        ...given,
        sql: {
          all: <Row>(statement: string, ...bindings: SqlValue[]) =>
            storage.sql.exec(statement, ...bindings).toArray() as Row[],
        },
        transaction: (work) => storage.transactionSync(work),
        alarm: storage,
        waitUntil: (promise) => ctx.waitUntil(promise),
        rules: rulesOf(env as Env),
        outlets: outletsOf(env as Env),
      })
      void ctx.blockConcurrencyWhile(() => this.#office.open())
    }

    call(call: RegistrarCall): Promise<string> {
      return this.#office.call(call)
    }

    override alarm(): Promise<void> {
      return this.#office.wake()
    }
  }
}
