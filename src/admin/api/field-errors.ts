import type * as v from 'valibot'
import type { FieldError } from './problem.ts'

type Issue = v.BaseIssue<unknown>

/** What is wrong with a body, each with where it is. */
export const bodyErrors = (issues: readonly Issue[]): FieldError[] =>
  issues.map((issue) => ({ pointer: pointerOf(keysOf(issue)), detail: detailOf(issue) }))

/** What is wrong with a query, each with the parameter's name. */
export const queryErrors = (issues: readonly Issue[]): FieldError[] =>
  issues.map((issue) => ({ parameter: keysOf(issue)[0] ?? '', detail: detailOf(issue) }))

/** A JSON pointer (RFC 6901) from the names on the way to a field. */
export const pointerOf = (keys: readonly string[]): string =>
  keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const keysOf = ({ path }: Issue): string[] => path?.map(({ key }) => String(key)) ?? []

function detailOf({ type, kind, expected, message, input, path }: Issue): string {
  if (type === 'strict_object' && path?.at(-1)?.origin === 'key') {
    return expected === 'never' ? `There is no field "${String(input)}".` : 'This is missing.'
  }
  // What comes from a check of ours says it better than we could here.
  return kind === 'schema' ? `${expected ?? 'Something else'} belongs here.` : message
}
