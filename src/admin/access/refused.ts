import { type Problem, problem } from '../api/problem.ts'
import type { Refusal } from './identify.ts'

/** What somebody who is not let in is told: never why a token opens nothing. */
export function problemOfRefusal(refusal: Refusal): Problem {
  switch (refusal.tag) {
    case 'unknown':
      return problem('unknown', 'Send an API token, or sign in as "operator" with one.')
    case 'foreign':
      return problem('not-allowed', 'This was sent by another site. Send it from a page here.')
    case 'too-many':
      return problem('too-many', `Try again in ${refusal.retryAfter} seconds.`, {
        retryAfter: refusal.retryAfter,
      })
    case 'unavailable':
      return problem('unavailable', 'Who you are cannot be found out now. Try again in a moment.', {
        retryAfter: 5,
      })
  }
}
