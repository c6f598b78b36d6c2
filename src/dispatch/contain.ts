import type { ExecutionContext } from 'hono'
import { within } from '../within.ts'
import type { AppFetch } from './compose.ts'
import { type Book, PLATFORM, type RequestEnv } from './request-env.ts'

/** How an event app's turn ended. */
export type Outcome =
  | { readonly kind: 'answered'; readonly response: Response }
  /** The module's own code failed. */
  | { readonly kind: 'faulted'; readonly seam: string; readonly error: unknown }
  /** The base, the store or the platform failed; never counted against the event. */
  | { readonly kind: 'broken'; readonly error: unknown }

/** The event app did not answer in its time. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed'
}

/**
 * Runs one event app for one request. Never throws, never hangs past the deadline, and never hands
 * on a response that is none.
 *
 * @param deadline milliseconds until the app counts as faulty; a result that comes later is dropped
 */
export async function contain<Pieces>(
  fetch: AppFetch<Pieces>,
  request: Request,
  env: RequestEnv<Pieces>,
  book: Book,
  ctx: ExecutionContext,
  deadline: number,
): Promise<Outcome> {
  let response: unknown
  try {
    const answer: unknown = fetch(request, env, ctx)
    response =
      answer instanceof Promise ? await within(answer, deadline, () => passed(deadline)) : answer
  } catch (error) {
    if (error instanceof DeadlinePassed) return outcome(book.running, error)
    book.fail(error)
  }
  if (book.failure !== null) return outcome(book.failure.seam, book.failure.error)
  if (response instanceof Response) return { kind: 'answered', response }
  return outcome(book.answeredBy, new TypeError('A handler returns a Response; this one did not.'))
}

function passed(deadline: number): never {
  throw new DeadlinePassed(`No answer in ${deadline} ms.`)
}

const outcome = (seam: string, error: unknown): Outcome =>
  seam === PLATFORM ? { kind: 'broken', error } : { kind: 'faulted', seam, error }

/** The part of the execution context that event code gets: the platform's own opens every event. */
export function narrowContext(
  ctx: ExecutionContext,
  report: (error: unknown) => void,
): ExecutionContext {
  return {
    waitUntil: (promise) => ctx.waitUntil(Promise.resolve(promise).catch(report)),
    passThroughOnException: () => undefined,
    props: {},
  }
}
