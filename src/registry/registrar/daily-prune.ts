import { ok, type Sql } from '../../contract.ts'
import { prune } from './prune.ts'
import type { Authorship } from './tenant-calls.ts'
import { write } from './turn.ts'

const DAY = 24 * 60 * 60_000

/** Prunes by the registrar's own policy, if that was not done today. */
export const DAILY_PRUNE = write((turn, { by }: { readonly by: Authorship }) => {
  const { sql, now, rules } = turn
  if ((nextPrune(sql) ?? now) > now) return ok({ more: false })
  const { more } = prune(turn, by, rules.keep)
  if (!more) sql.all("INSERT OR REPLACE INTO chores VALUES ('prune', ?)", now + DAY)
  return ok({ more })
})

/** Epoch milliseconds; null before the first time. */
export const nextPrune = (sql: Sql): number | null =>
  sql.all<{ at: number }>("SELECT at FROM chores WHERE name = 'prune'")[0]?.at ?? null
