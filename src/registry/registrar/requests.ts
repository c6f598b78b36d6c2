import { err, ok, type Result, type Sql } from '../../contract.ts'
import type { RegistrarRefusal } from './refusals.ts'
import type { Authorship } from './tenant-calls.ts'
import { type Operations, read, write } from './turn.ts'

/** What an idempotency key stands for: whose it is, and what was asked with it. */
export interface Asked {
  readonly id: string
  readonly idempotencyKey: string
  readonly digest: string
}

export interface Answered {
  /** JSON. */
  readonly answer: string
  readonly targets: readonly string[]
}

/** Milliseconds that a first answer is kept. */
const KEPT = 24 * 60 * 60_000

export interface RequestCalls {
  /**
   * What was answered to this with the same key; null when it is new. Refused where the key came with
   * something else.
   */
  'requests.find': {
    readonly input: KeptRequest
    readonly answer: { readonly answer: string | null }
  }
  /** Has it answered so from then on, for a day. For what is done elsewhere than here. */
  'requests.keep': {
    readonly input: KeptRequest & { readonly answer: string }
    readonly answer: object
  }
}

interface KeptRequest {
  readonly by: Pick<Authorship, 'actor'>
  readonly idempotencyKey: string
  /** Of all that the key stands for, see `digestOf`. */
  readonly digest: string
}

export const requestOperations: Operations<RequestCalls> = {
  'requests.find': read(({ sql, now }, input) => {
    const first = firstAnswer(sql, askedIn(input), now)
    return first.ok ? ok({ answer: first.value?.answer ?? null }) : first
  }),
  'requests.keep': write(({ sql, now }, input) => {
    keepAnswer(sql, askedIn(input), { answer: input.answer, targets: [] }, now)
    return ok({})
  }),
}

const askedIn = ({ by, idempotencyKey, digest }: KeptRequest): Asked => ({
  id: `${by.actor} ${idempotencyKey}`,
  idempotencyKey,
  digest,
})

/** The first answer to the same; null when it is new. */
export function firstAnswer(
  sql: Sql,
  asked: Asked,
  now: number,
): Result<Answered | null, RegistrarRefusal> {
  const [known] = sql.all<{ digest: string; answer: string; targets: string }>(
    'SELECT digest, answer, targets FROM requests WHERE id = ? AND at > ?',
    asked.id,
    now - KEPT,
  )
  if (known === undefined) return ok(null)
  const { idempotencyKey } = asked
  if (known.digest !== asked.digest) return err({ tag: 'key-reused', idempotencyKey })
  return ok({ answer: known.answer, targets: JSON.parse(known.targets) as string[] })
}

export function keepAnswer(sql: Sql, asked: Asked, { answer, targets }: Answered, now: number) {
  sql.all('DELETE FROM requests WHERE at <= ?', now - KEPT)
  sql.all(
    'INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?, ?)',
    asked.id,
    asked.digest,
    answer,
    JSON.stringify(targets),
    now,
  )
}

/** What was asked, as something to compare; null without a key. */
export async function readAsked(name: string, input: object): Promise<Asked | null> {
  const by = 'by' in input ? (input.by as { actor: string; idempotencyKey?: string }) : null
  const idempotencyKey = by?.idempotencyKey
  if (by === null || idempotencyKey === undefined) return null
  const digest = await digestOf([name, { ...input, by: by.actor }])
  return { id: `${by.actor} ${idempotencyKey}`, idempotencyKey, digest }
}

/** Something to compare by, which says nothing of what it is of. */
export async function digestOf(asked: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(asked))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return btoa(String.fromCharCode(...hash))
}
