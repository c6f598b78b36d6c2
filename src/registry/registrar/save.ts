import { err, ok, type Result, type Tenant, type TenantStatus } from '../../contract.ts'
import { searchWords } from '../../search-words.ts'
import { nextChange, statusAt } from '../../status-schedule.ts'
import { auditedChanges, note } from './audit.ts'
import { claimDomains, releaseDomains, serves, type Vouched } from './domains.ts'
import { checkHosts, releaseHosts, takeHosts } from './hosts.ts'
import { listEntry } from './live-list.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { Stored } from './stored.ts'
import { needRelease } from './releases.ts'
import { storeTarget } from './targets.ts'
import { LIVE_EVENTS_KEY } from '../kv-live-events.ts'
import { hostKey } from '../kv-directory.ts'
import type { Authorship } from './tenant-calls.ts'
import type { Turn } from './turn.ts'
import { serializeTenant } from '../tenant.ts'

/** A record that takes the place of another one, or of none. */
export interface Saving {
  readonly by: Authorship
  /** The operation, for the log. */
  readonly action: string
  readonly before: Stored | null
  /** Checked; its revision is the next one. */
  readonly after: Tenant
  readonly suspendedFrom: TenantStatus | null
  readonly reclaim: boolean
  /** Who answers for hosts that are not proven; left out where they are to be. */
  readonly vouched?: Vouched
}

/** Makes a checked record the event's own, with all that follows from it. */
export function save(turn: Turn, saving: Saving): Result<Tenant, RegistrarRefusal> {
  const { before, after, by, action, suspendedFrom, reclaim, vouched = null } = saving
  const { key, storeId } = after
  const had = before?.tenant.hosts ?? []
  const claim = { key, hosts: after.hosts.filter((host) => !had.includes(host)), reclaim }
  // All checks come before the first write: a row of an import is refused without a trace.
  const release = checkRelease(turn, before?.tenant ?? null, after)
  if (!release.ok) return release
  if (before === null && hasStore(turn, storeId)) return err(NOT_ITS_STORE)
  const free = checkHosts(turn, claim)
  if (!free.ok) return free
  const links = checkCanonical(turn, saving, claim.hosts)
  if (!links.ok) return links
  takeHosts(turn, claim)
  const left = had.filter((host) => !after.hosts.includes(host))
  releaseHosts(turn, left)
  const domains = [...claimDomains(turn, claim, vouched), ...releaseDomains(turn, left)]
  writeRow(turn, saving)
  writeRevision(turn, saving)
  const was =
    before === null ? null : { tenant: before.tenant, suspendedFrom: before.suspendedFrom }
  const changes = [...auditedChanges(was, { tenant: after, suspendedFrom }), ...domains]
  note(turn, { by, action, key: after.key, revision: after.revision, changes })
  touchAll(turn, before, after)
  return ok(after)
}

/**
 * A release is one of the event's own; and newly frozen, now or by schedule, or in its own isolate is
 * an event only that has one.
 */
function checkRelease(
  { sql }: Turn,
  before: Tenant | null,
  after: Tenant,
): Result<null, RegistrarRefusal> {
  const { key, release, lane } = after
  if (release !== undefined && release.id !== before?.release?.id) {
    const found = needRelease(sql, after, release.id)
    return found.ok ? ok(null) : found
  }
  const isNew = freezes(after) && !(before !== null && freezes(before))
  const needs = isNew || lane === 'isolated'
  return needs && release === undefined ? err({ tag: 'needs-release', key }) : ok(null)
}

/** Links are built on a host that is served, where the event has one. */
function checkCanonical(
  { sql, rules }: Turn,
  { before, after, vouched }: Saving,
  claimed: readonly string[],
): Result<null, RegistrarRefusal> {
  const { hosts, canonicalHost } = after
  const had = before?.tenant
  if (had?.canonicalHost === canonicalHost && had.hosts.join() === hosts.join()) return ok(null)
  const serving = hosts.filter((host) =>
    claimed.includes(host) ? vouched !== undefined || !rules.needsProof(host) : serves(sql, host),
  )
  const [first] = serving
  if (first === undefined || serving.includes(canonicalHost)) return ok(null)
  const message = `${canonicalHost} is not proven yet, and would be served to nobody. Take ${first} until it is.`
  return err({ tag: 'invalid', issues: [{ field: 'canonicalHost', message }] })
}

const hasStore = ({ sql }: Turn, storeId: string): boolean =>
  sql.all('SELECT 1 FROM stores WHERE store_id = ?', storeId).length > 0

const NOT_ITS_STORE: RegistrarRefusal = {
  tag: 'invalid',
  issues: [{ field: 'storeId', message: 'It is the store of another event, or of a deleted one.' }],
}

const freezes = ({ status, schedule }: Tenant): boolean =>
  status === 'frozen' || schedule.some(({ to }) => to === 'frozen')

function writeRow({ sql, now }: Turn, { before, after, by, suspendedFrom }: Saving): void {
  const values = [
    after.revision,
    serializeTenant(after),
    after.name,
    after.starts,
    Number(after.listed),
    statusAt(after, now),
    nextChange(after, now),
    suspendedFrom,
    now,
    by.actor,
  ]
  let number = before?.number
  if (number === undefined) {
    const [made] = sql.all<{ number: number }>(
      `INSERT INTO tenants (revision, record, name, starts, listed, status_now, next_change,
         suspended_from, changed, changed_by, key, store_id, created, created_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
      ...values,
      after.key,
      after.storeId,
      now,
      by.actor,
    )
    number = made?.number ?? 0
    const [host, id] = [after.canonicalHost, after.storeId]
    sql.all('INSERT INTO stores VALUES (?, ?, ?, NULL)', id, after.key, host)
  } else {
    sql.all(
      `UPDATE tenants SET revision = ?, record = ?, name = ?, starts = ?, listed = ?,
         status_now = ?, next_change = ?, suspended_from = ?, changed = ?, changed_by = ?
       WHERE number = ?`,
      ...values,
      number,
    )
    sql.all('DELETE FROM tenants_search WHERE rowid = ?', number)
  }
  const words = searchWords([after.key, after.name, after.place, ...after.hosts].join(' '))
  sql.all('INSERT INTO tenants_search (rowid, words) VALUES (?, ?)', number, words)
}

const writeRevision = ({ sql, now }: Turn, { after, by, action }: Saving): void =>
  void sql.all(
    'INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?)',
    after.key,
    after.revision,
    now,
    by.actor,
    action,
    by.reason ?? null,
    serializeTenant(after),
  )

/** Every host holds the whole record; the list and the store are told what concerns them. */
function touchAll(turn: Turn, before: Stored | null, after: Tenant): void {
  const { touch, now } = turn
  for (const host of new Set([...(before?.tenant.hosts ?? []), ...after.hosts])) {
    touch(hostKey(host))
  }
  const listed = before === null ? null : listEntry(before.tenant, before.statusNow)
  if (JSON.stringify(listed) !== JSON.stringify(listEntry(after, statusAt(after, now)))) {
    touch(LIVE_EVENTS_KEY)
  }
  const was = before?.tenant.status === 'suspended'
  if (was !== (after.status === 'suspended')) touch(storeTarget(after.storeId))
}
