import type { Tenant } from '../../contract.ts'

/** Every way in which a request is refused, with its status and its title. */
export const PROBLEMS = {
  unreadable: [400, 'The request cannot be read.'],
  'invalid-query': [400, 'The query does not say what this address takes.'],
  unknown: [401, 'Who is asking?'],
  'not-allowed': [403, 'This is not yours to do.'],
  'not-found': [404, 'There is nothing here.'],
  'no-such-method': [405, 'This address does not take this method.'],
  'not-acceptable': [406, 'This address does not answer in any of these formats.'],
  conflict: [409, 'This does not go with what there is.'],
  'key-used': [409, 'This idempotency key came with another request before.'],
  'lost-race': [412, 'Somebody else was first.'],
  'too-big': [413, 'The body is too big.'],
  'media-type': [415, 'This address does not take a body of this type.'],
  invalid: [422, 'Some fields are not as they have to be.'],
  'no-revision': [428, 'Which revision is this change based on?'],
  'too-many': [429, 'Too many tries.'],
  unavailable: [503, 'This has to wait a moment.'],
} as const satisfies Record<string, readonly [status: number, title: string]>

export type ProblemKind = keyof typeof PROBLEMS

/** One thing that is wrong with what was sent. */
export interface FieldError {
  /** JSON pointer to the field of the body, `/hosts/0`; `` is the whole. */
  readonly pointer?: string
  /** Name of the field of the query. */
  readonly parameter?: string
  readonly detail: string
}

/** Why something is not done, in the words of RFC 9457. */
export interface Problem {
  readonly kind: ProblemKind
  /** What is wrong and what to do, a sentence or two. */
  readonly detail: string
  readonly errors?: readonly FieldError[]
  /** The record as it is now, for whoever lost a race. */
  readonly current?: Tenant
  /** Seconds after which it may work. */
  readonly retryAfter?: number
  /** Methods that the address takes. */
  readonly allow?: readonly string[]
}

export const problem = (
  kind: ProblemKind,
  detail: string,
  more: Omit<Problem, 'kind' | 'detail'> = {},
): Problem => ({ kind, detail, ...more })

export const statusOf = ({ kind }: Problem): number => PROBLEMS[kind][0]

/** A problem as it is sent. Its type is the address of its explanation in the reference. */
export function problemResponse(told: Problem, requestId: string): Response {
  const [status, title] = PROBLEMS[told.kind]
  const { kind, detail, errors, current, retryAfter, allow } = told
  const type = `/api/v1/#problem-${kind}`
  const body = { type, title, status, detail, requestId, errors, current }
  const headers = new Headers({ 'Content-Type': 'application/problem+json' })
  if (retryAfter !== undefined) headers.set('Retry-After', String(retryAfter))
  if (allow !== undefined) headers.set('Allow', allow.join(', '))
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer realm="Usher"')
  return new Response(JSON.stringify(body), { status, headers })
}
