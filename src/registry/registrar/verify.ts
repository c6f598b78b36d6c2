import { ok, type Result, type Sql } from '../../contract.ts'
import type { Finding, VerifyInput, VerifyPage } from './audit-calls.ts'
import { note } from './audit.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Decider } from './decider.ts'
import { importRow } from './import-row.ts'
import { liveList } from './live-list.ts'
import { type KvRecords, recordOn } from './publisher.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { parseTenant } from '../tenant.ts'
import { isWaiting } from './targets.ts'
import { LIVE_EVENTS_KEY } from '../kv-live-events.ts'
import { hostKey } from '../kv-directory.ts'
import { write } from './turn.ts'

export interface VerifyParts {
  readonly sql: Sql
  readonly decider: Decider
  readonly records: KvRecords
}

/** Hosts that one page looks at. */
const A_PAGE = 200

/**
 * One page of the check: first what was decided, host by host, then the public list, then what KV has
 * besides.
 */
export async function verifyPage(
  parts: VerifyParts,
  input: VerifyInput,
): Promise<Result<VerifyPage, RegistrarRefusal>> {
  const place = readCursor(input.cursor, ['string', 'string', 'number'])
  if (!place.ok) return place
  const [phase, from, done] = (place.value ?? ['hosts', '', 0]) as [string, string, number]
  const page =
    phase === 'hosts' ? await checkHosts(parts, from) : await checkKv(parts, from, input.adopt)
  const findings = mend(parts, input, page.found)
  const looked = done + page.looked
  return ok({
    findings,
    done: looked,
    total: Math.max(looked, 2 * countHosts(parts.sql)),
    next: page.next === null ? null : writeCursor([...page.next, looked]),
  })
}

interface Page {
  readonly found: readonly Found[]
  readonly looked: number
  readonly next: readonly [phase: string, from: string] | null
}

interface Found extends Pick<Finding, 'target' | 'problem'> {
  /** The record that KV has, where it could be adopted. */
  readonly record?: Readonly<Record<string, unknown>>
}

async function checkHosts({ sql, records }: VerifyParts, after: string): Promise<Page> {
  const hosts = sql
    .all<{ host: string }>(
      'SELECT host FROM hosts WHERE host > ? AND free IS NULL ORDER BY host LIMIT ?',
      after,
      A_PAGE,
    )
    .map(({ host }) => host)
  const targets = hosts.map(hostKey)
  const isFull = hosts.length === A_PAGE
  const read = await readAll(records, isFull ? targets : [...targets, LIVE_EVENTS_KEY])
  const found: Found[] = []
  for (const [target, text] of read) {
    // As it is now: what was changed while KV was read is on its way.
    const wanted = target === LIVE_EVENTS_KEY ? liveList(sql) : recordOn(sql, target)
    if (text === wanted || isWaiting(sql, target)) continue
    if (target === LIVE_EVENTS_KEY && text === null && wanted === '[]') continue
    found.push({ target, problem: text === null ? 'missing' : 'different' })
  }
  const next = isFull ? (['hosts', hosts.at(-1) ?? ''] as const) : (['kv', ''] as const)
  return { found, looked: hosts.length, next }
}

async function checkKv({ sql, records }: VerifyParts, from: string, adopt = false): Promise<Page> {
  const { keys, cursor } = await records.list('host:', from === '' ? null : from)
  const strange = keys.filter((target) => recordOn(sql, target) === null && !isWaiting(sql, target))
  const read = await readAll(records, strange)
  const found: Found[] = []
  for (const [target, text] of read) {
    if (text === null) continue
    const tenant = parseTenant(parseJson(text))
    const isUnknown = tenant.ok && !isKnown(sql, tenant.value.key)
    if (!isUnknown) found.push({ target, problem: 'nobodys' })
    else {
      const record = adopt ? { record: { ...tenant.value } } : {}
      found.push({ target, problem: 'unknown-event', ...record })
    }
  }
  return { found, looked: keys.length, next: cursor === null ? null : ['kv', cursor] }
}

async function readAll(
  records: KvRecords,
  keys: readonly string[],
): Promise<readonly (readonly [string, string | null])[]> {
  const read: (readonly [string, string | null])[] = []
  for (let at = 0; at < keys.length; at += 20) {
    const some = keys.slice(at, at + 20).map(async (key) => [key, await records.get(key)] as const)
    read.push(...(await Promise.all(some)))
  }
  return read
}

/** An event that is there, or was. */
const isKnown = (sql: Sql, key: string): boolean =>
  sql.all(
    'SELECT 1 FROM tenants WHERE key = ?1 UNION ALL SELECT 1 FROM tombstones WHERE key = ?1',
    key,
  ).length > 0

const countHosts = (sql: Sql): number =>
  sql.all<{ n: number }>('SELECT count(*) AS n FROM hosts WHERE free IS NULL')[0]?.n ?? 0

/** Has published what is missing, and takes out what is nobody's; a line of the log for each page. */
function mend(
  { decider }: VerifyParts,
  { by, repair, adopt = false }: VerifyInput,
  found: readonly Found[],
): readonly Finding[] {
  const findings: Finding[] = []
  const vouched = { actor: by.actor, reason: 'served before it was registered' }
  const work = write((turn) => {
    for (const { target, problem, record } of found) {
      const isOld = problem === 'unknown-event'
      const adopts = adopt && record !== undefined
      // The first of an event's hosts brings the others along.
      const taken = adopts && recordOn(turn.sql, target) !== null
      const repaired = isOld
        ? taken || (adopts && turn.attempt(() => importRow(turn, by, record, vouched)).ok)
        : repair
      if (repaired && !isOld) turn.touch(target)
      findings.push({ target, problem, repaired })
    }
    const mended = findings.filter(({ repaired }) => repaired).map(({ target }) => target)
    if (mended.length > 0) {
      const changes = [{ path: ['repaired'], to: mended }]
      note(turn, { by, action: 'registry.verify', key: null, revision: null, changes })
    }
    return ok(null)
  })
  decider.decide(work, { by }, null)
  return findings
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
