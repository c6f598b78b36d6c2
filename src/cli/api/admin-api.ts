import type { IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import type * as v from 'valibot'
import type { Endpoint } from '../../admin/api/endpoint.ts'
import { Failure } from '../exit-codes.ts'
import { patiently } from '../output/progress.ts'
import { persist } from './persist.ts'
import { readLines } from './read-lines.ts'
import { readRefusal } from './refusal.ts'
import { type Send, send } from './send.ts'
import type { AdminTarget } from './target.ts'

type Given<E extends v.ObjectEntries> = v.InferInput<v.StrictObjectSchema<E, undefined>>

/** What an endpoint is asked with, as it says itself. */
interface Asked<
  P extends v.ObjectEntries,
  Q extends v.ObjectEntries,
  B extends v.GenericSchema | null,
> {
  readonly params?: Given<P>
  readonly query?: Given<Q>
  readonly body?: B extends v.GenericSchema ? v.InferInput<B> : null
  /** Of an endpoint that takes lines, or bytes: all of them. */
  readonly lines?: string
  /** The revision that a change is based on. */
  readonly revision?: number
}

type AnswerOf<A extends v.GenericSchema | null> = A extends v.GenericSchema
  ? v.InferOutput<A>
  : null

/** The admin API, asked by its own declarations. What is refused fails with what to do about it. */
export interface AdminApi {
  readonly origin: string
  ask<
    P extends v.ObjectEntries,
    Q extends v.ObjectEntries,
    B extends v.GenericSchema | null,
    A extends v.GenericSchema | null,
  >(
    endpoint: Endpoint<P, Q, B, A, 'json'>,
    asked: Asked<P, Q, B>,
  ): Promise<AnswerOf<A>>
  /** The values of a stream, as they come. */
  lines<
    P extends v.ObjectEntries,
    Q extends v.ObjectEntries,
    B extends v.GenericSchema | null,
    A extends v.GenericSchema,
  >(
    endpoint: Endpoint<P, Q, B, A, 'lines'>,
    asked: Asked<P, Q, B>,
  ): AsyncIterable<v.InferOutput<A>>
}

interface AdminApiParts {
  readonly send: Send
  /** A new idempotency key. */
  readonly newKey: () => string
}

const PARTS: AdminApiParts = { send, newKey: () => crypto.randomUUID() }

export function adminApi(target: AdminTarget, parts: AdminApiParts = PARTS): AdminApi {
  const { origin } = target
  /** The answer, when it is the one that the endpoint promises. */
  const answered = async (endpoint: Endpoint, asked: Loose): Promise<IncomingMessage> => {
    const sending = sendingOf(endpoint, asked, target, parts.newKey())
    // What is only read or put can be asked again, and what is done once can be sent again.
    const isRepeatable =
      ['GET', 'PUT'].includes(endpoint.method) || !['spent', undefined].includes(endpoint.once)
    const answer = await patiently(
      `Waiting for ${new URL(origin).host}`,
      persist(() => parts.send(sending), { origin, isRepeatable }),
    )
    if (answer.statusCode === endpoint.status) return answer
    throw await readRefusal(answer, origin, asked.params ?? {})
  }
  return {
    origin,
    async ask(endpoint, asked) {
      const answer = await answered(endpoint, asked)
      if (endpoint.answer === null) answer.resume()
      return (endpoint.answer === null ? null : await readJson(answer, origin)) as never
    },
    async *lines(endpoint, asked) {
      yield* readLines(await answered(endpoint, asked)) as AsyncIterable<never>
    },
  }
}

/** Of whatever endpoint. */
interface Loose {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly lines?: string
  readonly revision?: number
}

const TYPES = {
  json: 'application/json',
  lines: 'application/x-ndjson',
  bytes: 'application/octet-stream',
} as const

function sendingOf(
  endpoint: Endpoint,
  { params = {}, query = {}, body, lines, revision }: Loose,
  { origin, token }: AdminTarget,
  key: string,
): Parameters<Send>[0] {
  const { method, takes, gives, wantsRevision, once } = endpoint
  if (wantsRevision === true && revision === undefined) {
    throw new Error(`${endpoint.id} wants the revision that the change is based on.`)
  }
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const url = new URL(`/api/v1${path}`, origin)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, `${value as string | number | boolean}`)
  }
  const sent = takes === undefined || takes === 'json' ? JSON.stringify(body) : lines
  return {
    method,
    url,
    headers: {
      authorization: `Bearer ${token}`,
      accept: gives === 'lines' ? 'application/x-ndjson' : 'application/json',
      ...(sent === undefined ? {} : { 'content-type': TYPES[takes ?? 'json'] }),
      ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
      ...(once === 'registrar' || once === 'kept' ? { 'idempotency-key': key } : {}),
    },
    body: sent ?? null,
  }
}

async function readJson(answer: IncomingMessage, origin: string): Promise<unknown> {
  try {
    return await json(answer)
  } catch {
    throw new Failure(`The answer of ${origin} broke off. Ask again.`)
  }
}
