import type { Sql } from '../../contract.ts'
import type { Alerts } from '../../ports.ts'

/** Milliseconds after which what was decided should have arrived, whatever was in its way. */
const LATE = 2 * 60_000

const LAG = { event: '', kind: 'publish', seam: 'publish' } as const

/** Tells the operator when what was decided does not arrive, and when it has. */
export class LagWatch {
  readonly #sql: Sql
  readonly #alerts: Alerts
  /** null before anything was said: whoever was here before may have said it. */
  #said: boolean | null = null

  constructor(sql: Sql, alerts: Alerts) {
    this.#sql = sql
    this.#alerts = alerts
  }

  /** Never rejects. */
  async look(now: number): Promise<void> {
    const [oldest] = this.#sql.all<{ target: string }>(
      'SELECT target FROM publications WHERE published = 0 AND since <= ? ORDER BY since LIMIT 1',
      now - LATE,
    )
    const lags = oldest !== undefined
    if (!lags && this.#said === false) return
    const [, host = null] = /^host:(.*)$/.exec(oldest?.target ?? '') ?? []
    try {
      await (lags ? this.#alerts.raise({ ...LAG, host }) : this.#alerts.settled(LAG))
      this.#said = lags
    } catch {
      // What lags wakes the registrar again, and then it is said.
    }
  }
}
