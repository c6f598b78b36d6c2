import * as v from 'valibot'
import { err, ok, type Result } from '../../contract.ts'
import { hasRole, mayTouch } from '../access/actor.ts'
import type { Endpoint, Turn } from './endpoint.ts'
import { bodyErrors, queryErrors } from './field-errors.ts'
import { listsForObjects } from './lists-for-objects.ts'
import { type FieldError, type Problem, problem } from './problem.ts'

/** What an endpoint is asked with, before it is looked at. */
export interface Asked {
  readonly params?: object
  readonly query?: object
  readonly body?: unknown
  readonly lines?: ReadableStream<Uint8Array> | null
}

export const NOT_FOUND = problem('not-found', 'There is no such thing, or it is not yours to see.')

/** Looks like what is not there to whoever is told, and is noted as the refusal that it is. */
export const NOT_YOURS: Problem = { ...NOT_FOUND }

/** Why somebody may not do this; null when they may. What is not theirs to see is not there. */
export function refuseActor(
  { role, everything, summary }: Pick<Endpoint, 'role' | 'everything' | 'summary'>,
  { actor }: Turn,
  params: object,
): Problem | null {
  if (!hasRole(actor, role)) {
    return problem('not-allowed', `"${summary}" takes the role ${role}; yours is ${actor.role}.`)
  }
  if (everything === true && actor.events !== 'all') {
    return problem('not-allowed', `"${summary}" concerns all events; yours are limited to some.`)
  }
  const { key } = params as { readonly key?: unknown }
  return typeof key !== 'string' || mayTouch(actor, key) ? null : NOT_YOURS
}

/**
 * Does what an endpoint does, for pages and programs alike: looks whether the actor may, whether the
 * fields are as they have to be, and does it.
 */
export async function perform<
  P extends v.ObjectEntries,
  Q extends v.ObjectEntries,
  B extends v.GenericSchema | null,
  A extends v.GenericSchema | null,
  G extends 'json' | 'lines',
>(
  endpoint: Endpoint<P, Q, B, A, G>,
  turn: Turn,
  { params = {}, query = {}, body, lines = null }: Asked,
): ReturnType<Endpoint<P, Q, B, A, G>['handle']> {
  const refused = refuseActor(endpoint, turn, params)
  if (refused !== null) return err(refused)
  const named = v.safeParse(v.strictObject(endpoint.params), params)
  if (!named.success) return err(NOT_FOUND)
  const asked = v.safeParse(v.strictObject(endpoint.query), query)
  if (!asked.success) return err(invalid('invalid-query', queryErrors(asked.issues)))
  const sent = readSent(endpoint, body)
  if (!sent.ok) return err(invalid('invalid', sent.error))
  const input = { params: named.output, query: asked.output, body: sent.value, lines }
  return endpoint.handle(turn, input as Parameters<typeof endpoint.handle>[1])
}

export const invalid = (
  kind: 'invalid' | 'invalid-query',
  errors: readonly FieldError[],
): Problem => {
  const [first] = errors
  const where = first?.pointer ?? first?.parameter ?? ''
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return problem(kind, `${where === '' ? 'The body' : where}: ${first?.detail ?? ''}${more}`, {
    errors,
  })
}

function readSent(
  { body: schema, takes }: Endpoint,
  sent: unknown,
): Result<unknown, readonly FieldError[]> {
  if (schema === null) return ok(null)
  // Lines are looked at one by one, as they come.
  if (takes === 'lines') return ok(null)
  const lists = takes === 'bytes' ? [] : listsForObjects(schema, sent)
  if (lists.length > 0) return err(lists)
  const parsed = v.safeParse(schema, sent)
  return parsed.success ? ok(parsed.output) : err(bodyErrors(parsed.issues))
}
