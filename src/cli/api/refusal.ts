import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type * as v from 'valibot'
import type { problemSchema } from '../../admin/api/problem-schema.ts'
import { EXIT, type ExitCode, Failure } from '../exit-codes.ts'

type Problem = v.InferOutput<typeof problemSchema>

/** What the admin API has refused. */
export class Refused extends Failure {
  readonly problem: Problem
  constructor(problem: Problem, message: string) {
    super(message, exitCodeOf(problem))
    this.problem = problem
  }
}

/** Why an answer is not the one that was hoped for. */
export async function readRefusal(
  answer: IncomingMessage,
  origin: string,
  params: Readonly<Record<string, unknown>>,
): Promise<Failure> {
  const status = answer.statusCode ?? 0
  const body = await text(answer).catch(() => '')
  const problem = readProblem(body)
  if (problem !== null) return new Refused(problem, words(problem, params))
  if (status === 401) return new Failure(TOKEN, EXIT.notAllowed)
  if (status === 404) return new Failure(`${origin} has no such address: is it an older version?`)
  return new Failure(`${origin} answered ${status}: ${body.slice(0, 200)}`)
}

const TOKEN = 'The admin host does not know the token. Check USHER_TOKEN: it may have expired.'

function readProblem(body: string): Problem | null {
  try {
    const problem = JSON.parse(body) as Partial<Problem>
    return typeof problem.detail === 'string' && typeof problem.type === 'string'
      ? (problem as Problem)
      : null
  } catch {
    return null
  }
}

/** `lost-race`, of `/api/v1/#problem-lost-race`. */
export const kindOf = ({ type }: Problem): string => type.split('#problem-')[1] ?? ''

function exitCodeOf(problem: Problem): ExitCode {
  switch (kindOf(problem)) {
    case 'invalid':
    case 'invalid-query':
      return EXIT.usage
    case 'not-found':
      return EXIT.notFound
    case 'lost-race':
      return EXIT.lostRace
    case 'unknown':
    case 'not-allowed':
      return EXIT.notAllowed
    default:
      return EXIT.failed
  }
}

function words(problem: Problem, params: Readonly<Record<string, unknown>>): string {
  const { detail, errors = [], current } = problem
  switch (kindOf(problem)) {
    case 'unknown':
      return TOKEN
    case 'not-found':
      return Object.keys(params).length === 0 ? detail : `There is no ${named(params)}.`
    case 'lost-race':
      return `Somebody else was first: revision ${current?.revision ?? '?'} is current now. Look at it, and try again.`
    case 'invalid':
    case 'invalid-query':
      return errors.length === 0 ? detail : errors.map(fieldText).join('\n')
    default:
      return detail
  }
}

/** `revision "9" of event "my-fair"` */
function named(params: Readonly<Record<string, unknown>>): string {
  const names = Object.entries(params).map(
    ([name, value]) => `${name === 'key' ? 'event' : name} "${value as string}"`,
  )
  return `${names.toReversed().join(' of ')} here, or it is not yours to see`
}

function fieldText({ pointer, parameter, detail }: NonNullable<Problem['errors']>[number]): string {
  const field = parameter ?? pointer?.split('/').slice(1).join('.')
  return field === undefined || field === '' ? detail : `${field}: ${detail}`
}
