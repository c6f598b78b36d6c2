import type { IsolateAnswer, IsolateReports } from '../isolate-ports.ts'

/** What is said of an answer beside it. It is taken off outside; visitors never see it. */
const SAID = 'Usher-Said'

/** Characters of it: what a release has to report beyond that goes by itself. */
const MOST = 8_000

/**
 * An answer as one response: an isolate that is asked by `fetch` costs a third less than one that is
 * called with a request and answers an object.
 *
 * @param report takes what is too much to stand in a header
 */
export function carry(answer: IsolateAnswer, report: (reports: IsolateReports) => void): Response {
  if ('unloaded' in answer) return marked(new Response(null, { status: 500 }), textOf(answer))
  const { response, ...said } = answer
  const { reports, ...rest } = said
  if (isEmpty(reports)) return marked(response, textOf(rest))
  const text = textOf(said)
  if (text.length <= MOST) return marked(response, text)
  report(reports)
  return marked(response, textOf(rest))
}

/** Characters that are looked at: an isolate may have written anything, also megabytes. */
const LONGEST = 32_000

/** What a response of an isolate carries: an `IsolateAnswer` if all is well; null when nothing is said. */
export function carried(response: Response): unknown {
  try {
    const text = response.headers.get(SAID) ?? ''
    if (text.length > LONGEST) return null
    const said: unknown = JSON.parse(text)
    if (typeof said !== 'object' || said === null || Array.isArray(said)) return null
    return 'unloaded' in said ? said : { ...said, response }
  } catch {
    return null
  }
}

function marked(response: Response, text: string): Response {
  // Some answers (of `fetch`) cannot be marked.
  try {
    response.headers.set(SAID, text)
    return response
  } catch {
    return marked(new Response(response.body, response), text)
  }
}

const isEmpty = ({ faults, opened, logs }: IsolateReports): boolean =>
  faults.length === 0 && opened.length === 0 && logs.length === 0

/** In characters that a header can have. */
const textOf = (said: object): string =>
  JSON.stringify(said).replaceAll(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
