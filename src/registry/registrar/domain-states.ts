import type { DomainState, Seen } from './domain-calls.ts'

/** Times in milliseconds. */
export interface DomainTimes {
  /** Between two looks at what is not proven or not answered: doubled by each, from the first to the last. */
  readonly again: readonly [first: number, last: number]
  /** Between two looks at what is proven. */
  readonly verified: number
  /** Between two looks at what was proven. */
  readonly lost: number
  /** How long what was proven is served on. */
  readonly grace: number
}

/** How far a domain is. */
export interface Standing {
  readonly state: DomainState
  readonly since: number
  /** Looks that came to the same, one after the other. */
  readonly tries: number
  /** When it is looked at next; null for never. */
  readonly due: number | null
}

/** Where a domain stands after a look at it. DNS that does not answer says nothing about it. */
export function judged(before: Standing, seen: Seen, now: number, times: DomainTimes): Standing {
  const state = nextState(before, seen, now, times)
  const tries = state === before.state && seen !== 'proof' ? before.tries + 1 : 0
  const since = state === before.state ? before.since : now
  return { state, since, tries, due: dueAfter(state, seen, tries, now, times) }
}

function nextState(before: Standing, seen: Seen, now: number, times: DomainTimes): DomainState {
  if (seen === 'proof') return 'verified'
  if (seen === 'no-answer') return before.state
  switch (before.state) {
    case 'verified':
      return 'lost'
    case 'lost':
      return now >= before.since + times.grace ? 'pending' : 'lost'
    case 'pending':
    case 'vouched':
      return before.state
  }
}

function dueAfter(
  state: DomainState,
  seen: Seen,
  tries: number,
  now: number,
  times: DomainTimes,
): number | null {
  if (state === 'vouched') return null
  if (seen === 'proof') return now + times.verified
  const [first, last] = times.again
  const backoff = Math.min(first * 2 ** Math.min(tries, 30), last)
  if (state === 'lost') return now + times.lost
  return now + (state === 'verified' ? Math.min(backoff, times.verified) : backoff)
}
