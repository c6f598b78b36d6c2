import { err, ok, type Result } from '../../contract.ts'
import { alter } from './alter.ts'
import { create } from './create.ts'
import type { Vouched } from './domains.ts'
import { checkStep } from './life.ts'
import { checkRecord, withDefaults } from './records.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { save } from './save.ts'
import { readStored, type Stored } from './stored.ts'
import type { Authorship, Unchecked } from './tenant-calls.ts'
import type { Turn } from './turn.ts'

/** What has become of a row. */
export type RowOutcome = 'created' | 'changed' | 'unchanged'

const ACTION = 'import.commit'

/**
 * Takes one row of an import; a row that is refused changes nothing.
 *
 * @param vouched who answers for the hosts of an event that was served before it was registered
 */
export function importRow(
  turn: Turn,
  by: Authorship,
  row: Unchecked,
  vouched?: Vouched,
): Result<RowOutcome, RegistrarRefusal> {
  if (typeof row !== 'object' || row === null) return err(NO_RECORD)
  const before = readStored(turn.sql, String(row['key']))
  if (before !== null) return overwrite(turn, by, before, row)
  if (row['storeId'] !== undefined) return restore(turn, by, row, vouched)
  const made = create(turn, { by, action: ACTION, draft: row })
  return made.ok ? ok('created') : made
}

const NO_RECORD: RegistrarRefusal = {
  tag: 'invalid',
  issues: [{ field: 'record', message: 'A row is the record of an event.' }],
}

/** Over an event that is there: by somebody who knows which record they change. */
function overwrite(
  turn: Turn,
  by: Authorship,
  before: Stored,
  row: Unchecked,
): Result<RowOutcome, RegistrarRefusal> {
  const { tenant, statusNow, suspendedFrom } = before
  const { key, revision, storeId } = tenant
  if (row['revision'] === undefined) return err({ tag: 'key-taken', key })
  if (row['revision'] !== revision) return err({ tag: 'not-current', key, revision })
  const { release, lane } = tenant
  // What is in force is told by promoting; a row that does not know of it does not take it away.
  const kept = { ...(release && { release }), ...(lane && { lane }) }
  const own = { ...kept, ...withDefaults(row), storeId: row['storeId'] ?? storeId }
  const after = checkRecord(own, turn.rules)
  if (!after.ok) return after
  const named = after.value
  if (JSON.stringify([named.release, named.lane]) !== JSON.stringify([release, lane])) {
    return invalid('release', 'Promote a release, or move the event to the other lane.')
  }
  if (after.value.storeId !== storeId) {
    return invalid('storeId', 'An event keeps its store.')
  }
  const { status } = after.value
  if (status !== tenant.status) {
    const step = checkStep(statusNow, suspendedFrom, status, by.reason)
    if (!step.ok) return step
  }
  const isSuspended = status === 'suspended'
  const from = isSuspended ? (suspendedFrom ?? tenant.status) : null
  const done = alter(turn, { by, action: ACTION, before, after: after.value, suspendedFrom: from })
  if (!done.ok) return done
  return ok(done.value.tenant.revision === revision ? 'unchanged' : 'changed')
}

/** An event that is not there, from a record of it: it goes on with the store that it had. */
function restore(
  turn: Turn,
  by: Authorship,
  row: Unchecked,
  vouched?: Vouched,
): Result<RowOutcome, RegistrarRefusal> {
  const after = checkRecord(withDefaults(row), turn.rules)
  if (!after.ok) return after
  const { key, status } = after.value
  const [tombstone] = turn.sql.all<{ at: number }>('SELECT at FROM tombstones WHERE key = ?', key)
  if (tombstone !== undefined) return err({ tag: 'key-deleted', key, at: tombstone.at })
  const saved = save(turn, {
    by,
    action: ACTION,
    before: null,
    after: after.value,
    // Where it was before, its record does not say.
    suspendedFrom: status === 'suspended' ? 'draft' : null,
    reclaim: false,
    ...(vouched === undefined ? {} : { vouched }),
  })
  return saved.ok ? ok('created') : saved
}

const invalid = (field: string, message: string): Result<never, RegistrarRefusal> =>
  err({ tag: 'invalid', issues: [{ field, message }] })
