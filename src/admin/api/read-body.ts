import { err, ok, type Result } from '../../contract.ts'
import { countBody, type CountedRequest } from '../../dispatch/request-body.ts'
import { pointerOf } from './field-errors.ts'
import { type Problem, problem } from './problem.ts'

/** Bytes; a record with everything in it has a tenth of it. */
const MAX_BODY = 512 * 1024
const MAX_DEPTH = 20

export const JSON_TYPE = 'application/json'
export const MERGE_TYPE = 'application/merge-patch+json'
export const LINES_TYPE = 'application/x-ndjson'
export const BYTES_TYPE = 'application/octet-stream'

/** Bytes of what is taken as it is: the largest module has a twentieth of it. */
const MAX_BYTES = 8 * 1024 * 1024

/** The media type of what is sent, without its parameters. */
export const sentType = ({ headers }: Request): string =>
  (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** The JSON body of a request; what is too big is refused before it is parsed. */
export async function readBody(request: Request): Promise<Result<unknown, Problem>> {
  const bytes = await readBytes(request, MAX_BODY)
  return bytes.ok ? parseJson(bytes.value) : bytes
}

/** The body of a request as it is. */
export async function readBytes(
  request: Request,
  most = MAX_BYTES,
): Promise<Result<Uint8Array<ArrayBuffer>, Problem>> {
  const counted = countBody(request, most)
  if (isTooBig(counted)) return err(tooBig(most))
  const bytes = await counted.request.arrayBuffer().catch(() => null)
  if (bytes === null) return err(isTooBig(counted) ? tooBig(most) : BROKEN)
  return ok(new Uint8Array(bytes))
}

const isTooBig = ({ body }: CountedRequest): boolean => body.state === 'too-big'

const tooBig = (most: number): Problem =>
  problem('too-big', `A body has at most ${most / 1024} KiB here.`)
const BROKEN = problem('unreadable', 'The body broke off.')
const NO_JSON = problem('unreadable', 'The body is no JSON in UTF-8.')

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Plain JSON, without the names that mean something to JavaScript objects, and not deep. */
export function parseJson(bytes: Uint8Array): Result<unknown, Problem> {
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes))
    const refused = refusedName(value)
    return refused === null ? ok(value) : err(refused)
  } catch {
    return err(NO_JSON)
  }
}

const NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

function refusedName(whole: unknown): Problem | null {
  const open: { readonly value: unknown; readonly path: readonly string[] }[] = [
    { value: whole, path: [] },
  ]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next
    if (typeof value !== 'object' || value === null) continue
    if (path.length >= MAX_DEPTH) return refuseAt(path.slice(0, 3), 'This is nested too deeply.')
    for (const [name, inner] of Object.entries(value)) {
      const at = [...path, name]
      if (NAMES.has(name)) return refuseAt(at, `No field can be called "${name}".`)
      open.push({ value: inner, path: at })
    }
  }
  return null
}

function refuseAt(path: readonly string[], detail: string): Problem {
  const pointer = pointerOf(path)
  return problem('invalid', `${pointer}: ${detail}`, { errors: [{ pointer, detail }] })
}
