import * as v from 'valibot'
import { ok } from '../../contract.ts'
import { authorship } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { exportTenants } from '../transfer/export-tenants.ts'
import { importTenants } from '../transfer/import-tenants.ts'
import { tenant, tenantDraft, writeQuery } from './schemas.ts'

const fieldError = v.strictObject({
  pointer: v.exactOptional(v.string()),
  parameter: v.exactOptional(v.string()),
  detail: v.string(),
})

const importLine = v.variant('type', [
  v.strictObject({
    type: v.literal('progress'),
    phase: v.pipe(
      v.picklist(['reading', 'taking', 'deciding']),
      v.description('`deciding`: on all rows in one piece; told every second, and `done` stays 0.'),
    ),
    done: v.number(),
    total: v.pipe(v.nullable(v.number()), v.description('null while they are being read.')),
  }),
  v.strictObject({
    type: v.literal('refusal'),
    line: v.pipe(v.number(), v.description('From 1, as it was sent.')),
    detail: v.string(),
    errors: v.exactOptional(v.array(fieldError)),
  }),
  v.strictObject({
    type: v.literal('done'),
    rows: v.number(),
    created: v.number(),
    changed: v.number(),
    unchanged: v.number(),
    refused: v.number(),
    taken: v.pipe(
      v.boolean(),
      v.description('Whether anything was taken: not by a dry run, nor of `all` with a refusal.'),
    ),
  }),
  v.strictObject({
    type: v.literal('failed'),
    detail: v.string(),
    requestId: v.string(),
  }),
])

export const importEvents = endpoint({
  method: 'POST',
  path: '/tenants:import',
  id: 'importEvents',
  tag: 'Many at once',
  summary: 'Create and change many events',
  description:
    'A line for each: a draft, or a whole record as the export has it. For an event that is there it names the `revision` it was made from. Nothing is taken before the last line has come. The answer’s lines tell how far it is, then what was refused (at most 100 lines), then the end: `done`, or `failed`.',
  role: 'operator',
  everything: true,
  params: {},
  query: {
    ...writeQuery,
    mode: v.optional(
      v.pipe(
        v.picklist(['all', 'each']),
        v.description('`all`: every row or none. `each`: every row that can be taken.'),
      ),
      'all',
    ),
  },
  body: v.union([tenantDraft, tenant]),
  takes: 'lines',
  answer: importLine,
  answers: 'How far it is, a line each, and at last what became of it.',
  gives: 'lines',
  status: 200,
  problems: [],
  async handle(turn, { query: { mode, dryRun, reason }, lines }) {
    const by = authorship(turn, { reason })
    return ok({ body: importTenants(turn, { by, mode, dryRun, lines }) })
  },
})

export const exportEvents = endpoint({
  method: 'GET',
  path: '/tenants:export',
  id: 'exportEvents',
  tag: 'Many at once',
  summary: 'The records of all events',
  role: 'viewer',
  everything: true,
  params: {},
  query: {},
  body: null,
  answer: tenant,
  answers: 'A record a line, by key. A connection that is cut is an export that failed.',
  gives: 'lines',
  status: 200,
  problems: [],
  async handle(turn) {
    return ok({ body: exportTenants(turn) })
  },
})
