import { err, ok, type Result } from '../../contract.ts'
import { labelUnder, refuseHost } from './host-rules.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { Turn } from './turn.ts'

interface Claim {
  readonly key: string
  readonly hosts: readonly string[]
  /** Whether hosts of deleted events may be taken. */
  readonly reclaim: boolean
}

/** Whether an event may have these hosts, each for it alone. */
export function checkHosts(turn: Turn, claim: Claim): Result<null, RegistrarRefusal> {
  for (const host of claim.hosts) {
    const free = checkHost(turn, host, claim)
    if (!free.ok) return free
  }
  return ok(null)
}

/** Gives an event the hosts that it may have. */
export function takeHosts({ sql }: Turn, { key, hosts }: Pick<Claim, 'key' | 'hosts'>): void {
  for (const host of hosts) {
    sql.all(
      `INSERT INTO hosts VALUES (?, ?, NULL)
       ON CONFLICT (host) DO UPDATE SET key = excluded.key, free = NULL`,
      host,
      key,
    )
  }
}

function checkHost(
  { sql, now, rules }: Turn,
  host: string,
  { key, reclaim }: Claim,
): Result<null, RegistrarRefusal> {
  const wrong = refuseHost(host, rules.apexes)
  if (wrong !== null) return err({ tag: 'invalid', issues: [{ field: 'hosts', message: wrong }] })
  const [owner] = sql.all<{ key: string; free: number | null }>(
    'SELECT key, free FROM hosts WHERE host = ?',
    host,
  )
  if (owner !== undefined && owner.key !== key) {
    if (owner.free === null) return err({ tag: 'host-taken', host, key: owner.key })
    if (owner.free > now && !reclaim) {
      return err({ tag: 'host-kept', host, key: owner.key, until: owner.free })
    }
  }
  const label = labelUnder(host, rules.apexes)
  if (label === null || label === key) return ok(null)
  const named = sql.all('SELECT 1 FROM tenants WHERE key = ?', label)
  return named.length === 0 ? ok(null) : err({ tag: 'host-taken', host, key: label })
}

/** Hosts that a living event gives up are anybody's at once. */
export function releaseHosts({ sql }: Turn, hosts: readonly string[]): void {
  for (const host of hosts) sql.all('DELETE FROM hosts WHERE host = ?', host)
}

/** Hosts of a deleted event stay nobody's for a while. */
export function keepHosts({ sql, now, rules }: Turn, hosts: readonly string[]): void {
  for (const host of hosts) {
    sql.all('UPDATE hosts SET free = ? WHERE host = ?', now + rules.hostsKept, host)
  }
}
