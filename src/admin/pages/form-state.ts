import type { Result } from '../../contract.ts'
import type { RegistrarRefusal } from '../../registry/registrar/refusals.ts'
import type { RegistrarCalls } from '../../registry/registrar/registrar-calls.ts'
import type { Authorship, TenantEntry } from '../../registry/registrar/tenant-calls.ts'
import { authorship } from '../api/ask-registrar.ts'
import type { RefusalIssue } from '../refusal-text.ts'
import { entryOf } from './event-visit.ts'
import { type Meanwhile, meanwhileOf } from './meanwhile.tsx'
import { go, type Sight, type Visit } from './page.ts'
import { issuesOf } from './refusal-words.ts'
import { newOnce, type Sent } from './sent.ts'

/** A form as it is shown: for the first time, or again with what was typed and what is wrong. */
export interface FormState {
  /** null before anything was typed. */
  readonly sent: Sent | null
  readonly issues: readonly RefusalIssue[]
  /** What others have changed since the form was opened; null for nothing. */
  readonly meanwhile: Meanwhile | null
  readonly once: string
}

export const fresh = (): FormState => ({
  sent: null,
  issues: [],
  meanwhile: null,
  once: newOnce(),
})

/** A form that was not taken, shown again with everything that was typed. */
export const again = (sent: Sent, issues: readonly RefusalIssue[]): FormState => ({
  sent,
  issues,
  meanwhile: null,
  once: sent.once,
})

/** How a form that is shown again is answered: what it was refused for. */
export const statusOfForm = ({ issues, meanwhile }: FormState): number => {
  if (meanwhile !== null) return 412
  return issues.length > 0 ? 422 : 200
}

/** Who sends a form, for the registrar and its log. */
export function by({ turn }: Visit, sent: Sent): Authorship {
  const reason = sent.text('reason').trim()
  const asked = { ...turn, idempotencyKey: sent.once }
  return authorship(asked, { reason: reason === '' ? undefined : reason })
}

interface Change<Name extends keyof RegistrarCalls> {
  readonly call: Name
  readonly input: RegistrarCalls[Name]['input']
  /** Where it goes on when it is done. */
  readonly goesTo: string
  /** The form, shown again. */
  readonly form: (entry: TenantEntry, state: FormState) => Sight | Promise<Sight>
}

/** Has the registrar change an event. A lost race is told with what has changed meanwhile. */
export async function changeEvent<Name extends keyof RegistrarCalls>(
  visit: Visit,
  entry: TenantEntry,
  sent: Sent,
  { call, input, goesTo, form }: Change<Name>,
): Promise<Sight> {
  const done: Result<unknown, RegistrarRefusal> = await visit.turn.parts.registrar.call(call, input)
  if (done.ok) return go(goesTo)
  if (done.error.tag !== 'not-current')
    return form(entry, again(sent, issuesOf(done.error, visit.turn.actor)))
  const now = await entryOf(visit, entry.tenant.key)
  if (!now.ok) return now.error
  const meanwhile = await meanwhileOf(visit, sent.revision, now.value)
  return form(now.value, { sent, issues: [], meanwhile, once: newOnce() })
}
