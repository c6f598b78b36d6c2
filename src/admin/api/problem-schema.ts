import * as v from 'valibot'
import { tenantSchema } from '../../registry/tenant.ts'
import { PROBLEMS, type ProblemKind } from './problem.ts'
import type { Endpoint } from './endpoint.ts'

/** A problem as it is sent, for the document. */
export const problemSchema = v.strictObject({
  type: v.pipe(
    v.string(),
    v.description('Its explanation in the reference: `/api/v1/#problem-…`.'),
  ),
  title: v.string(),
  status: v.number(),
  detail: v.pipe(v.string(), v.description('What is wrong and what to do.')),
  requestId: v.pipe(v.string(), v.description('The same as in the log.')),
  errors: v.exactOptional(
    v.array(
      v.strictObject({
        pointer: v.exactOptional(
          v.pipe(v.string(), v.description('JSON pointer to the field of the body.')),
        ),
        parameter: v.exactOptional(v.pipe(v.string(), v.description('Field of the query.'))),
        detail: v.string(),
      }),
    ),
  ),
  current: v.exactOptional(
    v.pipe(tenantSchema, v.description('The record as it is now, after a lost race.')),
  ),
})

/** Every way in which an endpoint can refuse. */
export function problemsOf(endpoint: Endpoint): ReadonlyMap<number, readonly ProblemKind[]> {
  const kinds: readonly ProblemKind[] = [
    ...ALWAYS,
    ...(Object.keys(endpoint.params).length > 0 ? (['not-found'] as const) : []),
    ...(endpoint.body === null ? [] : WITH_BODY),
    ...(endpoint.wantsRevision === true ? (['lost-race', 'no-revision'] as const) : []),
    ...((endpoint.once ?? 'alike') === 'alike' ? [] : (['key-used'] as const)),
    ...endpoint.problems,
  ]
  return Map.groupBy(new Set(kinds), (kind) => PROBLEMS[kind][0])
}

const ALWAYS = [
  'invalid-query',
  'unknown',
  'not-allowed',
  'not-acceptable',
  'too-many',
  'unavailable',
] as const satisfies readonly ProblemKind[]

const WITH_BODY = [
  'unreadable',
  'too-big',
  'media-type',
  'invalid',
] as const satisfies readonly ProblemKind[]
