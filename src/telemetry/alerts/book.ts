import type { Sql } from '../../contract.ts'
import type { Alert, AlertKind, KnownAlert } from '../../ports.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

/** How long alerts that are over are kept, in milliseconds. */
const KEPT = 30 * DAY

/** Nobody says of these that they are over: they are when nothing was heard of them for so long. */
const QUIET: Readonly<Record<AlertKind, number>> = {
  breaker: HOUR,
  platform: HOUR,
  parked: Infinity,
  publish: Infinity,
  // Looked at every hour while it goes on, and nobody looks once the host is given up.
  domain: 3 * HOUR,
}

/** Whether the operator is to be told now: that it began, or that it still goes on. */
export type Told = 'raised' | 'reminder' | null

/** Notes that something is wrong. One and the same is told once, and then once a day. */
export function noteAlert(
  sql: Sql,
  { kind, seam, host }: Omit<Alert, 'event'>,
  now: number,
): { readonly told: Told; readonly since: number; readonly times: number } {
  tidyUp(sql, now - KEPT)
  const [known] = sql.all<Row>('SELECT * FROM alerts WHERE kind = ? AND seam = ?', kind, seam)
  const goesOn = known !== undefined && isOpen(known, now)
  const told = goesOn ? (now - known.told >= DAY ? 'reminder' : null) : 'raised'
  const since = goesOn ? known.since : now
  const times = goesOn ? known.times + 1 : 1
  sql.all(
    'INSERT OR REPLACE INTO alerts VALUES (?, ?, ?, ?, ?, ?, ?, NULL)',
    kind,
    seam,
    host,
    since,
    now,
    times,
    told === null ? (known?.told ?? now) : now,
  )
  return { told, since, times }
}

/** What was over by then, and what could not be told. */
function tidyUp(sql: Sql, before: number): void {
  sql.all(
    "DELETE FROM alerts WHERE settled < ?1 OR (kind IN ('breaker', 'platform', 'domain') AND last < ?1)",
    before,
  )
  sql.all('DELETE FROM _outbox WHERE parked < ?', before)
}

/** Notes that it is over: when it comes back, the operator is told anew. */
export function settleAlert(
  sql: Sql,
  { kind, seam }: Pick<Alert, 'kind' | 'seam'>,
  now: number,
): void {
  sql.all(
    'UPDATE alerts SET settled = ? WHERE kind = ? AND seam = ? AND settled IS NULL',
    now,
    kind,
    seam,
  )
}

/** What is wrong now first, and then what was, the latest first. */
export const readAlerts = (sql: Sql, now: number): readonly KnownAlert[] =>
  sql
    .all<Row>('SELECT * FROM alerts ORDER BY last DESC LIMIT 100')
    .map((row) => {
      const { kind, seam, since, last, times } = row
      const settled = isOpen(row, now) ? null : (row.settled ?? last)
      return { kind, seam, since, last, times, settled }
    })
    .toSorted((a, b) => Number(a.settled !== null) - Number(b.settled !== null))

interface Row {
  readonly kind: AlertKind
  readonly seam: string
  readonly host: string | null
  readonly since: number
  readonly last: number
  readonly times: number
  readonly told: number
  readonly settled: number | null
}

const isOpen = ({ kind, settled, last }: Row, now: number): boolean =>
  settled === null && now - last < QUIET[kind]
