import type { Sql } from '../contract.ts'
import type { FaultBin, FaultCount } from '../ports.ts'

const HOUR = 60 * 60 * 1000
const BIN = 5 * 60 * 1000

/** Notes that a piece was given up in some isolate. */
export function noteOpening(sql: Sql, seam: string, now: number): void {
  sql.all('DELETE FROM openings WHERE at < ?', now - HOUR)
  sql.all('INSERT INTO openings VALUES (?, ?)', seam, now)
}

export const readOpenings = (sql: Sql, now: number): readonly FaultCount[] =>
  sql.all(
    `SELECT seam, count(*) AS openings, max(at) AS last FROM openings WHERE at >= ?
     GROUP BY seam ORDER BY openings DESC, seam`,
    now - HOUR,
  )

export const readBins = (sql: Sql, now: number): readonly FaultBin[] =>
  sql.all(
    `SELECT seam, at / ${BIN} * ${BIN} AS at, count(*) AS openings FROM openings WHERE at >= ?
     GROUP BY 1, 2 ORDER BY seam, 2`,
    now - HOUR,
  )
