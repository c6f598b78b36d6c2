import { err, ok, type Result, type Sql } from '../../contract.ts'
import type { RegistrarRefusal } from './refusals.ts'

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
  const bytes = new TextEncoder().encode(JSON.stringify([name, { ...input, by: by.actor }]))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const digest = btoa(String.fromCharCode(...hash))
  return { id: `${by.actor} ${idempotencyKey}`, idempotencyKey, digest }
}
