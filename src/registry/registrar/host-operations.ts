import { err, ok, type Result, type Tenant } from '../../contract.ts'
import { alter } from './alter.ts'
import { serves } from './domains.ts'
import { checkRecord } from './records.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { entryOf, needCurrent, needStored } from './stored.ts'
import type { Authorship, HostCalls, Written } from './tenant-calls.ts'
import { type Operations, read, type Turn, write } from './turn.ts'

export const hostOperations: Operations<HostCalls> = {
  'hosts.find': read(({ sql }, { host }) => {
    const [owner] = sql.all<{ key: string }>(
      'SELECT key FROM hosts WHERE host = ? AND free IS NULL',
      host,
    )
    const found = owner === undefined ? null : needStored(sql, owner.key)
    return found?.ok === true ? ok(entryOf(sql, found.value)) : err({ tag: 'unknown-host', host })
  }),
  'hosts.add': write((turn, input) =>
    changeHosts(turn, 'hosts.add', input, (tenant) => ({
      ...tenant,
      hosts: [...new Set([...tenant.hosts, input.host])],
      canonicalHost: canonicalWith(turn, tenant, input.host),
    })),
  ),
  'hosts.remove': write((turn, input) =>
    changeHosts(turn, 'hosts.remove', input, (tenant) =>
      tenant.hosts.includes(input.host)
        ? { ...tenant, hosts: tenant.hosts.filter((host) => host !== input.host) }
        : null,
    ),
  ),
  'hosts.set-canonical': write((turn, input) =>
    changeHosts(turn, 'hosts.set-canonical', input, (tenant) =>
      tenant.hosts.includes(input.host) ? { ...tenant, canonicalHost: input.host } : null,
    ),
  ),
}

/** Links are not built on what nobody is served, once there is a host that somebody is. */
const canonicalWith = ({ sql, rules }: Turn, { canonicalHost }: Tenant, host: string): string =>
  serves(sql, canonicalHost) || rules.needsProof(host) ? canonicalHost : host

interface HostInput {
  readonly by: Authorship
  readonly key: string
  readonly ifRevision: number | null
  readonly host: string
  readonly reclaim?: boolean
}

/** @param change null where the host is none of the event's */
function changeHosts(
  turn: Turn,
  action: string,
  input: HostInput,
  change: (tenant: Tenant) => Tenant | null,
): Result<Written, RegistrarRefusal> {
  const before = needCurrent(turn.sql, input)
  if (!before.ok) return before
  const changed = change(before.value.tenant)
  if (changed === null) return err({ tag: 'unknown-host', host: input.host })
  const after = checkRecord({ ...changed }, turn.rules)
  if (!after.ok) return after
  const { by, reclaim } = input
  return alter(turn, { by, action, before: before.value, after: after.value, reclaim })
}
