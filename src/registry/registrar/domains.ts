import type { Sql, Tenant } from '../../contract.ts'
import type { Change } from './changes.ts'
import type { Domain, DomainState, Seen } from './domain-calls.ts'
import type { Standing } from './domain-states.ts'
import type { Rules, Turn } from './turn.ts'

/** A host that has to be proven, or had to be, as it lies here. */
export interface DomainRow extends Standing {
  readonly host: string
  readonly key: string
  /** Of this event and host alone: a host that is given up and taken again has another one. */
  readonly token: string
  readonly checked: number | null
  readonly found: Seen | null
  /** JSON. */
  readonly leads: string | null
  readonly until: number | null
  readonly actor: string | null
  readonly reason: string | null
}

const COLUMNS = `host, key, token, state, since, tries, due, checked, found, leads, until, actor,
  reason`

export const readDomain = (sql: Sql, host: string): DomainRow | null =>
  sql.all<DomainRow>(`SELECT ${COLUMNS} FROM domains WHERE host = ?`, host)[0] ?? null

/** Why a host need not be looked at: it is not proven, and nobody's answer. */
export interface Vouched {
  readonly actor: string
  readonly reason: string
}

/** Begins the proof of those hosts that need one; who is vouched for is served at once. */
export function claimDomains(
  { sql, now, rules }: Turn,
  { key, hosts }: { readonly key: string; readonly hosts: readonly string[] },
  vouched: Vouched | null,
): readonly Change[] {
  const changes: Change[] = []
  for (const host of hosts) {
    if (!rules.needsProof(host)) continue
    const state: DomainState = vouched === null ? 'pending' : 'vouched'
    sql.all(
      `INSERT OR REPLACE INTO domains (${COLUMNS})
       VALUES (?, ?, ?, ?, ?, 0, ?, NULL, NULL, NULL, NULL, ?, ?)`,
      host,
      key,
      rules.newId() + rules.newId(),
      state,
      now,
      vouched === null ? now + rules.domains.again[0] : null,
      vouched?.actor ?? null,
      vouched?.reason ?? null,
    )
    changes.push({ path: ['domains', host], to: state })
  }
  return changes
}

/** Nothing that was proven of these hosts counts any more. */
export function releaseDomains({ sql }: Pick<Turn, 'sql'>, hosts: readonly string[]) {
  const changes: Change[] = []
  for (const host of hosts) {
    const [gone] = sql.all<{ state: DomainState }>(
      'DELETE FROM domains WHERE host = ? RETURNING state',
      host,
    )
    if (gone !== undefined) changes.push({ path: ['domains', host], from: gone.state })
  }
  return changes
}

/** Writes where a domain stands; answers what has changed. */
export function standDomain(
  sql: Sql,
  before: DomainRow,
  after: Omit<DomainRow, 'host' | 'key' | 'token'>,
): readonly Change[] {
  sql.all(
    `UPDATE domains SET state = ?, since = ?, tries = ?, due = ?, checked = ?, found = ?, leads = ?,
       until = ?, actor = ?, reason = ? WHERE host = ?`,
    after.state,
    after.since,
    after.tries,
    after.due,
    after.checked,
    after.found,
    after.leads,
    after.until,
    after.actor,
    after.reason,
    before.host,
  )
  if (before.state === after.state) return []
  return [{ path: ['domains', before.host], from: before.state, to: after.state }]
}

/** Whether requests find a host that an event has. */
export const serves = (sql: Sql, host: string): boolean =>
  sql.all("SELECT 1 FROM domains WHERE host = ? AND state = 'pending'", host).length === 0

/** For a query with the host in `column`: that requests find it. */
export const servesIn = (column: string): string =>
  `NOT EXISTS (SELECT 1 FROM domains d WHERE d.host = ${column} AND d.state = 'pending')`

/** Of an event's hosts those that need a proof, in the order it has them. */
export function domainsOf(sql: Sql, { key, hosts }: Tenant): readonly Domain[] {
  const rows = sql.all<DomainRow>(`SELECT ${COLUMNS} FROM domains WHERE key = ?`, key)
  return rows
    .toSorted((a, b) => hosts.indexOf(a.host) - hosts.indexOf(b.host))
    .map((row) => domainOf(row))
}

export function domainOf(row: DomainRow): Domain {
  const { host, state, since, checked, found, leads, due, until, actor, reason } = row
  const isVouched = state === 'vouched' && actor !== null
  return {
    host,
    state,
    since,
    name: proofName(host),
    value: proofValue(row),
    checked,
    found,
    leads: leads === null ? null : (JSON.parse(leads) as string[]),
    next: due,
    until,
    vouched: isVouched ? { actor, reason: reason ?? '' } : null,
  }
}

export const proofName = (host: string): string => `_usher.${host}`

export const proofValue = ({ token }: Pick<DomainRow, 'token'>): string => `${PROOF}${token}`

/** What every proof begins with. */
export const PROOF = 'usher='

export const dueDomains = (sql: Sql, now: number, limit: number): readonly DomainRow[] =>
  sql.all<DomainRow>(
    `SELECT ${COLUMNS} FROM domains WHERE due <= ? ORDER BY due, host LIMIT ?`,
    now,
    limit,
  )

/** Epoch milliseconds; null when none is to be looked at. */
export const nextDomain = (sql: Sql): number | null =>
  sql.all<{ due: number | null }>('SELECT min(due) AS due FROM domains WHERE due IS NOT NULL')[0]
    ?.due ?? null

/** Of the hosts that were there before proofs were, and are all vouched for, those that need one stay. */
export function sortOldDomains(sql: Sql, { needsProof }: Rules): void {
  const chore = sql.all("DELETE FROM chores WHERE name = 'sort-domains' RETURNING 1")
  if (chore.length === 0) return
  for (const { host } of sql.all<{ host: string }>('SELECT host FROM domains')) {
    if (!needsProof(host)) sql.all('DELETE FROM domains WHERE host = ?', host)
  }
}
