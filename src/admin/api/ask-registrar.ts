import { err, type Result, type Tenant } from '../../contract.ts'
import type { RegistrarRefusal } from '../../registry/registrar/refusals.ts'
import type { Registrar, RegistrarCalls } from '../../registry/registrar/registrar-calls.ts'
import type { Authorship } from '../../registry/registrar/tenant-calls.ts'
import { type Actor, mayTouch } from '../access/actor.ts'
import type { Turn } from './endpoint.ts'
import { pointerOf } from './field-errors.ts'
import { NOT_FOUND } from './perform.ts'
import { type Problem, problem } from './problem.ts'

/** Asks the registrar, and says in a problem's words what it refuses. Rejects when it does not answer. */
export async function ask<Name extends keyof RegistrarCalls>(
  { parts: { registrar }, actor }: Turn,
  name: Name,
  input: RegistrarCalls[Name]['input'],
): Promise<Result<RegistrarCalls[Name]['answer'], Problem>> {
  const answered = await registrar.call(name, input)
  return answered.ok ? answered : err(await problemOf(answered.error, registrar, actor))
}

/** Who writes, for the registrar's log. */
export const authorship = (
  { actor, idempotencyKey }: Turn,
  { reason, dryRun }: { readonly reason?: string | undefined; readonly dryRun?: boolean } = {},
): Authorship => ({
  actor: actorName(actor),
  ...(reason === undefined ? {} : { reason }),
  ...(idempotencyKey === null ? {} : { idempotencyKey }),
  ...(dryRun === true ? { dryRun } : {}),
})

/** `access:ada@example.org`, `token:crm`, `break-glass`, `local`. */
export const actorName = ({ by, name }: Actor): string => (by === name ? by : `${by}:${name}`)

async function problemOf(
  refusal: RegistrarRefusal,
  registrar: Registrar,
  actor: Actor,
): Promise<Problem> {
  if (refusal.tag !== 'not-current') return refusalProblem(refusal, actor)
  const found = await registrar.call('tenants.get', { key: refusal.key })
  return lostRace(refusal.revision, found.ok ? found.value.tenant : null)
}

function lostRace(revision: number, current: Tenant | null): Problem {
  const detail = `Revision ${revision} is current. Look at it and send the change again.`
  return problem('lost-race', detail, current === null ? {} : { current })
}

/** What the registrar refuses, as a problem. */
export function refusalProblem(refusal: RegistrarRefusal, actor: Actor): Problem {
  switch (refusal.tag) {
    case 'invalid': {
      if (refusal.issues.every(({ field }) => field === 'cursor')) return NO_CURSOR
      const errors = refusal.issues.map(({ field, message }) => ({
        pointer: field === 'record' ? '' : pointerOf(field.split('.')),
        detail: message,
      }))
      return problem('invalid', refusal.issues.map(fieldText).join(' '), { errors })
    }
    case 'needs-reason': {
      const detail = 'Say why.'
      return problem('invalid', `reason: ${detail}`, { errors: [{ parameter: 'reason', detail }] })
    }
    case 'unknown-event':
    case 'unknown-host':
    case 'unknown-revision':
    case 'unknown-import':
    case 'unknown-token':
    case 'unknown-secret':
      return NOT_FOUND
    case 'not-current':
      return lostRace(refusal.revision, null)
    case 'key-reused':
      return problem('key-used', `"${refusal.idempotencyKey}" came with something else before.`)
    case 'newer-schema':
    case 'key-taken':
    case 'key-deleted':
    case 'host-taken':
    case 'host-kept':
    case 'illegal-status':
    case 'needs-release':
    case 'not-deletable':
    case 'needs-no-proof':
      return problem('conflict', conflictText(refusal, actor))
  }
}

const NO_CURSOR = problem('invalid-query', 'cursor: It is not one of this list.', {
  errors: [{ parameter: 'cursor', detail: 'It is not one of this list. Begin without one.' }],
})

const fieldText = ({ field, message }: { readonly field: string; readonly message: string }) =>
  `${field}: ${message}`

function conflictText(refusal: Conflict, actor: Actor): string {
  switch (refusal.tag) {
    case 'newer-schema':
      return `The record is of version ${refusal.schema}, which newer code than this has written.`
    case 'key-taken':
      return `There is an event "${refusal.key}". Choose another key.`
    case 'key-deleted':
      return `A deleted event had the key "${refusal.key}". Say useAgain to use it for another one.`
    case 'host-taken':
      return `${refusal.host} belongs to ${eventText(refusal.key, actor)}.`
    case 'host-kept':
      return `${refusal.host} was a deleted event's. It is free on ${dayOf(refusal.until)}, or when you say reclaim.`
    case 'illegal-status':
      return `An event that is ${refusal.from} can become ${refusal.allowed.join(' or ') || 'nothing else'}, not ${refusal.to}.`
    case 'needs-release':
      return 'Show days are served from a published release, and the event has none.'
    case 'needs-no-proof':
      return `${refusal.host} is below the platform's own domain, and served without proof.`
    case 'not-deletable':
      return `An event that is ${refusal.status} cannot be deleted. Archive or suspend it first.`
  }
}

/** An event that is not theirs has no name for them. */
const eventText = (key: string, actor: Actor): string =>
  mayTouch(actor, key) ? `the event "${key}"` : 'another event'

type Conflict = Extract<RegistrarRefusal, { readonly tag: ConflictTag }>
type ConflictTag =
  | 'newer-schema'
  | 'key-taken'
  | 'key-deleted'
  | 'host-taken'
  | 'host-kept'
  | 'illegal-status'
  | 'needs-release'
  | 'not-deletable'
  | 'needs-no-proof'

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)
