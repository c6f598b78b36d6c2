import * as v from 'valibot'
import type { Tenant } from '../../contract.ts'
import { tenantSchema } from '../../registry/tenant.ts'

export const moment = v.pipe(v.number(), v.description('Epoch milliseconds.'))

const { entries } = tenantSchema.pipe[0]

export const { key: eventKey, status } = entries

/** A record, as it is answered. */
export const tenant: v.GenericSchema<unknown, Tenant> = tenantSchema

/** What a field may be where its being left out means something else than in a record. */
const bare = (entry: v.GenericSchema): v.GenericSchema => {
  const { type, wrapped } = entry as v.GenericSchema & { readonly wrapped?: v.GenericSchema }
  return (type === 'optional' || type === 'exact_optional') && wrapped !== undefined
    ? wrapped
    : entry
}

const optional = (fields: v.ObjectEntries): v.ObjectEntries =>
  Object.fromEntries(
    Object.entries(fields).map(([name, entry]) => [
      name,
      v.exactOptional(bare(entry as v.GenericSchema)),
    ]),
  )

const { schema, revision, key, storeId, status: _, lane, release, ...changeable } = entries

/** A field of a record that can be changed at any time; null takes settings away. */
export const fieldSchema = (name: keyof typeof changeable): v.GenericSchema =>
  name === 'settings' ? v.nullable(bare(changeable.settings)) : bare(changeable[name])

/** A record to be. The registrar says what it has where nothing is said. */
export const tenantDraft = v.strictObject({
  ...optional({ schema, ...changeable }),
  key,
  name: changeable.name,
  timeZone: changeable.timeZone,
  locales: changeable.locales,
  starts: changeable.starts,
  ends: changeable.ends,
  status: v.optional(v.picklist(['draft', 'live']), 'draft'),
})

/** Fields that take the place of those in the record. The record's own may be sent back as they are. */
export const tenantPatch = v.strictObject({
  ...optional(changeable),
  settings: v.exactOptional(fieldSchema('settings')),
  ...optional({ schema, revision, key, storeId, status: entries.status, lane, release }),
})

export const waiting = v.strictObject({
  target: v.pipe(
    v.string(),
    v.description('`host:<hostname>` or `live-events` in KV, `store:<id>` of a suspended event.'),
  ),
  since: moment,
  tries: v.number(),
  error: v.nullable(v.string()),
})

export const written = v.strictObject({
  tenant,
  published: v.pipe(
    v.boolean(),
    v.description('Whether everything that follows has arrived where requests read it.'),
  ),
  waiting: v.pipe(
    v.array(waiting),
    v.description('What has not yet; it is tried until it has. The change stands.'),
  ),
})

const who = v.strictObject({ at: moment, actor: v.string() })

export const domain = v.strictObject({
  host: v.string(),
  state: v.pipe(
    v.picklist(['pending', 'verified', 'lost', 'vouched']),
    v.description('A pending one is not served; a lost one is, until `until`.'),
  ),
  since: moment,
  name: v.pipe(v.string(), v.description('Name of the TXT record that proves it.')),
  value: v.pipe(v.string(), v.description('What that record says.')),
  checked: v.nullable(moment),
  found: v.nullable(
    v.pipe(
      v.picklist(['proof', 'nothing', 'other', 'no-answer']),
      v.description('By the last look. `other`: the proof of another event or host.'),
    ),
  ),
  leads: v.pipe(
    v.nullable(v.array(v.string())),
    v.description('Names and addresses that the host leads to in DNS; null when nobody could say.'),
  ),
  next: v.pipe(v.nullable(moment), v.description('Null when it is looked at by hand alone.')),
  until: v.nullable(moment),
  vouched: v.nullable(v.strictObject({ actor: v.string(), reason: v.string() })),
})

/** A domain as it stands now. */
export const domainAnswer = v.strictObject({
  domain,
  published: v.boolean(),
  waiting: v.array(waiting),
})

export const tenantEntry = v.strictObject({
  tenant,
  statusNow: v.pipe(status, v.description('The status, moved on by the schedule.')),
  nextChange: v.nullable(moment),
  suspendedFrom: v.nullable(status),
  created: who,
  changed: who,
  waiting: v.array(waiting),
  domains: v.pipe(
    v.array(domain),
    v.description('Of its hosts those whose domain’s owner has to want it.'),
  ),
})

export const tenantRow = v.strictObject({
  key: v.string(),
  name: v.string(),
  statusNow: status,
  starts: v.string(),
  ends: v.string(),
  place: v.string(),
  canonicalHost: v.string(),
  revision: v.number(),
  changed: moment,
})

export const change = v.strictObject({
  path: v.pipe(v.array(v.string()), v.description('From the record inwards.')),
  from: v.exactOptional(v.unknown()),
  to: v.exactOptional(v.unknown()),
})

/** Of every endpoint that changes something. */
export const writeQuery = {
  reason: v.exactOptional(
    v.pipe(v.string(), v.maxLength(400), v.description('Why, for the audit log.')),
  ),
  dryRun: v.optional(
    v.pipe(v.boolean(), v.description('Answers what would be, and changes nothing.')),
    false,
  ),
}

/** Of those that may take what a deleted event has left. */
export const claimQuery = {
  reclaim: v.optional(
    v.pipe(v.boolean(), v.description('Hosts of a deleted event may be taken.')),
    false,
  ),
}

export const pageQuery = (most: number, usual: number) => ({
  cursor: v.exactOptional(v.pipe(v.string(), v.description('`next` of the page before.'))),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most)), usual),
})

/** Number of a revision in a path. */
export const revisionParam = v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number))
