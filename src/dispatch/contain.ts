import type { ExecutionContext } from 'hono'
import { within } from '../within.ts'
import { type Book, type Failure, PLATFORM } from './book.ts'
import type { Eventually } from './after.ts'
import type { AppFetch } from './compose.ts'
import type { RequestEnv } from './request-env.ts'

/** How an event app's turn ended. */
export type Outcome =
  | { readonly kind: 'answered'; readonly response: Response }
  /** The module's own code failed. */
  | {
      readonly kind: 'faulted'
      readonly seam: string
      readonly error: unknown
      /** Whether nothing may stand in. */
      readonly closed: boolean
    }
  /** The base, the store or the platform failed; never counted against the event. */
  | { readonly kind: 'broken'; readonly error: unknown }

/** Stands for an event app that did not answer in its time. */
export const DEADLINE_PASSED = new Error('The event app did not answer before its deadline.')

/**
 * Runs one event app for one request. Never throws, never hangs past the deadline, and never hands
 * on a response that is none.
 *
 * @param deadline milliseconds until the app counts as faulty; a result that comes later is dropped
 */
export function contain<Pieces>(
  fetch: AppFetch<Pieces>,
  request: Request,
  env: RequestEnv<Pieces>,
  book: Book,
  ctx: ExecutionContext,
  deadline: number,
): Eventually<Outcome> {
  let answer: unknown
  try {
    answer = fetch(request, env, ctx)
  } catch (error) {
    return stopped(book, error)
  }
  if (!(answer instanceof Promise)) return ended(book, answer)
  return within(answer, deadline, tooLate).then(
    (response: unknown) => ended(book, response),
    (error: unknown) => stopped(book, error),
  )
}

function stopped(book: Book, error: unknown): Outcome {
  if (error !== DEADLINE_PASSED) book.fail(error)
  else book.failure = { seam: book.running, error, closed: book.runsClosed }
  return ended(book, undefined)
}

function ended(book: Book, response: unknown): Outcome {
  book.over = true
  if (book.failure !== null) return outcome(book.failure)
  if (response instanceof Response) return { kind: 'answered', response }
  const nothing = 'A handler returns a Response that can be sent; this one did not.'
  return outcome({ seam: book.answeredBy, error: new TypeError(nothing), closed: false })
}

function tooLate(): never {
  throw DEADLINE_PASSED
}

const outcome = ({ seam, error, closed }: Failure): Outcome =>
  seam === PLATFORM ? { kind: 'broken', error } : { kind: 'faulted', seam, error, closed }
