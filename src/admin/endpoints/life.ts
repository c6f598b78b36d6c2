import * as v from 'valibot'
import { ok } from '../../contract.ts'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { wrote } from '../api/wrote.ts'
import { claimQuery, eventKey, tenantPatch, writeQuery, written } from './schemas.ts'

export const setStatus = endpoint({
  method: 'POST',
  path: '/tenants/{key}/status',
  id: 'setStatus',
  tag: 'Events',
  summary: 'Launch, freeze, archive, suspend or resume an event',
  description:
    'A suspension reaches the event’s store in the same call. It wants a reason, and so does every step back. `back` takes a suspended event to where it was.',
  role: 'operator',
  params: { key: eventKey },
  query: writeQuery,
  body: v.strictObject({
    to: v.picklist(['draft', 'live', 'frozen', 'archived', 'suspended', 'back']),
  }),
  answer: written,
  answers: 'It is so.',
  gives: 'json',
  status: 200,
  wantsRevision: true,
  once: 'registrar',
  problems: ['conflict'],
  async handle(turn, { params: { key }, query, body: { to } }) {
    const by = authorship(turn, query)
    return wrote(await ask(turn, 'tenants.status', { by, key, ifRevision: turn.revision, to }))
  },
})

export const cloneTenant = endpoint({
  method: 'POST',
  path: '/tenants/{key}/clone',
  id: 'cloneTenant',
  tag: 'Events',
  summary: 'Create an event after another one',
  description:
    'The new one is a draft with the record of the other one, without its hosts, schedule, notice and farewell. Of its data what is set up comes along where `withData` says so. People, and what they wrote, stay where they are.',
  role: 'operator',
  everything: true,
  params: { key: eventKey },
  query: { ...writeQuery, ...claimQuery },
  body: v.strictObject({
    key: eventKey,
    different: v.optional(
      v.pipe(tenantPatch, v.description('Fields that are not the other’s.')),
      {},
    ),
    withData: v.optional(
      v.pipe(
        v.boolean(),
        v.description(
          'Programme without speakers, tables, slots set by hand, groups, tags and the organiser’s settings; dates move with the first day. It is in `waiting` as `copy:…` until it has arrived.',
        ),
      ),
      false,
    ),
  }),
  answer: written,
  answers: 'It is there.',
  gives: 'json',
  status: 201,
  once: 'registrar',
  problems: ['conflict'],
  async handle(turn, { params: { key: from }, query, body }) {
    const { reclaim, ...why } = query
    const by = authorship(turn, why)
    const made = await ask(turn, 'tenants.clone', { by, from, reclaim, ...body })
    if (!made.ok) return made
    const { key, revision } = made.value.tenant
    return ok({ body: made.value, revision, location: `/tenants/${key}` })
  },
})
