import type { Sql } from '../contract.ts'
import type { CountedCalls, FaultCounts, KeepAlive, NotePoint, OutboundCount } from '../ports.ts'

const DAY = 24 * 60 * 60_000

/** Days that calls are counted for. */
const KEPT = 30

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** Adds calls to those of the day. */
export function countCalls(sql: Sql, calls: readonly CountedCalls[], now: number): void {
  sql.all('DELETE FROM outbound WHERE day <= ?', dayOf(now - KEPT * DAY))
  for (const { host, calls: more, failed } of calls) {
    sql.all(
      `INSERT INTO outbound VALUES (?, ?, ?, ?) ON CONFLICT (day, host) DO UPDATE SET
         calls = calls + excluded.calls, failed = failed + excluded.failed`,
      dayOf(now),
      host,
      more,
      failed,
    )
  }
}

export const readCalls = (sql: Sql, now: number): readonly OutboundCount[] =>
  sql.all<OutboundCount>(
    `SELECT host, sum(calls) AS calls, sum(failed) AS failed, sum(iif(day = ?, calls, 0)) AS today
     FROM outbound WHERE day > ? GROUP BY host ORDER BY calls DESC, host`,
    dayOf(now),
    dayOf(now - KEPT * DAY),
  )

/** Milliseconds in which an isolate gathers calls: hooks make many at once. */
const GATHERED = 500

type Outbound = Extract<NotePoint, { type: 'outbound' }>

/** One isolate's calls that are yet to be counted, by event and host. */
export class OutboundTally {
  readonly #counts: Pick<FaultCounts, 'called'>
  readonly #keepAlive: KeepAlive
  readonly #events = new Map<string, Map<string, { calls: number; failed: number }>>()

  constructor(counts: Pick<FaultCounts, 'called'>, keepAlive: KeepAlive) {
    this.#counts = counts
    this.#keepAlive = keepAlive
  }

  add({ event, host, status }: Outbound): void {
    const known = this.#events.get(event)
    const hosts = known ?? new Map<string, { calls: number; failed: number }>()
    const count = hosts.get(host ?? '') ?? { calls: 0, failed: 0 }
    count.calls++
    if (status === null || status >= 500) count.failed++
    hosts.set(host ?? '', count)
    if (known !== undefined) return
    this.#events.set(event, hosts)
    this.#keepAlive(this.#count(event))
  }

  async #count(event: string): Promise<void> {
    await new Promise((resolve) => void setTimeout(resolve, GATHERED))
    const hosts = this.#events.get(event) ?? []
    this.#events.delete(event)
    await this.#counts.called(
      event,
      Array.from(hosts, ([host, count]) => ({ host, ...count })),
    )
  }
}
