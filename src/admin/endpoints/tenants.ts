import * as v from 'valibot'
import { ok, type Result, type TenantStatus } from '../../contract.ts'
import type {
  ListInput,
  TenantEntry,
  TenantPage,
  TenantRow,
} from '../../registry/registrar/tenant-calls.ts'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint, type Turn } from '../api/endpoint.ts'
import type { Problem } from '../api/problem.ts'
import { wrote } from '../api/wrote.ts'
import {
  claimQuery,
  eventKey,
  pageQuery,
  status,
  tenantDraft,
  tenantEntry,
  tenantPatch,
  tenantRow,
  waiting,
  writeQuery,
  written,
} from './schemas.ts'

const day = v.pipe(v.string(), v.isoDate())
const { limit, cursor } = pageQuery(200, 50)

export const listTenants = endpoint({
  method: 'GET',
  path: '/tenants',
  id: 'listTenants',
  tag: 'Events',
  summary: 'Events',
  role: 'viewer',
  params: {},
  query: {
    q: v.exactOptional(
      v.pipe(
        v.string(),
        v.maxLength(200),
        v.description('Words of name, key, place or hosts; the last letters may be missing.'),
      ),
    ),
    status: v.exactOptional(v.pipe(status, v.description('As the schedule has it now.'))),
    from: v.exactOptional(v.pipe(day, v.description('First days from then on.'))),
    to: v.exactOptional(v.pipe(day, v.description('First days until then, included.'))),
    sort: v.optional(v.picklist(['starts', '-starts', '-changed', 'key']), 'starts'),
    limit,
    cursor,
  },
  body: null,
  answer: v.strictObject({
    tenants: v.array(tenantRow),
    next: v.nullable(v.string()),
    counts: v.pipe(
      v.strictObject({
        draft: v.number(),
        live: v.number(),
        frozen: v.number(),
        archived: v.number(),
        suspended: v.number(),
      }),
      v.description('By status: of those that `q` finds, whatever the other filters.'),
    ),
  }),
  answers: 'A page of the list.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { query }) {
    const { events } = turn.actor
    const page =
      events === 'all' ? await ask(turn, 'tenants.list', query) : await ownPage(turn, events, query)
    return page.ok ? ok({ body: page.value, next: page.value.next }) : page
  },
})

/** The few events that somebody's token is for, all on one page. */
async function ownPage(
  turn: Turn,
  keys: readonly string[],
  { q = '', status: wanted, from = '', to = '9999' }: ListInput,
): Promise<Result<TenantPage, Problem>> {
  const found = await Promise.all(
    keys.map((key) => turn.parts.registrar.call('tenants.get', { key })),
  )
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const rows = found
    .flatMap((entry) => (entry.ok ? [rowOf(entry.value)] : []))
    .filter(({ key, name, place, canonicalHost }) => {
      const text = `${key} ${name} ${place} ${canonicalHost}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .toSorted((a, b) => a.starts.localeCompare(b.starts) || a.key.localeCompare(b.key))
  const counts: Record<TenantStatus, number> = {
    draft: 0,
    live: 0,
    frozen: 0,
    archived: 0,
    suspended: 0,
  }
  for (const { statusNow } of rows) counts[statusNow]++
  const tenants = rows.filter(
    ({ statusNow, starts }) =>
      (wanted === undefined || statusNow === wanted) && from <= starts && starts <= to,
  )
  return ok({ tenants, next: null, counts })
}

const rowOf = ({ tenant, statusNow, changed }: TenantEntry): TenantRow => {
  const { key, name, starts, ends, place, canonicalHost, revision } = tenant
  return { key, name, statusNow, starts, ends, place, canonicalHost, revision, changed: changed.at }
}

export const createTenant = endpoint({
  method: 'POST',
  path: '/tenants',
  id: 'createTenant',
  tag: 'Events',
  summary: 'Create an event',
  description: 'Its host is `<key>.<apex>` where it names none.',
  role: 'operator',
  everything: true,
  params: {},
  query: {
    ...writeQuery,
    ...claimQuery,
    useAgain: v.optional(
      v.pipe(v.boolean(), v.description('The key may be a deleted event’s: it gets a new store.')),
      false,
    ),
  },
  body: tenantDraft,
  answer: written,
  answers: 'It is there.',
  gives: 'json',
  status: 201,
  once: 'registrar',
  problems: ['conflict'],
  async handle(turn, { query: { reason, dryRun, ...claims }, body: draft }) {
    const by = authorship(turn, { reason, dryRun })
    const made = await ask(turn, 'tenants.create', { by, draft, ...claims })
    if (!made.ok) return made
    const { key, revision } = made.value.tenant
    return ok({ body: made.value, revision, location: `/tenants/${key}` })
  },
})

export const getTenant = endpoint({
  method: 'GET',
  path: '/tenants/{key}',
  id: 'getTenant',
  tag: 'Events',
  summary: 'One event',
  role: 'viewer',
  params: { key: eventKey },
  query: {},
  body: null,
  answer: tenantEntry,
  answers: 'Its record, and what is true of it now.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params: { key } }) {
    const found = await ask(turn, 'tenants.get', { key })
    return found.ok ? ok({ body: found.value, revision: found.value.tenant.revision }) : found
  },
})

export const changeTenant = endpoint({
  method: 'PATCH',
  path: '/tenants/{key}',
  id: 'changeTenant',
  tag: 'Events',
  summary: 'Change an event’s record',
  description:
    'Each field that is named takes the place of the one in the record, whole; `settings: null` takes them away. A record can be sent back with changes in it.',
  role: 'operator',
  params: { key: eventKey },
  query: { ...writeQuery, ...claimQuery },
  body: tenantPatch,
  answer: written,
  answers: 'It is changed.',
  gives: 'json',
  status: 200,
  wantsRevision: true,
  once: 'registrar',
  problems: ['conflict'],
  async handle(turn, { params: { key }, query: { reason, dryRun, reclaim }, body: patch }) {
    const by = authorship(turn, { reason, dryRun })
    const input = { by, key, ifRevision: turn.revision, patch, reclaim }
    return wrote(await ask(turn, 'tenants.change', input))
  },
})

export const deleteTenant = endpoint({
  method: 'DELETE',
  path: '/tenants/{key}',
  id: 'deleteTenant',
  tag: 'Events',
  summary: 'Delete an event',
  description:
    'Only a draft, an archived or a suspended one. Key and hosts stay nobody’s for a while.',
  role: 'owner',
  params: { key: eventKey },
  query: { ...writeQuery, reason: v.pipe(v.string(), v.minLength(1), v.maxLength(400)) },
  body: null,
  answer: v.strictObject({
    key: v.string(),
    published: v.boolean(),
    waiting: v.array(waiting),
  }),
  answers: 'It is gone.',
  gives: 'json',
  status: 200,
  wantsRevision: true,
  once: 'registrar',
  problems: ['conflict', 'invalid'],
  async handle(turn, { params: { key }, query }) {
    const by = authorship(turn, query)
    const gone = await ask(turn, 'tenants.delete', { by, key, ifRevision: turn.revision })
    return gone.ok ? ok({ body: gone.value }) : gone
  },
})
