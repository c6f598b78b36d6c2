import { ok, type Sql, type Tenant } from '../../contract.ts'
import type { KeptRelease, ReleaseCalls } from './release-calls.ts'
import { drop } from './releases.ts'
import { needStored } from './stored.ts'
import { type Operations, type Turn, write } from './turn.ts'

type SweepCalls = Pick<ReleaseCalls, 'releases.prune' | 'releases.sweep' | 'releases.swept'>

/** Most releases that one call takes out. */
const AT_ONCE = 500

export const sweepOperations: Operations<SweepCalls> = {
  'releases.prune': write((turn, { by, key, keep }) => {
    const event = key === null ? ok(null) : needStored(turn.sql, key)
    if (!event.ok) return event
    const gone = unused(turn.sql, { key, keep, now: turn.now })
    drop(turn, by, 'releases.prune', gone)
    const kept = event.value === null ? [] : left(turn, event.value.tenant)
    return ok({ releases: gone.map(({ key: of, id }) => ({ key: of, id })), kept })
  }),
  'releases.sweep': write(({ sql, now }, { by, objects, without = [] }) => {
    const free = sql.all<{ object: string }>(
      `SELECT asked.value AS object FROM json_each(?) asked
       WHERE NOT EXISTS (
         SELECT 1 FROM release_objects o WHERE o.object = asked.value AND o.release NOT IN (
           SELECT r.number FROM json_each(?) gone
           JOIN releases r ON r.key = gone.value ->> '$.key' AND r.id = gone.value ->> '$.id'))`,
      JSON.stringify(objects),
      JSON.stringify(by.dryRun === true ? without : []),
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

/** What an event still has, and why. */
function left({ sql, now }: Turn, { key, release }: Tenant): KeptRelease[] {
  const rows = sql.all<{ id: string; held: number | null }>(
    'SELECT id, held FROM releases WHERE key = ? ORDER BY number DESC',
    key,
  )
  return rows.map(({ id, held }) => {
    if (release?.id === id) return { id, why: 'in-force' }
    if (release?.previous === id) return { id, why: 'previous' }
    return { id, why: (held ?? 0) > now ? 'held' : 'newest' }
  })
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
