import type { RegistrarRefusal } from '../../registry/registrar/refusals.ts'
import type { Actor } from '../access/actor.ts'
import { type ClaimWords, type RefusalIssue, refusalText } from '../refusal-text.ts'

/** A form has boxes that claim things. */
const BY_BOX: ClaimWords = {
  useAgain: 'Tick the box to use its key again',
  reclaim: 'Tick the box to take it',
}

const SENT_BEFORE = 'This form was sent before with other content. Open the page anew.'

/** What the registrar refuses, each at the field of the form that it is about. */
export const issuesOf = (refusal: RegistrarRefusal, actor: Actor): readonly RefusalIssue[] =>
  refusal.tag === 'key-reused'
    ? [{ field: '', message: SENT_BEFORE }]
    : refusalText(refusal, actor, BY_BOX)
