import { ok, type Sql } from '../../contract.ts'
import type { ReleaseCalls } from './release-calls.ts'
import { drop } from './releases.ts'
import { needStored } from './stored.ts'
import { type Operations, write } from './turn.ts'

type SweepCalls = Pick<ReleaseCalls, 'releases.prune' | 'releases.sweep' | 'releases.swept'>

/** Most releases that one call takes out. */
const AT_ONCE = 500

export const sweepOperations: Operations<SweepCalls> = {
  'releases.prune': write((turn, { by, key, keep }) => {
    const event = key === null ? ok(null) : needStored(turn.sql, key)
    if (!event.ok) return event
    const gone = unused(turn.sql, { key, keep, now: turn.now })
    drop(turn, by, 'releases.prune', gone)
    return ok({ releases: gone.map(({ key: of, id }) => ({ key: of, id })) })
  }),
  'releases.sweep': write(({ sql, now }, { objects }) => {
    const given = JSON.stringify(objects)
    const free = sql.all<{ object: string }>(
      `SELECT value AS object FROM json_each(?)
       WHERE NOT EXISTS (SELECT 1 FROM release_objects o WHERE o.object = value)`,
      given,
    )
    for (const { object } of free) {
      sql.all('INSERT OR REPLACE INTO swept_objects VALUES (?, ?)', object, now)
    }
    return ok({ objects: free.map(({ object }) => object) })
  }),
  'releases.swept': write(({ sql }, { objects }) => {
    const given = JSON.stringify(objects)
    sql.all('DELETE FROM swept_objects WHERE object IN (SELECT value FROM json_each(?))', given)
    return ok(null)
  }),
}

interface Pruning {
  readonly key: string | null
  readonly keep: number
  readonly now: number
}

/** Old releases that nobody is served by, or has a link to; those that were rolled back go first. */
const unused = (sql: Sql, { key, keep, now }: Pruning) =>
  sql.all<{ key: string; id: string; note: string | null }>(
    `SELECT key, id, note FROM (
       SELECT r.key, r.id, r.note, r.number,
         row_number() OVER (
           PARTITION BY r.key ORDER BY r.rolled_back IS NOT NULL, r.number DESC
         ) AS place
       FROM releases r JOIN tenants t ON t.key = r.key
       WHERE (? IS NULL OR r.key = ?) AND coalesce(r.held, 0) <= ?
         AND r.id IS NOT t.record ->> '$.release.id'
         AND r.id IS NOT t.record ->> '$.release.previous')
     WHERE place > ? ORDER BY number LIMIT ?`,
    key,
    key,
    now,
    keep,
    AT_ONCE,
  )
