import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { type Problem, problem } from '../api/problem.ts'
import { resealSecret, sealSecret, type SealRefusal } from '../../registry/secrets/seal.ts'
import { eventKey, moment } from './schemas.ts'

const name = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z][\w-]{0,79}$/),
  v.description('As in the environment of a program: a letter, then letters, digits, `_`, `-`.'),
)

const entry = v.strictObject({
  name: v.string(),
  sealKey: v.pipe(v.string(), v.description('Names the master key that it is sealed with.')),
  set: moment,
  setBy: v.string(),
})

function unfit(refusal: SealRefusal): Problem {
  const detail =
    refusal.tag === 'too-long'
      ? `It has at most ${refusal.most} bytes.`
      : 'It is a text with whole characters.'
  return problem('invalid', `/value: ${detail}`, { errors: [{ pointer: '/value', detail }] })
}

export const listSecrets = endpoint({
  method: 'GET',
  path: '/tenants/{key}/secrets',
  id: 'listSecrets',
  tag: 'Access',
  summary: 'Names of an event’s secrets',
  description: 'What they are is never told.',
  role: 'operator',
  params: { key: eventKey },
  query: {},
  body: null,
  answer: v.strictObject({ secrets: v.array(entry) }),
  answers: 'By name.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params: { key } }) {
    const found = await ask(turn, 'secrets.list', { key })
    return found.ok ? ok({ body: found.value }) : found
  },
})

export const setSecret = endpoint({
  method: 'PUT',
  path: '/tenants/{key}/secrets/{name}',
  id: 'setSecret',
  tag: 'Access',
  summary: 'Set a secret of an event, or replace it',
  description:
    'It is sealed before it is kept, reaches the event’s own code alone, and is never shown.',
  role: 'operator',
  params: { key: eventKey, name },
  query: {},
  body: v.strictObject({ value: v.pipe(v.string(), v.minLength(1), v.maxLength(8192)) }),
  answer: entry,
  answers: 'It is set.',
  gives: 'json',
  status: 200,
  once: 'alike',
  problems: ['conflict'],
  async handle(turn, { params: { key, name: called }, body: { value } }) {
    const keys = await turn.parts.masterKeys()
    if (!keys.ok) return err(problem('conflict', keys.error))
    const sealed = await sealSecret(keys.value, { event: key, name: called }, value)
    if (!sealed.ok) return err(unfit(sealed.error))
    const by = authorship(turn)
    const kept = await ask(turn, 'secrets.set', { by, key, name: called, ...sealed.value })
    return kept.ok ? ok({ body: kept.value }) : kept
  },
})

export const removeSecret = endpoint({
  method: 'DELETE',
  path: '/tenants/{key}/secrets/{name}',
  id: 'removeSecret',
  tag: 'Access',
  summary: 'Remove a secret of an event',
  description: 'Code of the event that asks for it is told that there is none.',
  role: 'operator',
  params: { key: eventKey, name },
  query: {},
  body: null,
  answer: null,
  answers: 'It is gone.',
  gives: 'json',
  status: 204,
  once: 'registrar',
  problems: [],
  async handle(turn, { params }) {
    const gone = await ask(turn, 'secrets.remove', { by: authorship(turn), ...params })
    return gone.ok ? ok({ body: null }) : gone
  },
})

export const resealSecrets = endpoint({
  method: 'POST',
  path: '/secrets:reseal',
  id: 'resealSecrets',
  tag: 'Access',
  summary: 'Seal all secrets with the newest master key',
  description:
    'After a new key was put first in SECRETS_KEY. Call it until `left` is 0; then the old key can go. What does not open is named, and has to be set anew.',
  role: 'owner',
  everything: true,
  params: {},
  query: {},
  body: null,
  answer: v.strictObject({
    resealed: v.number(),
    left: v.pipe(v.number(), v.description('Of the next ones, at most 200.')),
    broken: v.array(v.strictObject({ key: v.string(), name: v.string() })),
  }),
  answers: 'How many were, and what is left.',
  gives: 'json',
  status: 200,
  once: 'alike',
  problems: ['conflict'],
  async handle(turn) {
    const keys = await turn.parts.masterKeys()
    if (!keys.ok) return err(problem('conflict', keys.error))
    const sealKey = keys.value.newest
    const open = await ask(turn, 'secrets.sealed-otherwise', { sealKey })
    if (!open.ok) return open
    const broken: { readonly key: string; readonly name: string }[] = []
    for (const { key, name: called, ...kept } of open.value.secrets) {
      const sealed = await resealSecret(keys.value, { event: key, name: called }, kept)
      if (!sealed.ok) broken.push({ key, name: called })
      if (!sealed.ok || sealed.value === null) continue
      const by = authorship(turn, { reason: 'another master key' })
      const set = await ask(turn, 'secrets.set', { by, key, name: called, ...sealed.value })
      if (!set.ok) return set
    }
    const rest = await ask(turn, 'secrets.sealed-otherwise', { sealKey })
    if (!rest.ok) return rest
    const resealed = open.value.secrets.length - broken.length
    return ok({ body: { resealed, left: rest.value.secrets.length, broken } })
  },
})
