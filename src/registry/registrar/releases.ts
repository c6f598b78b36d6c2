import { err, ok, type Result, type Sql, type Tenant } from '../../contract.ts'
import { note } from './audit.ts'
import type { Change } from './changes.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { ReleaseCalls, ReleaseDraft, ReleaseEntry } from './release-calls.ts'
import { needStored } from './stored.ts'
import type { Authorship } from './tenant-calls.ts'
import { type Operations, read, type Turn, write } from './turn.ts'

type RecordCalls = Pick<
  ReleaseCalls,
  'releases.record' | 'releases.forget' | 'releases.get' | 'releases.list' | 'releases.hold'
>

const LONGEST = 200

export const releaseOperations: Operations<RecordCalls> = {
  'releases.record': write((turn, { by, key, release, note: why }) => {
    const event = needStored(turn.sql, key)
    if (!event.ok) return event
    const known = readRelease(turn.sql, event.value.tenant, release.id)
    if (known !== null) return ok(known)
    if (isBeingSwept(turn.sql, release.objects)) return err({ tag: 'being-swept' })
    insert(turn, key, release, by, why)
    const changes = [{ path: ['releases', release.id], to: why ?? '' }]
    note(turn, { by, action: 'releases.record', key, revision: null, changes })
    return needRelease(turn.sql, event.value.tenant, release.id)
  }),
  'releases.forget': write((turn, { by, key, id }) => {
    const found = findOf(turn.sql, key, id)
    if (!found.ok) return found
    if (found.value.use !== null) return err({ tag: 'release-in-use', id })
    drop(turn, by, 'releases.forget', [{ key, id, note: found.value.note }])
    return ok(null)
  }),
  'releases.get': read(({ sql }, { key, id }) => findOf(sql, key, id)),
  'releases.list': read(({ sql }, { key, cursor, limit = 50 }) => {
    const event = needStored(sql, key)
    if (!event.ok) return event
    const before = readCursor(cursor, ['number'])
    if (!before.ok) return before
    const most = Math.min(Math.max(limit, 1), LONGEST)
    const rows = sql.all<ReleaseRow>(
      `SELECT ${COLUMNS} FROM releases WHERE key = ? AND number < ? ORDER BY number DESC LIMIT ?`,
      key,
      before.value === null ? Number.MAX_SAFE_INTEGER : Number(before.value[0]),
      most + 1,
    )
    const shown = rows.slice(0, most)
    const last = rows.length > most ? shown.at(-1) : undefined
    const releases = shown.map((row) => entryOf(row, event.value.tenant))
    return ok({ releases, next: last === undefined ? null : writeCursor([last.number]) })
  }),
  'releases.hold': write(({ sql }, { key, id, until }) => {
    const found = findOf(sql, key, id)
    if (!found.ok) return found
    sql.all(
      'UPDATE releases SET held = max(coalesce(held, 0), ?) WHERE key = ? AND id = ?',
      until,
      key,
      id,
    )
    return ok(null)
  }),
}

interface ReleaseRow {
  readonly number: number
  readonly id: string
  readonly at: number
  readonly actor: string
  readonly note: string | null
  readonly bytes: number
  readonly protocol: number
  readonly store: number
  readonly platform: string
  readonly overrides: string
  readonly promoted: number | null
  readonly rolled_back: number | null
  readonly held: number | null
  readonly not_shared: string | null
}

const COLUMNS =
  'number, id, at, actor, note, bytes, protocol, store, platform, overrides, promoted, rolled_back, held, not_shared'

function entryOf(row: ReleaseRow, { release }: Tenant): ReleaseEntry {
  const { id, at, actor, bytes, protocol, store, platform, promoted, held, overrides } = row
  const isPrevious = release?.previous === id ? 'previous' : null
  return {
    id,
    recorded: { at, actor },
    note: row.note,
    bytes,
    protocol,
    store,
    platform,
    overrides: JSON.parse(overrides) as ReleaseEntry['overrides'],
    promoted,
    rolledBack: row.rolled_back,
    use: release?.id === id ? 'in-force' : isPrevious,
    heldUntil: held,
    notShared: JSON.parse(row.not_shared ?? 'null') as ReleaseEntry['notShared'],
  }
}

function readRelease(sql: Sql, tenant: Tenant, id: string): ReleaseEntry | null {
  const [row] = sql.all<ReleaseRow>(
    `SELECT ${COLUMNS} FROM releases WHERE key = ? AND id = ?`,
    tenant.key,
    id,
  )
  return row === undefined ? null : entryOf(row, tenant)
}

/** A release of an event, as it was recorded. */
export function needRelease(
  sql: Sql,
  tenant: Tenant,
  id: string,
): Result<ReleaseEntry, RegistrarRefusal> {
  const found = readRelease(sql, tenant, id)
  return found === null ? err({ tag: 'unknown-release', key: tenant.key, id }) : ok(found)
}

function findOf(sql: Sql, key: string, id: string): Result<ReleaseEntry, RegistrarRefusal> {
  const event = needStored(sql, key)
  return event.ok ? needRelease(sql, event.value.tenant, id) : event
}

function insert(
  { sql, now }: Turn,
  key: string,
  release: ReleaseDraft,
  by: Authorship,
  why: string | undefined,
): void {
  const [made] = sql.all<{ number: number }>(
    `INSERT INTO releases
       (key, id, at, actor, note, bytes, protocol, store, platform, overrides, not_shared)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
    key,
    release.id,
    now,
    by.actor,
    why ?? null,
    release.bytes,
    release.protocol,
    release.store,
    release.platform,
    JSON.stringify(release.overrides),
    release.notShared === undefined ? null : JSON.stringify(release.notShared),
  )
  for (const object of new Set(release.objects)) {
    sql.all('INSERT INTO release_objects VALUES (?, ?)', object, made?.number ?? 0)
  }
}

const isBeingSwept = (sql: Sql, objects: readonly string[]): boolean =>
  sql.all(
    'SELECT 1 FROM swept_objects WHERE object IN (SELECT value FROM json_each(?)) LIMIT 1',
    JSON.stringify(objects),
  ).length > 0

interface Gone {
  readonly key: string
  readonly id: string
  readonly note: string | null
}

/** Takes releases out, and says so in the log of their events. */
export function drop(turn: Turn, by: Authorship, action: string, gone: readonly Gone[]): void {
  for (const [key, own] of Map.groupBy(gone, (one) => one.key)) {
    const changes = own.map(({ id, note: why }) => removed(turn.sql, key, id, why))
    note(turn, { by, action, key, revision: null, changes })
  }
}

/** Takes all releases of an event out, along with it. */
export function forgetReleases(sql: Sql, key: string): readonly Change[] {
  const all = sql.all<Gone>('SELECT key, id, note FROM releases WHERE key = ?', key)
  return all.map(({ id, note: why }) => removed(sql, key, id, why))
}

function removed(sql: Sql, key: string, id: string, why: string | null): Change {
  sql.all(
    'DELETE FROM release_objects WHERE release = (SELECT number FROM releases WHERE key = ? AND id = ?)',
    key,
    id,
  )
  sql.all('DELETE FROM releases WHERE key = ? AND id = ?', key, id)
  return { path: ['releases', id], from: why ?? '' }
}
