import { parseAccept } from 'hono/utils/accept'
import { err, ok, type Result } from '../../contract.ts'
import type { Endpoint, Reply, Turn } from './endpoint.ts'
import { answerOnce } from './kept-answer.ts'
import { NOT_FOUND, NOT_YOURS, perform, refuseActor } from './perform.ts'
import { type Problem, problem, problemResponse } from './problem.ts'
import {
  BYTES_TYPE,
  JSON_TYPE,
  LINES_TYPE,
  MERGE_TYPE,
  readBody,
  readBytes,
  sentType,
} from './read-body.ts'
import { readQuery } from './read-query.ts'
import type { FindRoute } from './routes.ts'
import { streamLines } from './stream-lines.ts'

/** Where the API is. */
export const API = '/api/v1'

/** Answers a request to the API, whoever sends it having been let in. */
export async function serveApi(
  findRoute: FindRoute,
  request: Request,
  turn: Turn,
): Promise<Response> {
  try {
    const answered = await answer(findRoute, request, turn)
    if (answered.ok) return answered.value
    noteRefusal(turn, request, answered.error)
    return problemResponse(answered.error, turn.requestId)
  } catch (error) {
    noteFault(turn, error)
    return problemResponse(UNAVAILABLE, turn.requestId)
  }
}

const UNAVAILABLE = problem(
  'unavailable',
  'The registry or a store does not answer. It was noted under the request’s id; try again.',
  { retryAfter: 5 },
)

async function answer(
  findRoute: FindRoute,
  request: Request,
  turn: Turn,
): Promise<Result<Response, Problem>> {
  const url = new URL(request.url)
  const found = findRoute(url.pathname.slice(API.length))
  if (found === null) return err(NOT_FOUND)
  const endpoint = found.methods.get(request.method === 'HEAD' ? 'GET' : request.method)
  if (endpoint === undefined) return err(noSuchMethod([...found.methods.keys()]))
  const refused =
    refuseActor(endpoint, turn, found.params) ??
    refuseFormats(endpoint, request) ??
    refuseHeaders(endpoint, request)
  if (refused !== null) return err(refused)
  const body = await sentBody(endpoint, request)
  if (!body.ok) return body
  const asked = {
    params: found.params,
    query: readQuery(url.searchParams, endpoint.query),
    body: body.value,
    lines: endpoint.takes === 'lines' ? (request.body as ReadableStream<Uint8Array> | null) : null,
  }
  const its = { ...turn, ...readHeaders(endpoint, request) }
  const work = () => perform(endpoint, its, asked)
  const done =
    endpoint.once === 'kept' ? await answerOnce(its, endpoint, asked, work) : await work()
  return done.ok ? ok(respond(endpoint, url, done.value, turn)) : done
}

async function sentBody(
  { body, takes }: Endpoint,
  request: Request,
): Promise<Result<unknown, Problem>> {
  if (body === null || takes === 'lines') return ok(null)
  return takes === 'bytes' ? readBytes(request) : readBody(request)
}

const noteFault = ({ parts, requestId }: Turn, error: unknown): void =>
  parts.telemetry.fault({ requestId, event: '', seam: 'admin', error })

const noSuchMethod = (allow: readonly string[]): Problem =>
  problem('no-such-method', `This address takes ${allow.join(', ')}.`, { allow })

function refuseFormats(endpoint: Endpoint, { headers }: Request): Problem | null {
  const accept = headers.get('accept')
  const gives = endpoint.gives === 'lines' ? LINES_TYPE : JSON_TYPE
  if (accept !== null && !accepts(accept, gives)) {
    return problem('not-acceptable', `This address answers with ${gives}.`)
  }
  return null
}

function accepts(accept: string, type: string): boolean {
  const ranges = parseAccept(accept)
  return ranges.some(
    (range) => range.q > 0 && [type, `${type.split('/')[0]}/*`, '*/*'].includes(range.type),
  )
}

/** Where a revision is wanted, and which media types are taken. */
function refuseHeaders(endpoint: Endpoint, request: Request): Problem | null {
  if (endpoint.body !== null && !takenTypes(endpoint).includes(sentType(request))) {
    return problem('media-type', `This address takes ${takenTypes(endpoint).join(' or ')}.`)
  }
  const match = request.headers.get('if-match')
  if (endpoint.wantsRevision === true && match?.trim() !== '*' && revisionIn(match) === null) {
    return problem(
      'no-revision',
      'Send If-Match with the ETag that the record came with, like If-Match: "12"; or with *, whatever it is by now.',
    )
  }
  const key = request.headers.get('idempotency-key')
  // What only reads is done as often as anybody likes.
  if (key === null || endpoint.method === 'GET') return null
  if (endpoint.once === undefined) return problem('unreadable', NOT_KEPT)
  return /^[!-~]{1,255}$/.test(key)
    ? null
    : problem('unreadable', 'An Idempotency-Key has 1 to 255 visible characters.')
}

const NOT_KEPT =
  'No Idempotency-Key is taken here: what came is not kept to be compared. Sent again, what is there already is unchanged.'

function takenTypes({ takes, method }: Endpoint): readonly string[] {
  if (takes === 'lines') return [LINES_TYPE]
  if (takes === 'bytes') return [BYTES_TYPE]
  return method === 'PATCH' ? [JSON_TYPE, MERGE_TYPE] : [JSON_TYPE]
}

const readHeaders = (
  { wantsRevision, once }: Endpoint,
  { headers }: Request,
): Pick<Turn, 'revision' | 'idempotencyKey'> => ({
  revision: wantsRevision === true ? revisionIn(headers.get('if-match')) : null,
  idempotencyKey: once === undefined || once === 'alike' ? null : headers.get('idempotency-key'),
})

/** Who compresses an answer on its way makes its tag a weak one; the revision is the same. */
function revisionIn(match: string | null): number | null {
  const digits = /^(?:W\/)?"(\d{1,15})"$/.exec(match ?? '')?.[1]
  return digits === undefined ? null : Number(digits)
}

function respond(endpoint: Endpoint, url: URL, reply: Reply<unknown>, turn: Turn): Response {
  const headers = new Headers()
  if (reply.revision !== undefined) headers.set('ETag', `"${reply.revision}"`)
  if (reply.location !== undefined) headers.set('Location', API + reply.location)
  if (typeof reply.next === 'string') headers.set('Link', nextLink(url, reply.next))
  if (endpoint.answer === null) return new Response(null, { status: endpoint.status, headers })
  if (endpoint.gives === 'lines') {
    headers.set('Content-Type', LINES_TYPE)
    const lines = reply.body as AsyncIterable<unknown>
    const stream = streamLines(lines, (error) => noteFault(turn, error))
    return new Response(stream, { status: endpoint.status, headers })
  }
  headers.set('Content-Type', JSON_TYPE)
  return new Response(JSON.stringify(reply.body), { status: endpoint.status, headers })
}

function nextLink(url: URL, cursor: string): string {
  const next = new URL(url)
  next.searchParams.set('cursor', cursor)
  return `<${next.pathname}${next.search}>; rel="next"`
}

/** Who was not allowed is in the log; what was only mistyped is not. */
export function noteRefusal(
  { parts, actor, requestId }: Turn,
  request: Request,
  told: Problem,
): void {
  if (told.kind !== 'not-allowed' && told !== NOT_YOURS) return
  parts.telemetry.note({
    type: 'admin',
    what: 'refused',
    requestId,
    who: `${actor.by}:${actor.name}`,
    request: `${request.method} ${new URL(request.url).pathname}`,
    why: told.detail,
  })
}
