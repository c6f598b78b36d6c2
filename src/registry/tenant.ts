import * as v from 'valibot'
import { err, ok, type Result, type Tenant } from '../contract.ts'
import { isLabel, refuseEventKey } from '../event-key.ts'
import { refuseOutboundHost } from '../outbound-hosts.ts'
import { refuseRedirects } from '../redirects.ts'
import { RELEASE_ID } from '../release-id.ts'

const eventKey = v.pipe(
  v.string(),
  v.check((key) => refuseEventKey(key) === null, 'Not an event key.'),
)

const hostname = v.pipe(
  v.string(),
  v.maxLength(253),
  v.check((name) => name.includes('.') && name.split('.').every(isLabel), 'Not a hostname.'),
)

const outboundHost = v.pipe(
  hostname,
  v.check((host) => refuseOutboundHost(host) === null, 'Not a host on the public internet.'),
)

const timeZone = v.pipe(v.string(), v.check(isTimeZone, 'Not an IANA time zone.'))
const locale = v.pipe(v.string(), v.check(isLocale, 'Not a BCP 47 language tag.'))
const day = v.pipe(v.string(), v.isoDate(), v.check(isDay, 'No such day on the calendar.'))
const line = (max: number) => v.pipe(v.string(), v.maxLength(max))
const localTime = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/), v.isoDateTime())
const status = v.picklist(['draft', 'live', 'frozen', 'archived', 'suspended'])
const redirect = v.strictObject({ from: v.string(), to: v.string(), prefix: v.boolean() })
const elsewhere = v.pipe(line(400), v.url(), v.regex(/^https:\/\/[!-~]+$/))

const releaseId = v.pipe(v.string(), v.regex(RELEASE_ID, 'Not the id of a release.'))

/** Characters of a record's settings as JSON. */
const MAX_SETTINGS = 20_000

/** What a record is: the one schema that everything parses it with. */
export const tenantSchema = v.pipe(
  v.strictObject({
    schema: v.literal(1),
    revision: v.pipe(v.number(), v.integer(), v.minValue(1)),
    key: eventKey,
    storeId: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/)),
    name: v.pipe(line(120), v.minLength(1)),
    canonicalHost: hostname,
    hosts: v.pipe(
      v.array(hostname),
      v.minLength(1),
      v.maxLength(50),
      v.check((hosts) => new Set(hosts).size === hosts.length, 'A host is named twice.'),
    ),
    status,
    schedule: v.optional(
      v.pipe(
        v.array(v.strictObject({ at: localTime, to: v.picklist(['live', 'frozen', 'archived']) })),
        v.maxLength(20),
      ),
      [],
    ),
    farewell: v.optional(
      v.nullable(v.strictObject({ from: localTime, redirect: v.nullable(elsewhere) })),
      null,
    ),
    notice: v.optional(
      v.nullable(v.strictObject({ text: line(400), until: v.nullable(localTime) })),
      null,
    ),
    redirects: v.optional(
      v.pipe(
        v.array(redirect),
        v.maxLength(200),
        v.check(
          (all) => refuseRedirects(all) === null,
          ({ input }) => refuseRedirects(input) ?? '',
        ),
      ),
      [],
    ),
    listed: v.optional(v.boolean(), true),
    timeZone,
    locales: v.pipe(v.tupleWithRest([locale], locale), v.maxLength(20)),
    starts: day,
    ends: day,
    place: line(120),
    theme: v.record(line(40), line(400)),
    settings: v.exactOptional(
      v.pipe(
        v.record(line(40), v.unknown()),
        v.check((all) => JSON.stringify(all).length <= MAX_SETTINGS, 'Settings are too long.'),
      ),
    ),
    outbound: v.optional(v.pipe(v.array(outboundHost), v.maxLength(50)), []),
    deadline: v.optional(v.nullable(v.pipe(v.number(), v.minValue(100), v.maxValue(60_000))), null),
    lane: v.exactOptional(v.picklist(['shared', 'isolated'])),
    release: v.exactOptional(
      v.strictObject({
        id: releaseId,
        previous: v.nullable(releaseId),
        pinned: v.boolean(),
      }),
    ),
    limits: v.exactOptional(
      v.strictObject({
        cpuMs: v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(30_000)),
        subRequests: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(1_000)),
      }),
    ),
  }),
  v.forward(
    v.check(
      (tenant) => tenant.hosts.includes(tenant.canonicalHost),
      'canonicalHost is one of hosts.',
    ),
    ['canonicalHost'],
  ),
  v.forward(
    v.check((tenant) => tenant.starts <= tenant.ends, 'ends is not before starts.'),
    ['ends'],
  ),
)

/** One thing that is wrong with what was given. */
export interface Issue {
  /** Dotted, `schedule.0.at`; `record` for the whole. */
  readonly field: string
  readonly message: string
}

/** A registry record as a tenant, or everything that is wrong with it: at least one issue. */
export function readTenant(record: unknown): Result<Tenant, readonly Issue[]> {
  const parsed = v.safeParse(tenantSchema, record)
  if (parsed.success) return ok(parsed.output)
  return err(parsed.issues.map((issue) => ({ field: fieldOf(issue), message: sentence(issue) })))
}

/** A registry record as a tenant, or the first thing that is wrong with it, field first. */
export function parseTenant(record: unknown): Result<Tenant, string> {
  const read = readTenant(record)
  if (read.ok) return read
  const [issue] = read.error
  return err(`${issue?.field}: ${issue?.message}`)
}

type RecordIssue = v.InferIssue<typeof tenantSchema>

const fieldOf = (issue: RecordIssue): string => v.getDotPath(issue) ?? 'record'

function sentence(issue: RecordIssue): string {
  if (issue.type !== 'strict_object' || issue.path === undefined) return issue.message
  const field = fieldOf(issue)
  if (issue.expected === 'never') return `There is no field "${field}".`
  return issue.received === 'undefined' ? `"${field}" is missing.` : issue.message
}

/** A tenant as it stands in the registry. */
export const serializeTenant = (tenant: Tenant): string => JSON.stringify(tenant)

/** The pattern of a date takes 30 February for one. */
function isDay(date: string): boolean {
  const midnight = Date.parse(date)
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date)
}

/** Asking the runtime for one takes longer than all the rest of a record. */
const zones = new Set<string>()
/** There are some six hundred, each in any letter case. */
const MAX_ZONES = 2_000

function isTimeZone(name: string): boolean {
  if (zones.has(name)) return true
  try {
    if (Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone === '')
      return false
  } catch {
    return false
  }
  if (zones.size < MAX_ZONES) zones.add(name)
  return true
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag
  } catch {
    return false
  }
}
