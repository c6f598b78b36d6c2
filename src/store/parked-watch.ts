import type { Sql } from '../contract.ts'
import { readRing } from './owner.ts'

/** How a store says that work of a topic was put aside for the operator, and when none is any more. */
export interface ParkedAlerts {
  raise(alert: ParkedAlert & { readonly host: string | null }): Promise<void>
  settled(alert: ParkedAlert): Promise<void>
}

interface ParkedAlert {
  readonly kind: 'parked'
  readonly event: string
  /** The topic: `hooks`, `mails`. */
  readonly seam: string
}

export interface ParkedWatchParts {
  readonly sql: Sql
  /** null where nobody is told. */
  readonly alerts: ParkedAlerts | null
  readonly waitUntil: (promise: Promise<unknown>) => void
  readonly wakeBy: (at: number) => void
}

/** Milliseconds until it is said again where it was not heard. */
const AGAIN = 60_000

/** Watches what is parked. What was said is kept: it outlives the object. */
export class ParkedWatch {
  readonly #parts: ParkedWatchParts

  constructor(parts: ParkedWatchParts) {
    this.#parts = parts
  }

  /** Says what has changed since it last said something; without a turn of the event loop. */
  look(): void {
    const { sql, alerts, waitUntil } = this.#parts
    if (alerts === null) return
    const [row] = sql.all<{ said: string; parked: string }>(
      `SELECT coalesce((SELECT value FROM _meta WHERE key = 'parked'), '{}') AS said,
         (SELECT json_group_object(topic, n) FROM (SELECT topic, count(*) AS n FROM _outbox
           WHERE parked IS NOT NULL GROUP BY topic ORDER BY topic)) AS parked`,
    )
    const ring = row === undefined || row.said === row.parked ? null : readRing(sql)
    if (row !== undefined && ring !== null) waitUntil(this.#say(alerts, ring, row))
  }

  async #say(
    alerts: ParkedAlerts,
    { event, host }: { readonly event: string; readonly host: string },
    { said, parked }: { readonly said: string; readonly parked: string },
  ): Promise<void> {
    const [before, now] = [JSON.parse(said) as Counts, JSON.parse(parked) as Counts]
    try {
      for (const [seam, count] of Object.entries(now)) {
        if (count > (before[seam] ?? 0)) await alerts.raise({ kind: 'parked', event, seam, host })
      }
      for (const seam of Object.keys(before)) {
        if (now[seam] === undefined) await alerts.settled({ kind: 'parked', event, seam })
      }
      this.#parts.sql.all(
        `INSERT INTO _meta VALUES ('parked', ?)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
        parked,
      )
    } catch {
      this.#parts.wakeBy(Date.now() + AGAIN)
    }
  }
}

/** Topic → pieces of work that are parked. */
type Counts = Readonly<Record<string, number>>
