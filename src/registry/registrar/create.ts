import { err, ok, type Result } from '../../contract.ts'
import { written } from './alter.ts'
import { recordOf } from './records.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { save } from './save.ts'
import { readStored } from './stored.ts'
import type { Authorship, Unchecked, Written } from './tenant-calls.ts'
import type { Turn } from './turn.ts'

interface Creation {
  readonly by: Authorship
  /** The operation, for the log. */
  readonly action: string
  readonly draft: Unchecked
  readonly useAgain?: boolean
  readonly reclaim?: boolean
}

/** A new event, with a store that no event had before. */
export function create(
  turn: Turn,
  { by, action, draft, useAgain = false, reclaim = false }: Creation,
): Result<Written, RegistrarRefusal> {
  const key = String(draft['key'])
  if (readStored(turn.sql, key) !== null) return err({ tag: 'key-taken', key })
  const [tombstone] = turn.sql.all<{ revision: number; at: number }>(
    'SELECT revision, at FROM tombstones WHERE key = ?',
    key,
  )
  if (tombstone !== undefined && !useAgain) {
    return err({ tag: 'key-deleted', key, at: tombstone.at })
  }
  // Goes on where the deleted event was: no revision of a key ever means two things.
  const after = recordOf(draft, (tombstone?.revision ?? 0) + 1, turn.rules)
  if (!after.ok) return after
  const saving = { by, action, before: null, after: after.value, suspendedFrom: null, reclaim }
  const saved = save(turn, saving)
  if (!saved.ok) return saved
  if (tombstone !== undefined) turn.sql.all('DELETE FROM tombstones WHERE key = ?', key)
  return ok(written(saved.value))
}
