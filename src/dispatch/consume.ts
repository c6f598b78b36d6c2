import type { Ring } from '../contract.ts'
import type { Worked } from './run-work.ts'

/** What of a queue's batch is needed. */
export interface RingBatch {
  readonly messages: readonly RingMessage[]
}

interface RingMessage {
  readonly body: unknown
  ack(): void
  retry(): void
}

/** Answers every ring of a batch, each store's once however often it rang. */
export async function consume(
  { messages }: RingBatch,
  run: (ring: Ring) => Promise<Worked>,
): Promise<void> {
  const turns = new Map<string, Promise<Worked>>()
  const answer = async (message: RingMessage): Promise<void> => {
    const { body } = message
    // What is no ring never will be.
    if (!isRing(body)) return message.ack()
    const store = `${body.event} ${body.storeId}`
    const turn = turns.get(store) ?? run(body)
    turns.set(store, turn)
    if ((await turn) === 'over') message.ack()
    else message.retry()
  }
  await Promise.all(messages.map(answer))
}

const isRing = (body: unknown): body is Ring =>
  typeof body === 'object' &&
  body !== null &&
  ['event', 'storeId', 'host'].every(
    (key) => typeof (body as Readonly<Record<string, unknown>>)[key] === 'string',
  )
