import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { NOT_FOUND } from '../api/perform.ts'
import { wrote } from '../api/wrote.ts'
import {
  change,
  claimQuery,
  eventKey,
  moment,
  pageQuery,
  revisionParam,
  tenant,
  writeQuery,
  written,
} from './schemas.ts'

export const listRevisions = endpoint({
  method: 'GET',
  path: '/tenants/{key}/revisions',
  id: 'listRevisions',
  tag: 'Revisions',
  summary: 'Revisions of an event',
  role: 'viewer',
  params: { key: eventKey },
  query: pageQuery(200, 50),
  body: null,
  answer: v.strictObject({
    revisions: v.array(
      v.strictObject({
        revision: v.number(),
        at: moment,
        actor: v.string(),
        action: v.string(),
        reason: v.nullable(v.string()),
      }),
    ),
    next: v.nullable(v.string()),
  }),
  answers: 'A page of the list, the newest first.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params: { key }, query }) {
    const page = await ask(turn, 'revisions.list', { key, ...query })
    if (page.ok && page.value.revisions.length === 0) return err(NOT_FOUND)
    return page.ok ? ok({ body: page.value, next: page.value.next }) : page
  },
})

export const getRevision = endpoint({
  method: 'GET',
  path: '/tenants/{key}/revisions/{revision}',
  id: 'getRevision',
  tag: 'Revisions',
  summary: 'A record as it was',
  role: 'viewer',
  params: { key: eventKey, revision: revisionParam },
  query: {},
  body: null,
  answer: tenant,
  answers: 'The record of that revision.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params }) {
    const found = await ask(turn, 'revisions.get', params)
    return found.ok ? ok({ body: found.value, revision: found.value.revision }) : found
  },
})

export const diffRevisions = endpoint({
  method: 'GET',
  path: '/tenants/{key}/revisions/{revision}/changes',
  id: 'diffRevisions',
  tag: 'Revisions',
  summary: 'What a revision changed',
  role: 'viewer',
  params: { key: eventKey, revision: revisionParam },
  query: {
    since: v.exactOptional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1),
        v.description('Another revision to compare with; the one before when left out.'),
      ),
    ),
  },
  body: null,
  answer: v.strictObject({ changes: v.array(change) }),
  answers: 'Each field that differs, before and after.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params: { key, revision }, query: { since } }) {
    if (revision === 1 && since === undefined) return ok({ body: { changes: [] } })
    const compared = { key, a: since ?? revision - 1, b: revision }
    const found = await ask(turn, 'revisions.diff', compared)
    return found.ok ? ok({ body: found.value }) : found
  },
})

export const rollBack = endpoint({
  method: 'POST',
  path: '/tenants/{key}/revisions/{revision}/roll-back',
  id: 'rollBack',
  tag: 'Revisions',
  summary: 'Roll a record back',
  description:
    'Makes a new revision with what an old one said. The status stays as it is; a host that another event has meanwhile is refused.',
  role: 'operator',
  params: { key: eventKey, revision: revisionParam },
  query: { ...writeQuery, ...claimQuery },
  body: null,
  answer: written,
  answers: 'The new revision.',
  gives: 'json',
  status: 200,
  wantsRevision: true,
  once: 'registrar',
  problems: ['conflict', 'invalid'],
  async handle(turn, { params: { key, revision: to }, query: { reclaim, ...why } }) {
    const by = authorship(turn, why)
    const input = { by, key, ifRevision: turn.revision, to, reclaim }
    return wrote(await ask(turn, 'revisions.roll-back', input))
  },
})
