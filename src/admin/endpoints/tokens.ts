import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { ROLES } from '../access/actor.ts'
import { hashApiToken, newApiToken } from '../access/api-token.ts'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { problem } from '../api/problem.ts'
import { eventKey, moment } from './schemas.ts'

const role = v.picklist(ROLES)

const apiToken = v.strictObject({
  id: v.string(),
  label: v.string(),
  role,
  events: v.pipe(v.nullable(v.array(v.string())), v.description('null for all.')),
  created: moment,
  createdBy: v.string(),
  expires: v.nullable(moment),
  revoked: v.nullable(moment),
  used: v.pipe(v.nullable(moment), v.description('To the minute; null before it was used.')),
})

export const listTokens = endpoint({
  method: 'GET',
  path: '/tokens',
  id: 'listTokens',
  tag: 'Access',
  summary: 'API tokens',
  role: 'owner',
  everything: true,
  params: {},
  query: {},
  body: null,
  answer: v.strictObject({ tokens: v.array(apiToken) }),
  answers: 'The newest first, revoked and expired ones too.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn) {
    const found = await ask(turn, 'tokens.list', {})
    return found.ok ? ok({ body: found.value }) : found
  },
})

export const createToken = endpoint({
  method: 'POST',
  path: '/tokens',
  id: 'createToken',
  tag: 'Access',
  summary: 'Make an API token',
  description:
    'It is shown in this answer and never again: an idempotency key that made one is refused from then on.',
  role: 'owner',
  everything: true,
  params: {},
  query: {},
  body: v.strictObject({
    label: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
    role,
    events: v.optional(
      v.nullable(v.pipe(v.array(eventKey), v.minLength(1), v.maxLength(100))),
      null,
    ),
    expires: v.optional(v.nullable(v.pipe(moment, v.integer(), v.minValue(0))), null),
  }),
  answer: v.strictObject({ ...apiToken.entries, token: v.string() }),
  answers: 'The token.',
  gives: 'json',
  status: 201,
  once: 'spent',
  problems: [],
  async handle(turn, { body }) {
    const token = newApiToken()
    const hash = (await hashApiToken(token)) ?? ''
    const made = await ask(turn, 'tokens.create', {
      by: authorship(turn),
      token: { hash, ...body },
    })
    if (made.ok) return ok({ body: { ...made.value, token } })
    return made.error.kind === 'key-used' ? err(problem('key-used', SHOWN)) : made
  },
})

/** What is kept of a token cannot be shown a second time. */
const SHOWN =
  'A token was made with this key, and shown then. Revoke it, and make one with another key.'

export const revokeToken = endpoint({
  method: 'DELETE',
  path: '/tokens/{id}',
  id: 'revokeToken',
  tag: 'Access',
  summary: 'Revoke an API token',
  description: 'From then on it opens nothing. It stays in the list.',
  role: 'owner',
  everything: true,
  params: { id: v.pipe(v.string(), v.maxLength(80)) },
  query: {},
  body: null,
  answer: apiToken,
  answers: 'It is revoked.',
  gives: 'json',
  status: 200,
  once: 'registrar',
  problems: [],
  async handle(turn, { params: { id } }) {
    const gone = await ask(turn, 'tokens.revoke', { by: authorship(turn), id })
    return gone.ok ? ok({ body: gone.value }) : gone
  },
})

export const whoAmI = endpoint({
  method: 'GET',
  path: '/whoami',
  id: 'whoAmI',
  tag: 'Access',
  summary: 'Who is asking',
  role: 'viewer',
  params: {},
  query: {},
  body: null,
  answer: v.strictObject({
    name: v.string(),
    role,
    events: v.nullable(v.array(v.string())),
    by: v.picklist(['access', 'token', 'break-glass', 'local']),
  }),
  answers: 'What the admin host knows of you.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle({ actor: { name, role: own, events, by } }) {
    return ok({ body: { name, role: own, events: events === 'all' ? null : events, by } })
  },
})
