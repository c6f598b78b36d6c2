import { err, ok, type Result, type Viewer } from '../contract.ts'
import type { IsolateReports, ToldError } from '../isolate-ports.ts'
import { keeping } from '../keeping.ts'
import { SAFE_HEADERS } from '../seam/base.ts'
import { cleanAnswer } from './foreign-headers.ts'
import type { Served } from './serve.ts'

/** What an isolate answered, read: nothing of it is believed before. */
export type ReadAnswer =
  | { readonly kind: 'served'; readonly served: Served; readonly reports: IsolateReports }
  | { readonly kind: 'unloaded'; readonly error: Error }

/** @param policy what the base's pages say at least, as `Content-Security-Policy` */
export function readAnswer(
  answer: unknown,
  viewer: Viewer,
  policy: string | undefined,
): Result<ReadAnswer, string> {
  if (!isRecord(answer)) return err('It answers nothing.')
  if ('unloaded' in answer) return ok({ kind: 'unloaded', error: errorOf(answer['unloaded']) })
  const { response, own } = answer
  if (!(response instanceof Response)) return err('It answers no response.')
  if (response.status < 200 || response.status > 599) {
    return err(`It answers with status ${response.status}.`)
  }
  if ('webSocket' in response && response.webSocket !== null && response.webSocket !== undefined)
    return err('It answers with a socket.')
  const cleaned = cleanAnswer(response, viewer)
  if (cleaned === null) return err('Its answer has too many headers, or too long ones.')
  const { headers } = cleaned
  if (policy !== undefined && own !== true && isPage(headers)) atLeast(headers, policy)
  const served: Served = {
    response: cleaned,
    route: textOf(answer['route'], 200),
    own: own === true,
    degraded: textsOf(answer['degraded'], MOST, 100),
    fault: textOf(answer['fault'], 100),
    ...(answer['brokenOff'] === true ? { brokenOff: true } : {}),
  }
  return ok({ kind: 'served', served, reports: readReports(answer['reports']) })
}

/** What became of work: an error's text, or null when it is done; and what there is to tell. */
export function readWorked(answer: unknown): {
  readonly error: string | null
  readonly reports: IsolateReports
} {
  if (!isRecord(answer)) return { error: 'It answers nothing.', reports: readReports(null) }
  const { error, reports } = answer
  return { error: error === null ? null : told(error, 1_000), reports: readReports(reports) }
}

/** Things a release says of one turn; what is more is not heard. */
const MOST = 50

export function readReports(reports: unknown): IsolateReports {
  const { faults, opened, logs } = isRecord(reports) ? reports : {}
  return {
    faults: recordsOf(faults).map(({ seam, error }) => ({
      seam: told(seam, 100),
      error: readError(error),
    })),
    opened: textsOf(opened, MOST, 100),
    logs: recordsOf(logs).map(({ seam, text }) => ({
      seam: told(seam, 100),
      text: told(text, 1_000),
    })),
  }
}

/** What was told of an error, as one that can be logged. */
export function errorOf(given: unknown): Error {
  const { name, message, stack } = readError(given)
  const error = new Error(message)
  error.name = name
  error.stack = stack ?? `${name}: ${message}`
  return error
}

function readError(given: unknown): ToldError {
  const { name, message, stack } = isRecord(given) ? given : {}
  return { name: told(name, 100), message: told(message, 1_000), stack: textOf(stack, 8_000) }
}

/** A page that is said to be the base's says what the base's pages say. Of several policies browsers keep all. */
function atLeast(headers: Headers, policy: string): void {
  const given = headers.get('Content-Security-Policy') ?? ''
  if (!says(given, policy)) headers.append('Content-Security-Policy', policy)
  for (const [name, value] of Object.entries(SAFE_HEADERS)) {
    if (!headers.has(name)) headers.set(name, value)
  }
}

/** Whether one of an answer's policies has everything of this one; pages of an event have one. */
const says = keeping(100, (given: string, policy: string): boolean => {
  const directives = (text: string): string[] => text.split(';').map((one) => one.trim())
  return given.split(',').some((one) => {
    const said = new Set(directives(one))
    return directives(policy).every((directive) => said.has(directive))
  })
})

const isPage = (headers: Headers): boolean =>
  (headers.get('content-type') ?? '').toLowerCase().startsWith('text/html')

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const recordsOf = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  (Array.isArray(value) ? value : []).slice(0, MOST).filter(isRecord)

const textsOf = (value: unknown, most: number, length: number): readonly string[] =>
  (Array.isArray(value) ? value : [])
    .slice(0, most)
    .flatMap((one: unknown) => textOf(one, length) ?? [])

const textOf = (value: unknown, length: number): string | null =>
  typeof value === 'string' ? value.slice(0, length) : null

const told = (value: unknown, length: number): string => textOf(value, length) ?? typeof value
