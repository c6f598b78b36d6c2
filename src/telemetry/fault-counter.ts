import { DurableObject } from 'cloudflare:workers'
import type { FaultBin, FaultCount } from '../ports.ts'

const HOUR = 60 * 60 * 1000
const BIN = 5 * 60 * 1000

/** One event's count of pieces given up, reported by every isolate that gives one up. */
export class FaultCounter extends DurableObject {
  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env as Cloudflare.Env)
    ctx.storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS openings (seam TEXT NOT NULL, at INTEGER NOT NULL) STRICT',
    )
  }

  opened(seam: string): void {
    const now = Date.now()
    this.ctx.storage.sql.exec('DELETE FROM openings WHERE at < ?', now - HOUR)
    this.ctx.storage.sql.exec('INSERT INTO openings VALUES (?, ?)', seam, now)
  }

  recent(): FaultCount[] {
    const rows = this.ctx.storage.sql.exec<{ seam: string; openings: number; last: number }>(
      `SELECT seam, count(*) AS openings, max(at) AS last FROM openings WHERE at >= ?
       GROUP BY seam ORDER BY openings DESC, seam`,
      Date.now() - HOUR,
    )
    return rows.toArray()
  }

  history(): FaultBin[] {
    const rows = this.ctx.storage.sql.exec<{ seam: string; at: number; openings: number }>(
      `SELECT seam, at / ${BIN} * ${BIN} AS at, count(*) AS openings FROM openings WHERE at >= ?
       GROUP BY 1, 2 ORDER BY seam, 2`,
      Date.now() - HOUR,
    )
    return rows.toArray()
  }
}
