import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { mayTouch } from '../access/actor.ts'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { NOT_YOURS } from '../api/perform.ts'
import { wrote } from '../api/wrote.ts'
import { claimQuery, domainAnswer, eventKey, tenantEntry, writeQuery, written } from './schemas.ts'

const host = v.strictObject({ host: v.pipe(v.string(), v.minLength(1), v.maxLength(253)) })
const hostParam = v.pipe(v.string(), v.maxLength(253))

export const findHost = endpoint({
  method: 'GET',
  path: '/hosts/{host}',
  id: 'findHost',
  tag: 'Hosts',
  summary: 'Whose a host is',
  role: 'viewer',
  params: { host: hostParam },
  query: {},
  body: null,
  answer: tenantEntry,
  answers: 'The event that has it.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params }) {
    const found = await ask(turn, 'hosts.find', params)
    if (!found.ok) return found
    const { tenant } = found.value
    return mayTouch(turn.actor, tenant.key)
      ? ok({ body: found.value, revision: tenant.revision })
      : err(NOT_YOURS)
  },
})

export const addHost = endpoint({
  method: 'POST',
  path: '/tenants/{key}/hosts',
  id: 'addHost',
  tag: 'Hosts',
  summary: 'Give an event another host',
  description:
    'One outside the platform’s domains is served once a TXT record proves it: `domains` of the event.',
  role: 'operator',
  params: { key: eventKey },
  query: { ...writeQuery, ...claimQuery },
  body: host,
  answer: written,
  answers: 'The event has it.',
  gives: 'json',
  status: 200,
  wantsRevision: true,
  once: 'registrar',
  problems: ['conflict'],
  async handle(turn, { params: { key }, query: { reclaim, ...why }, body }) {
    const by = authorship(turn, why)
    const input = { by, key, ifRevision: turn.revision, reclaim, ...body }
    return wrote(await ask(turn, 'hosts.add', input))
  },
})

export const removeHost = endpoint({
  method: 'DELETE',
  path: '/tenants/{key}/hosts/{host}',
  id: 'removeHost',
  tag: 'Hosts',
  summary: 'Take a host from an event',
  description: 'Not the canonical one. What was proven of it counts no longer.',
  role: 'operator',
  params: { key: eventKey, host: hostParam },
  query: writeQuery,
  body: null,
  answer: written,
  answers: 'It is nobody’s.',
  gives: 'json',
  status: 200,
  wantsRevision: true,
  once: 'registrar',
  problems: ['conflict', 'invalid'],
  async handle(turn, { params, query }) {
    const by = authorship(turn, query)
    return wrote(await ask(turn, 'hosts.remove', { by, ifRevision: turn.revision, ...params }))
  },
})

export const setCanonicalHost = endpoint({
  method: 'PUT',
  path: '/tenants/{key}/canonical-host',
  id: 'setCanonicalHost',
  tag: 'Hosts',
  summary: 'Set the host that links are built on',
  description: 'One of the event’s hosts; the others redirect to it.',
  role: 'operator',
  params: { key: eventKey },
  query: writeQuery,
  body: host,
  answer: written,
  answers: 'It is set.',
  gives: 'json',
  status: 200,
  wantsRevision: true,
  once: 'registrar',
  problems: ['conflict'],
  async handle(turn, { params: { key }, query, body }) {
    const by = authorship(turn, query)
    const input = { by, key, ifRevision: turn.revision, ...body }
    return wrote(await ask(turn, 'hosts.set-canonical', input))
  },
})

export const checkHost = endpoint({
  method: 'POST',
  path: '/tenants/{key}/hosts/{host}/check',
  id: 'checkHost',
  tag: 'Hosts',
  summary: 'Look into DNS for the proof of a host',
  role: 'operator',
  params: { key: eventKey, host: hostParam },
  query: {},
  body: null,
  answer: domainAnswer,
  answers: 'How it stands now.',
  gives: 'json',
  status: 200,
  once: 'alike',
  problems: ['conflict'],
  async handle(turn, { params }) {
    const checked = await ask(turn, 'hosts.check', { by: authorship(turn), ...params })
    return checked.ok ? ok({ body: checked.value }) : checked
  },
})

export const vouchForHost = endpoint({
  method: 'POST',
  path: '/tenants/{key}/hosts/{host}/vouch',
  id: 'vouchForHost',
  tag: 'Hosts',
  summary: 'Have a host served without proof',
  description: 'Wants a reason.',
  role: 'owner',
  params: { key: eventKey, host: hostParam },
  query: writeQuery,
  body: null,
  answer: domainAnswer,
  answers: 'It is served.',
  gives: 'json',
  status: 200,
  once: 'registrar',
  problems: ['conflict', 'invalid'],
  async handle(turn, { params, query }) {
    const vouched = await ask(turn, 'hosts.vouch', { by: authorship(turn, query), ...params })
    return vouched.ok ? ok({ body: vouched.value }) : vouched
  },
})
