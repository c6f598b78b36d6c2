import { err, ok, type Result, type Sql } from '../../contract.ts'
import { hostKey } from '../kv-directory.ts'
import { LIVE_EVENTS_KEY } from '../kv-live-events.ts'
import { alter } from './alter.ts'
import { note } from './audit.ts'
import type { Domain, DomainCalls, Seen } from './domain-calls.ts'
import { judged } from './domain-states.ts'
import {
  domainOf,
  type DomainRow,
  readDomain,
  releaseDomains,
  serves,
  standDomain,
} from './domains.ts'
import { isBlank } from './life.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { needStored } from './stored.ts'
import type { Authorship } from './tenant-calls.ts'
import { type Operations, type Turn, write } from './turn.ts'

export const domainOperations: Operations<Pick<DomainCalls, 'hosts.vouch'>> = {
  'hosts.vouch': write((turn, { by, key, host }) => {
    const before = needDomain(turn, key, host)
    if (!before.ok) return before
    const { actor, reason = '' } = by
    if (isBlank(reason)) return err({ tag: 'needs-reason' })
    const standing = { state: 'vouched', since: turn.now, tries: 0, due: null } as const
    const after = { ...before.value, ...standing, until: null, actor, reason }
    const stood = stand(turn, { by, action: 'hosts.vouch', before: before.value, after })
    return stood.ok ? ok({ domain: stood.value, published: true, waiting: [] }) : stood
  }),
}

interface Look {
  readonly by: Authorship
  readonly host: string
  /** The token that was looked for: another one by now is another proof. */
  readonly token: string
  readonly seen: Seen
  /** Where the host leads; null where nobody could say. */
  readonly leads: readonly string[] | null
}

/** What a look into DNS has shown; null where the host was given up meanwhile. */
export const NOTE_SEEN = write((turn: Turn, { by, host, token, seen, leads: to }: Look) => {
  const { sql, now, rules } = turn
  const before = readDomain(sql, host)
  if (before === null || before.token !== token) return ok(null)
  if (!hasHost(sql, before)) {
    releaseDomains(turn, [host])
    return ok(null)
  }
  const standing = judged(before, seen, now, rules.domains)
  const until = standing.state === 'lost' ? standing.since + rules.domains.grace : null
  const isVouched = standing.state === 'vouched'
  const { actor, reason } = isVouched ? before : { actor: null, reason: null }
  const leads = to === null ? before.leads : JSON.stringify(to)
  const looked = { checked: now, found: seen, leads }
  const after = { ...before, ...standing, ...looked, until, actor, reason }
  const stood = stand(turn, { by, action: 'hosts.check', before, after })
  return stood.ok ? ok({ domain: stood.value, was: before.state }) : stood
})

/** Code from before proofs gives hosts up without them, while both run. */
const hasHost = (sql: Sql, { host, key }: DomainRow): boolean =>
  sql.all('SELECT 1 FROM hosts WHERE host = ? AND key = ? AND free IS NULL', host, key).length > 0

/** The proof of a host that an event has. */
export function needDomain(
  { sql, rules }: Pick<Turn, 'sql' | 'rules'>,
  key: string,
  host: string,
): Result<DomainRow, RegistrarRefusal> {
  const event = needStored(sql, key)
  if (!event.ok) return event
  if (!event.value.tenant.hosts.includes(host)) return err({ tag: 'unknown-host', host })
  const domain = rules.needsProof(host) ? readDomain(sql, host) : null
  return domain === null ? err({ tag: 'needs-no-proof', host }) : ok(domain)
}

interface Step {
  readonly by: Authorship
  readonly action: string
  readonly before: DomainRow
  readonly after: DomainRow
}

/** Takes a domain to where it stands, with all that follows from it. */
function stand(turn: Turn, { by, action, before, after }: Step): Result<Domain, RegistrarRefusal> {
  const changes = standDomain(turn.sql, before, after)
  const { key, host } = before
  if (changes.length > 0) note(turn, { by, action, key, revision: null, changes })
  if ((before.state === 'pending') !== (after.state === 'pending')) {
    turn.touch(hostKey(host))
    turn.touch(LIVE_EVENTS_KEY)
    const settled = settleCanonical(turn, by, key)
    if (!settled.ok) return settled
  }
  return ok(domainOf(after))
}

/** Links are built on a host that is served, as long as the event has one. */
function settleCanonical(turn: Turn, by: Authorship, key: string): Result<null, RegistrarRefusal> {
  const before = needStored(turn.sql, key)
  if (!before.ok) return before
  const { tenant } = before.value
  const [canonicalHost, ...others] = tenant.hosts.filter((host) => serves(turn.sql, host))
  if (canonicalHost === undefined) return ok(null)
  if ([canonicalHost, ...others].includes(tenant.canonicalHost)) return ok(null)
  const after = { ...tenant, canonicalHost }
  const { actor, reason } = by
  const why = reason === undefined ? { actor } : { actor, reason }
  const moved = alter(turn, {
    by: why,
    action: 'hosts.set-canonical',
    before: before.value,
    after,
  })
  return moved.ok ? ok(null) : moved
}
