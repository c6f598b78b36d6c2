import * as v from 'valibot'
import { err, ok, type Result, type Tenant } from '../contract.ts'
import { isLabel, refuseEventKey } from '../event-key.ts'

const eventKey = v.pipe(
  v.string(),
  v.check((key) => refuseEventKey(key) === null, 'Not an event key.'),
)

const hostname = v.pipe(
  v.string(),
  v.maxLength(253),
  v.check((name) => name.includes('.') && name.split('.').every(isLabel), 'Not a hostname.'),
)

const timeZone = v.pipe(v.string(), v.check(isTimeZone, 'Not an IANA time zone.'))
const locale = v.pipe(v.string(), v.check(isLocale, 'Not a BCP 47 language tag.'))
const day = v.pipe(v.string(), v.isoDate())
const line = (max: number) => v.pipe(v.string(), v.maxLength(max))

const tenantSchema = v.pipe(
  v.strictObject({
    schema: v.literal(1),
    revision: v.pipe(v.number(), v.integer(), v.minValue(1)),
    key: eventKey,
    storeId: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/)),
    name: v.pipe(line(120), v.minLength(1)),
    canonicalHost: hostname,
    hosts: v.pipe(v.array(hostname), v.minLength(1), v.maxLength(50)),
    status: v.picklist(['draft', 'live', 'frozen', 'archived', 'suspended']),
    timeZone,
    locales: v.pipe(v.tupleWithRest([locale], locale), v.maxLength(20)),
    starts: day,
    ends: day,
    place: line(120),
    theme: v.record(line(40), line(400)),
  }),
  v.check(
    (tenant) => tenant.hosts.includes(tenant.canonicalHost),
    'canonicalHost is one of hosts.',
  ),
  v.check((tenant) => tenant.starts <= tenant.ends, 'starts is not after ends.'),
)

/** A registry record as a tenant, or what is wrong with it, field first. */
export function parseTenant(record: unknown): Result<Tenant, string> {
  const parsed = v.safeParse(tenantSchema, record)
  if (parsed.success) return ok(parsed.output)
  const [issue] = parsed.issues
  return err(`${v.getDotPath(issue) ?? 'record'}: ${issue.message}`)
}

/** A tenant as it stands in the registry. */
export const serializeTenant = (tenant: Tenant): string => JSON.stringify(tenant)

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}
