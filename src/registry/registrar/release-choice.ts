import { err, ok, type ReleaseChoice, type Result, type Sql, type Tenant } from '../../contract.ts'
import { alter } from './alter.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { ReleaseCalls } from './release-calls.ts'
import { needRelease } from './releases.ts'
import { needCurrent, type Stored } from './stored.ts'
import type { TenantWrite, Written } from './tenant-calls.ts'
import { type Operations, type Turn, write } from './turn.ts'

type ChoiceCalls = Pick<
  ReleaseCalls,
  | 'releases.promote'
  | 'releases.roll-back'
  | 'releases.pin'
  | 'releases.unpin'
  | 'lanes.move'
  | 'lanes.quarantine'
>

/** Which release is in force for an event, and where it runs. */
export const choiceOperations: Operations<ChoiceCalls> = {
  'releases.promote': write((turn, input) =>
    change(turn, input, 'releases.promote', ({ tenant }) => {
      if (tenant.release?.pinned === true && tenant.release.id !== input.id) {
        return err({ tag: 'release-pinned', key: tenant.key, id: tenant.release.id })
      }
      return promoted(turn, tenant, input.id)
    }),
  ),
  'releases.roll-back': write((turn, input) =>
    change(turn, input, 'releases.roll-back', ({ tenant }) => {
      const { key, release } = tenant
      const id = release?.previous ?? null
      if (release === undefined || id === null) return err({ tag: 'no-previous-release', key })
      // What is left behind was no good: it is not what serves where this one does not load.
      markRolledBack(turn, key, release.id)
      markPromoted(turn, key, id)
      const previous = lastGood(turn.sql, key, id)
      return ok({ ...tenant, release: { ...release, id, previous } })
    }),
  ),
  'releases.pin': write((turn, input) => setPinned(turn, input, 'releases.pin', true)),
  'releases.unpin': write((turn, input) => setPinned(turn, input, 'releases.unpin', false)),
  'lanes.move': write((turn, input) =>
    change(turn, input, 'lanes.move', ({ tenant }) => moved(turn, tenant, input)),
  ),
  'lanes.quarantine': write((turn, input) =>
    change(turn, input, 'lanes.quarantine', ({ tenant }) =>
      moved(turn, tenant, { lane: 'isolated', release: input.release }),
    ),
  ),
}

function moved(
  turn: Turn,
  tenant: Tenant,
  { release: id, lane }: { readonly release?: string; readonly lane: 'shared' | 'isolated' },
): Result<Tenant, RegistrarRefusal> {
  const chosen = id === undefined ? ok(tenant) : promoted(turn, tenant, id)
  if (!chosen.ok) return chosen
  const { lane: _, ...rest } = chosen.value
  if (lane === 'shared') return ok(rest)
  if (rest.release === undefined) return err({ tag: 'needs-release', key: tenant.key })
  return ok({ ...rest, lane })
}

function change(
  turn: Turn,
  input: TenantWrite,
  action: string,
  next: (before: Stored) => Result<Tenant, RegistrarRefusal>,
): Result<Written, RegistrarRefusal> {
  const before = needCurrent(turn.sql, input)
  if (!before.ok) return before
  const after = next(before.value)
  if (!after.ok) return after
  return alter(turn, { by: input.by, action, before: before.value, after: after.value })
}

function promoted(turn: Turn, tenant: Tenant, id: string): Result<Tenant, RegistrarRefusal> {
  const found = needRelease(turn.sql, tenant, id)
  if (!found.ok) return found
  const { release } = tenant
  if (release?.id === id) return ok(tenant)
  markPromoted(turn, tenant.key, id)
  const next: ReleaseChoice = {
    id,
    previous: release?.id ?? null,
    pinned: release?.pinned ?? false,
  }
  return ok({ ...tenant, release: next })
}

const markPromoted = ({ sql, now }: Turn, key: string, id: string): void =>
  void sql.all(
    'UPDATE releases SET promoted = ?, rolled_back = NULL WHERE key = ? AND id = ?',
    now,
    key,
    id,
  )

const markRolledBack = ({ sql, now }: Turn, key: string, id: string): void =>
  void sql.all('UPDATE releases SET rolled_back = ? WHERE key = ? AND id = ?', now, key, id)

/** What was in force last and was not rolled back, but for one. */
const lastGood = (sql: Sql, key: string, but: string): string | null =>
  sql.all<{ id: string }>(
    `SELECT id FROM releases
     WHERE key = ? AND id <> ? AND promoted IS NOT NULL AND rolled_back IS NULL
     ORDER BY promoted DESC, number DESC LIMIT 1`,
    key,
    but,
  )[0]?.id ?? null

/** By hand: what freezing has pinned is somebody's choice from now on. */
function setPinned(
  turn: Turn,
  input: TenantWrite,
  action: string,
  pinned: boolean,
): Result<Written, RegistrarRefusal> {
  return change(turn, input, action, ({ number, tenant }) => {
    const { key, release } = tenant
    if (release === undefined) return err({ tag: 'needs-release', key })
    noteFrozenPin(turn.sql, number, false)
    return ok({ ...tenant, release: { ...release, pinned } })
  })
}

/**
 * An event's release when it gets to another status: freezing pins it, and what freezing has pinned is
 * let go when show days are over.
 */
export function followStatus(
  sql: Sql,
  { number, pinnedByFreeze, statusNow }: Stored,
  next: Tenant,
): Tenant {
  const { release, status } = next
  if (release === undefined || status === 'suspended') return next
  if (status === 'frozen' && !release.pinned && statusNow !== 'suspended') {
    noteFrozenPin(sql, number, true)
    return { ...next, release: { ...release, pinned: true } }
  }
  if (status === 'frozen' || pinnedByFreeze === 0) return next
  noteFrozenPin(sql, number, false)
  return { ...next, release: { ...release, pinned: false } }
}

const noteFrozenPin = (sql: Sql, number: number, is: boolean): void =>
  void sql.all('UPDATE tenants SET pinned_by_freeze = ? WHERE number = ?', Number(is), number)
