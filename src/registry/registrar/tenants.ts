import { err, ok, type Result, type Tenant } from '../../contract.ts'
import { alter } from './alter.ts'
import { auditedChanges, note } from './audit.ts'
import type { Change } from './changes.ts'
import { askCopy, dropCopies } from './copies.ts'
import { create } from './create.ts'
import { releaseDomains } from './domains.ts'
import { keepHosts } from './hosts.ts'
import { checkStep, isBlank } from './life.ts'
import { listEntry } from './live-list.ts'
import { patched } from './records.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { followStatus } from './release-choice.ts'
import { forgetReleases } from './releases.ts'
import { forgetSecrets } from './secrets.ts'
import { entryOf, needCurrent, needStored, type Stored } from './stored.ts'
import { storeTarget } from './targets.ts'
import { LIVE_EVENTS_KEY } from '../kv-live-events.ts'
import { hostKey } from '../kv-directory.ts'
import type { TenantCalls, Unchecked, Written } from './tenant-calls.ts'
import { type Operations, read, type Turn, write } from './turn.ts'
import { instant } from '../../status-schedule.ts'

export const tenantOperations: Operations<Omit<TenantCalls, 'tenants.list'>> = {
  'tenants.create': write((turn, { by, draft, ...claims }) =>
    create(turn, { by, action: 'tenants.create', draft, ...claims }),
  ),
  'tenants.get': read(({ sql }, { key }) => {
    const found = needStored(sql, key)
    return found.ok ? ok(entryOf(sql, found.value)) : found
  }),
  'tenants.change': write((turn, input) => {
    const before = needCurrent(turn.sql, input)
    if (!before.ok) return before
    const after = patched(before.value.tenant, input.patch, turn.rules)
    if (!after.ok) return after
    const { by, reclaim } = input
    const action = 'tenants.change'
    return alter(turn, { by, action, before: before.value, after: after.value, reclaim })
  }),
  'tenants.status': write(changeStatus),
  'tenants.clone': write((turn, { by, from, key, different, withData = false, ...claims }) => {
    const model = needStored(turn.sql, from)
    if (!model.ok) return model
    const { tenant } = model.value
    const draft = { ...cloned(tenant), ...different, key }
    const made = create(turn, { by, action: 'tenants.clone', draft, ...claims })
    if (made.ok && withData) askCopy(turn, by, tenant, made.value.tenant)
    return made
  }),
  'tenants.delete': write(remove),
}

/** What one event's record does not hand on: where it is, and what is made of its own code. */
const OWN = ['schema', 'revision', 'storeId', 'hosts', 'canonicalHost', 'release', 'lane'] as const

/** Nor when it opens and closes. */
function cloned(tenant: Tenant): Unchecked {
  const rest = Object.entries(tenant).filter(([field]) => !OWN.some((own) => own === field))
  const closed = { status: 'draft', schedule: [], notice: null, farewell: null }
  return { ...Object.fromEntries(rest), ...closed }
}

function changeStatus(
  turn: Turn,
  input: TenantCalls['tenants.status']['input'],
): Result<Written, RegistrarRefusal> {
  const found = needCurrent(turn.sql, input)
  if (!found.ok) return found
  const before = found.value
  const { tenant, suspendedFrom, statusNow } = before
  const to = input.to === 'back' ? (suspendedFrom ?? statusNow) : input.to
  const legal = checkStep(statusNow, suspendedFrom, to, input.by.reason)
  if (!legal.ok) return legal
  const isSuspension = to === 'suspended' || statusNow === 'suspended'
  // What has come to pass by schedule must not undo a step back.
  const schedule = isSuspension
    ? tenant.schedule
    : tenant.schedule.filter(({ at }) => instant(at, tenant.timeZone) > turn.now)
  return alter(turn, {
    by: input.by,
    action: 'tenants.status',
    before,
    after: followStatus(turn.sql, before, { ...tenant, status: to, schedule }),
    suspendedFrom: to === 'suspended' ? tenant.status : null,
  })
}

function remove(
  turn: Turn,
  input: TenantCalls['tenants.delete']['input'],
): Result<TenantCalls['tenants.delete']['answer'], RegistrarRefusal> {
  const { sql, now, touch } = turn
  const found = needCurrent(sql, input)
  if (!found.ok) return found
  const { statusNow, tenant } = found.value
  if (statusNow === 'live' || statusNow === 'frozen') {
    return err({ tag: 'not-deletable', status: statusNow })
  }
  const { by } = input
  if (isBlank(by.reason)) return err({ tag: 'needs-reason' })
  dropCopies(turn, by, tenant)
  const domains = erase(turn, found.value)
  const revision = tenant.revision + 1
  const secrets = forgetSecrets(sql, tenant.key)
  const releases = forgetReleases(sql, tenant.key)
  const changes = [...auditedChanges(found.value, null), ...secrets, ...domains, ...releases]
  note(turn, { by, action: 'tenants.delete', key: tenant.key, revision, changes })
  sql.all('INSERT INTO tombstones VALUES (?, ?, ?, ?)', tenant.key, revision, now, by.actor)
  sql.all('UPDATE stores SET closed = ? WHERE store_id = ?', revision, tenant.storeId)
  for (const host of tenant.hosts) touch(hostKey(host))
  if (listEntry(tenant, statusNow) !== null) touch(LIVE_EVENTS_KEY)
  touch(storeTarget(tenant.storeId))
  return ok({ key: tenant.key, published: true, waiting: [] })
}

function erase(turn: Turn, { number, tenant }: Stored): readonly Change[] {
  const released = releaseDomains(turn, tenant.hosts)
  keepHosts(turn, tenant.hosts)
  turn.sql.all('DELETE FROM tenants WHERE number = ?', number)
  turn.sql.all('DELETE FROM tenants_search WHERE rowid = ?', number)
  return released
}
