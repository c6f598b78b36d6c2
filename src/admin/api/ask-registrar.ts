import { err, type Result, type Tenant } from '../../contract.ts'
import type { RegistrarRefusal } from '../../registry/registrar/refusals.ts'
import type { Registrar, RegistrarCalls } from '../../registry/registrar/registrar-calls.ts'
import type { Authorship } from '../../registry/registrar/tenant-calls.ts'
import type { Actor } from '../access/actor.ts'
import { refusalText } from '../refusal-text.ts'
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
  const issues = refusalText(refusal, actor)
  const said = issues.map(({ message }) => message).join(' ')
  switch (refusal.tag) {
    case 'invalid': {
      if (issues.every(({ field }) => field === 'cursor')) return NO_CURSOR
      const errors = issues.map(({ field, message }) => ({
        pointer: field === 'record' ? '' : pointerOf(field.split('.')),
        detail: message,
      }))
      return problem('invalid', issues.map(fieldText).join(' '), { errors })
    }
    case 'needs-reason':
      return problem('invalid', `reason: ${said}`, {
        errors: [{ parameter: 'reason', detail: said }],
      })
    case 'unknown-event':
    case 'unknown-host':
    case 'unknown-revision':
    case 'unknown-import':
    case 'unknown-token':
    case 'unknown-secret':
    case 'unknown-release':
      return NOT_FOUND
    case 'not-current':
      return lostRace(refusal.revision, null)
    case 'key-reused':
      return problem('key-used', said)
    case 'newer-schema':
    case 'key-taken':
    case 'key-deleted':
    case 'host-taken':
    case 'host-kept':
    case 'illegal-status':
    case 'needs-release':
    case 'not-deletable':
    case 'needs-no-proof':
    case 'release-pinned':
    case 'release-in-use':
    case 'no-previous-release':
    case 'being-swept':
      return problem('conflict', said)
  }
}

const NO_CURSOR = problem('invalid-query', 'cursor: It is not one of this list.', {
  errors: [{ parameter: 'cursor', detail: 'It is not one of this list. Begin without one.' }],
})

const fieldText = ({ field, message }: { readonly field: string; readonly message: string }) =>
  `${field}: ${message}`
