import { HTTPException } from 'hono/http-exception'
import { within } from '../within.ts'
import type { Deciders } from './deciders.ts'
import { isPlatformFault, PlatformFault, SeamFault, type SeamWatch } from './fault.ts'
import { isWords, type Words } from './words.ts'

/**
 * Something that must pass before a feature of the base is shown or used. A feature declares it and
 * requires it in its handlers: it is no pattern of paths, which `//` or another letter case get around.
 */
export interface GuardSeam<Name extends string, Facts> {
  readonly name: Name
  /** Only a type: what the module's guard is given. */
  readonly facts?: Facts
}

export const guardSeam =
  <Facts>() =>
  <Name extends string>(name: Name): GuardSeam<Name, Facts> => ({ name })

/** Whoever is asked about may go on. */
export const PASS = 'pass'

/**
 * `to`: a path of the event, where what is missing can be done; it is told in `?next=` where the
 * visitor wanted to go. `refuse`: why not, in words for them.
 */
export type GuardVerdict = typeof PASS | { readonly to: `/${string}` } | { readonly refuse: Words }

/** Has the time of one asynchronous piece. An HTTPException that it throws is an answer. */
export type Guard<Facts> = (facts: Facts) => GuardVerdict | Promise<GuardVerdict>

/** What became of somebody at a guard; a response is the answer of an HTTPException. */
export type Passage = GuardVerdict | Response

/**
 * Asks the module's guard. To be called only where there is one (`guards.has`).
 *
 * @throws a closed `SeamFault` for a guard that fails; what fails in the platform meanwhile is its own
 */
export const passGuard = <Facts>(
  guards: Deciders,
  { name }: GuardSeam<string, Facts>,
  facts: Facts,
  watch: SeamWatch,
): Promise<Passage> =>
  guards.ask(name, watch, async (decide, seam) => {
    const leave = watch.enter(seam)
    try {
      const given = Promise.resolve((decide as (facts: Facts) => unknown)(facts))
      const verdict = readVerdict(await within(given, watch.deadline, () => late(watch)))
      watch.succeeded(seam)
      return verdict
    } catch (error) {
      if (isPlatformFault(error)) throw error
      const answer = answerOf(error, seam)
      watch.succeeded(seam)
      return answer
    } finally {
      leave()
    }
  })

function late(watch: SeamWatch): never {
  const error = new Error('The guard took too long.')
  if (watch.waiting) throw new PlatformFault(error)
  watch.ranOut()
  throw error
}

/** A path of the event's own host, with nothing in it that a header or a question could not follow. */
const LOCAL = /^\/(?![/\\])[\x21-\x22\x24-\x7e]*$/

function readVerdict(value: unknown): GuardVerdict {
  if (value === PASS) return PASS
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 1) {
    if ('to' in value && typeof value.to === 'string' && LOCAL.test(value.to))
      return { to: value.to as `/${string}` }
    if ('refuse' in value && isWords(value.refuse)) return { refuse: value.refuse }
  }
  throw new TypeError('A guard answers PASS, { to: "/path" } or { refuse: "why" }.')
}

/** What an HTTPException answers; whatever else was thrown is a fault, also an answer that is none. */
function answerOf(thrown: unknown, seam: string): Response {
  try {
    if (thrown instanceof HTTPException) {
      const answer = thrown.getResponse()
      const isWhole = !answer.bodyUsed && answer.body?.locked !== true
      if (isWhole && !answer.ok) return new Response(answer.body, answer)
    }
  } catch (broken) {
    throw new SeamFault(seam, broken, true)
  }
  throw new SeamFault(seam, thrown, true)
}
