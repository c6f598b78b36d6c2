import type * as v from 'valibot'
import type { Result } from '../../contract.ts'
import type { KeepAlive } from '../../ports.ts'
import type { Actor, Role } from '../access/actor.ts'
import type { AdminParts } from '../parts.ts'
import type { Problem, ProblemKind } from './problem.ts'

/** Whose turn it is, and what comes with the request besides its fields. */
export interface Turn {
  readonly parts: AdminParts
  readonly actor: Actor
  readonly requestId: string
  readonly keepAlive: KeepAlive
  /** The revision that a change is based on; null for whichever is current. */
  readonly revision: number | null
  /** Given by whoever may send the same change again: it is done once. */
  readonly idempotencyKey: string | null
}

/** What an endpoint answers with when it does what it was asked. */
export interface Reply<Body> {
  readonly body: Body
  /** Of the record that was told or changed: its `ETag`. */
  readonly revision?: number
  /** Path of what was made. */
  readonly location?: string
  /** Where the next page begins; null on the last. */
  readonly next?: string | null
}

export const TAGS = [
  'Events',
  'Hosts',
  'Revisions',
  'Releases',
  'Many at once',
  'Work and faults',
  'Registry',
  'Access',
] as const

type Entries = v.ObjectEntries
type Fields<E extends Entries> = v.InferOutput<v.StrictObjectSchema<E, undefined>>
/** As a schema gives it, or handed on as it is kept: nobody changes it. */
type Plain<T> = T extends object ? { readonly [K in keyof T]: Plain<T[K]> } : T

/**
 * One thing that the API does: the route, what it takes and answers, who may, and the doing. Router,
 * validation and document all come from here.
 */
export interface Endpoint<
  P extends Entries = Entries,
  Q extends Entries = Entries,
  B extends v.GenericSchema | null = v.GenericSchema | null,
  A extends v.GenericSchema | null = v.GenericSchema | null,
  G extends 'json' | 'lines' = 'json' | 'lines',
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/tenants/{key}`; `{key}` is an event's, and those who may not touch that event see a 404. */
  readonly path: string
  /** Names it in the document, and in clients made of that. */
  readonly id: string
  readonly tag: (typeof TAGS)[number]
  readonly summary: string
  /** What is not said by the fields. */
  readonly description?: string
  readonly role: Role
  /** Whether it concerns the whole platform: nobody whose events are limited may. */
  readonly everything?: boolean
  readonly params: P
  readonly query: Q
  readonly body: B
  /** `lines`: a stream, one such value a line. `bytes`: whatever it is. */
  readonly takes?: 'json' | 'lines' | 'bytes'
  readonly answer: A
  /** What the answer is, for the document. */
  readonly answers: string
  /** `lines`: a stream, one such value a line, as they come. */
  readonly gives: G
  readonly status: 200 | 201 | 202 | 204
  /** Whether a change has to name the revision it is based on (`If-Match`). */
  readonly wantsRevision?: boolean
  /**
   * What an `Idempotency-Key` does. `registrar`: the registrar does it once. `kept`: it is done once, and
   * the answer kept. `spent`: it is done once, and refused from then on. `alike`: nothing, sent again it
   * comes to the same. Left out: it is refused.
   */
  readonly once?: 'registrar' | 'kept' | 'spent' | 'alike'
  /** Refusals besides those that follow from the rest. */
  readonly problems: readonly ProblemKind[]
  handle(turn: Turn, input: Input<P, Q, B>): Promise<Result<Reply<Answer<A, G>>, Problem>>
}

/** What was asked, looked at. */
interface Input<P extends Entries, Q extends Entries, B extends v.GenericSchema | null> {
  readonly params: Fields<P>
  readonly query: Fields<Q>
  readonly body: B extends v.GenericSchema ? v.InferOutput<B> : null
  /** Of an endpoint that takes lines. */
  readonly lines: ReadableStream<Uint8Array> | null
}

/** What an endpoint answers with. */
type Answer<A extends v.GenericSchema | null, G> = A extends v.GenericSchema
  ? G extends 'lines'
    ? AsyncIterable<Plain<v.InferOutput<A>>>
    : Plain<v.InferOutput<A>>
  : null

/** An endpoint, its types told from what it says. */
export const endpoint = <
  P extends Entries,
  Q extends Entries,
  B extends v.GenericSchema | null,
  A extends v.GenericSchema | null,
  G extends 'json' | 'lines',
>(
  said: Endpoint<P, Q, B, A, G>,
): Endpoint<P, Q, B, A, G> => said
