import { ok, type Result } from '../../contract.ts'
import { ALLOW, type RuleRefusal, type Stale, underRule } from '../../seam/rule.ts'
import type { SignedOut } from '../people/signed-in.ts'
import type { MatchEnv } from '../pieces.ts'
import { type ActInput, actOnMeeting, type ActRefusal } from './act.ts'
import type { MeetingStatus } from './meeting.ts'
import { requestMeeting, type RequestInput } from './request.ts'
import type { RequestRefusal } from './request-check.ts'
import { readCancelFacts, readRequestFacts } from './rule-facts.ts'
import { cancelRule, requestRule } from './rules.ts'

// Where the event's own rules and the store meet: every way to a ruled write leads through here.

type Refused<Refusal> = SignedOut | Refusal | RuleRefusal | Stale

/** Sends a request if the event's rule allows it. A rule's fault is thrown, and nothing is sent. */
export function requestUnderRule(
  { store, pieces, clock }: MatchEnv,
  input: RequestInput,
  requestId: string,
): Promise<Result<{ readonly id: string }, Refused<RequestRefusal>>> {
  if (!pieces.rules(requestRule)) return store.write(requestMeeting, input, requestId)
  const { invitee, slot } = input
  return underRule({
    read: () => store.read(readRequestFacts, { invitee, slot }),
    decide: (facts) => pieces.decide(requestRule, { ...facts, now: clock.now() }),
    write: (version, attempt) =>
      store.write(requestMeeting, { ...input, version }, idOf(requestId, attempt)),
  })
}

/** What the event's rule says before anything is sent. */
export async function mayAsk(
  { store, pieces, clock }: MatchEnv,
  invitee: string,
): Promise<Result<null, SignedOut | { readonly tag: 'not-found' } | RuleRefusal>> {
  if (!pieces.rules(requestRule)) return ok(null)
  const known = await store.read(readRequestFacts, { invitee, slot: null })
  if (!known.ok) return known
  const verdict = pieces.decide(requestRule, { ...known.value.facts, now: clock.now() })
  return verdict === ALLOW
    ? ok(null)
    : { ok: false, error: { tag: 'refused', why: verdict.refuse } }
}

/** Does something about a meeting; cancelling only if the event's rule allows it. */
export function actUnderRule(
  { store, pieces, clock }: MatchEnv,
  input: ActInput,
  requestId: string,
): Promise<Result<{ readonly status: MeetingStatus }, ActRefusal | RuleRefusal>> {
  if (input.action !== 'cancel' || !pieces.rules(cancelRule)) {
    return store.write(actOnMeeting, input, requestId)
  }
  return underRule({
    read: () => store.read(readCancelFacts, { id: input.id }),
    decide: (facts) => pieces.decide(cancelRule, { ...facts, now: clock.now() }),
    write: (version, attempt) =>
      store.write(actOnMeeting, { ...input, version }, idOf(requestId, attempt)),
  })
}

/** The first attempt has the form's own id; the same form again goes the same way. */
const idOf = (requestId: string, attempt: number): string =>
  attempt === 1 ? requestId : `${requestId}.${attempt}`
