import type { ExecutionContext } from 'hono'
import type { AppFetch } from './compose.ts'
import { PLATFORM, RequestEnv } from './request-env.ts'

/** How an event app's turn ended. */
export type Outcome =
  | { readonly kind: 'answered'; readonly response: Response }
  /** The module's own code failed. */
  | { readonly kind: 'faulted'; readonly seam: string; readonly error: unknown }
  /** The base, the store or the platform failed; never counted against the event. */
  | { readonly kind: 'broken'; readonly error: unknown }

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
  ctx: ExecutionContext,
  deadline: number,
): Promise<Outcome> {
  let response: unknown
  try {
    const answer: unknown = fetch(request, env, ctx)
    response = answer instanceof Promise ? await withDeadline(answer, deadline) : answer
  } catch (error) {
    if (error instanceof DeadlinePassed) return outcome(RequestEnv.running(env), error)
    RequestEnv.fail(env, error)
  }
  const failure = RequestEnv.failure(env)
  if (failure !== null) return outcome(failure.seam, failure.error)
  if (response instanceof Response) return { kind: 'answered', response }
  return outcome('routes', new TypeError('A handler returns a Response; this one returned none.'))
}

const outcome = (seam: string, error: unknown): Outcome =>
  seam === PLATFORM ? { kind: 'broken', error } : { kind: 'faulted', seam, error }

function withDeadline<T>(promise: Promise<T>, deadline: number): Promise<T> {
  const { promise: passed, reject } = Promise.withResolvers<never>()
  const refuse = (): void => reject(new DeadlinePassed(`No answer in ${deadline} ms.`))
  const timer = setTimeout(refuse, deadline)
  return Promise.race([promise, passed]).finally(() => clearTimeout(timer))
}

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
