import { ok, type Result } from '../../contract.ts'
import { digestOf } from '../../registry/registrar/requests.ts'
import { actorName, ask } from './ask-registrar.ts'
import type { Endpoint, Reply, Turn } from './endpoint.ts'
import type { Asked } from './perform.ts'
import type { Problem } from './problem.ts'

/**
 * Does something that is not the registrar's once for an idempotency key, and answers it alike from then
 * on: the registrar keeps the answer. Who dies before it is kept has it done again, so what is done
 * looks at the key itself where twice is not once.
 */
export async function answerOnce(
  turn: Turn,
  { id }: Pick<Endpoint, 'id'>,
  { params, query, body }: Asked,
  perform: () => Promise<Result<Reply<unknown>, Problem>>,
): Promise<Result<Reply<unknown>, Problem>> {
  const { idempotencyKey } = turn
  if (idempotencyKey === null) return perform()
  const by = { actor: actorName(turn.actor) }
  const digest = await digestOf([id, params, query, body])
  const asked = { by, idempotencyKey, digest }
  const kept = await ask(turn, 'requests.find', asked)
  if (!kept.ok) return kept
  const { answer } = kept.value
  if (answer !== null) return ok(JSON.parse(answer) as Reply<unknown>)
  const done = await perform()
  if (!done.ok) return done
  const noted = await ask(turn, 'requests.keep', { ...asked, answer: JSON.stringify(done.value) })
  return noted.ok ? done : noted
}

/** A request id for the store of an event: the same where the same person asks with the same key. */
export const requestIdOf = async ({ actor, idempotencyKey }: Turn): Promise<string> =>
  idempotencyKey === null ? crypto.randomUUID() : digestOf([actorName(actor), idempotencyKey])
