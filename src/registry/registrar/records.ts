import { err, type Result, type Tenant } from '../../contract.ts'
import { refuseHost } from './host-rules.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { Unchecked } from './tenant-calls.ts'
import { type Issue, readTenant } from '../tenant.ts'
import type { Rules } from './turn.ts'

/** The version of records that this code writes. */
const SCHEMA = 1

/** A whole record, checked; every issue names its field. */
export function checkRecord(record: Unchecked, rules: Rules): Result<Tenant, RegistrarRefusal> {
  if (isNewer(record)) return err({ tag: 'newer-schema', schema: record['schema'] })
  const read = readTenant(record)
  if (!read.ok) return invalid(read.error)
  // Names that every object seems to have, so that the schema takes them for its own.
  const odd = Object.keys(record).filter((field) => field in Object.prototype)
  if (odd.length > 0) {
    return invalid(odd.map((field) => ({ field, message: `There is no field "${field}".` })))
  }
  const issues = read.value.hosts.flatMap((host, i) => {
    const message = refuseHost(host, rules.apexes)
    return message === null ? [] : [{ field: `hosts.${i}`, message }]
  })
  return issues.length > 0 ? invalid(issues) : read
}

const isNewer = (record: Unchecked): record is Unchecked & { readonly schema: number } =>
  typeof record['schema'] === 'number' && record['schema'] > SCHEMA

/** What a new event's record is made of where the draft says nothing. */
const DEFAULTS = {
  schema: SCHEMA,
  status: 'draft',
  schedule: [],
  farewell: null,
  notice: null,
  redirects: [],
  listed: true,
  place: '',
  theme: {},
  deadline: null,
  outbound: [],
}

/** A record that leaves out what has a default. */
export const withDefaults = (record: Unchecked): Unchecked => ({ ...DEFAULTS, ...record })

/** A draft as the first record of an event. */
export function recordOf(
  draft: Unchecked,
  revision: number,
  rules: Rules,
): Result<Tenant, RegistrarRefusal> {
  const { key } = draft
  if (isNewer(draft)) return err({ tag: 'newer-schema', schema: draft['schema'] })
  const own = ['revision', 'storeId', 'lane', 'release'].filter(
    (field) => draft[field] !== undefined,
  )
  if (own.length > 0) return invalid(own.map((field) => ({ field, message: OURS })))
  const { status = 'draft' } = draft
  if (status !== 'draft' && status !== 'live') {
    return invalid([{ field: 'status', message: 'A new event is a draft or live.' }])
  }
  const [apex] = rules.apexes
  const hosts = draft['hosts'] ?? (apex === undefined ? [] : [`${String(key)}.${apex}`])
  const first: unknown = Array.isArray(hosts) ? hosts[0] : undefined
  const storeId = `${String(key).slice(0, 63)}-${rules.newId()}`
  const given = withDefaults({ canonicalHost: first, ...draft, hosts, storeId, revision })
  const record = checkRecord(given, rules)
  return record.ok ? record : err(withoutDerived(record.error, draft))
}

/** What is wrong with a host that was made of the key, or of the hosts, is wrong with these. */
function withoutDerived(refusal: RegistrarRefusal, draft: Unchecked): RegistrarRefusal {
  if (refusal.tag !== 'invalid') return refusal
  const derived = new Set(['hosts', 'canonicalHost'].filter((field) => draft[field] === undefined))
  const given = refusal.issues.filter(({ field }) => !derived.has(field.split('.')[0] ?? ''))
  return given.length === 0 ? refusal : { ...refusal, issues: given }
}

const OURS = 'The registry gives it.'

/** Fields that a change cannot touch. */
const FIXED = ['schema', 'revision', 'key', 'storeId', 'status', 'lane', 'release'] as const

/** The record after a change, checked as a whole. */
export function patched(
  before: Tenant,
  patch: Unchecked,
  rules: Rules,
): Result<Tenant, RegistrarRefusal> {
  if (isNewer(patch)) return err({ tag: 'newer-schema', schema: patch['schema'] })
  const fixed = FIXED.filter(
    (field) =>
      Object.hasOwn(patch, field) && JSON.stringify(patch[field]) !== JSON.stringify(before[field]),
  )
  if (fixed.length > 0) {
    return invalid(fixed.map((field) => ({ field, message: 'It cannot be changed like this.' })))
  }
  const record: Record<string, unknown> = { ...before, ...patch }
  if (patch['settings'] === null) delete record['settings']
  return checkRecord(record, rules)
}

const invalid = (issues: readonly Issue[]): { ok: false; error: RegistrarRefusal } =>
  err({ tag: 'invalid', issues })
