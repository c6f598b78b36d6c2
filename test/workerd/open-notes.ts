import { env } from 'cloudflare:workers'
import { runInDurableObject } from 'cloudflare:test'
import { SYSTEM, type TakenWork, type Work } from '../../src/contract.ts'
import type { Outbox } from '../../src/ports.ts'
import { createOutbox } from '../../src/store/outbox-client.ts'
import type { StoreStub } from '../../src/store/rpc.ts'
import { StoreClient } from '../../src/store/store-client.ts'
import { tenant } from '../support/tenants.ts'
import { note, TIMES } from './notes-store.ts'

export const stubOf = (key: string) => env.NOTES.get(env.NOTES.idFromName(`${key}-1`))

export interface Notes {
  readonly outbox: Outbox
  note(works: readonly Work[], requestId?: string): Promise<unknown>
  /** What is due now, as `subject:body`. */
  take(): Promise<readonly TakenWork[]>
}

export function openNotes(key: string, listeners?: readonly string[]): Notes {
  const stub = (): StoreStub => stubOf(key) as DurableObjectStub & StoreStub
  const store = new StoreClient(stub, tenant(key), SYSTEM, listeners)
  const outbox = createOutbox(store)
  return {
    outbox,
    note: (works, requestId = crypto.randomUUID()) => store.write(note, { works }, requestId),
    take: () => outbox.work([], true),
  }
}

export const about = (subject: string, body: unknown, more: Partial<Work> = {}): Work => ({
  topic: 'test',
  subject,
  body,
  ...more,
})
export const bodies = (works: readonly TakenWork[]) =>
  works.map(({ body }) => String(body)).toSorted()
export const done = (works: readonly TakenWork[]) =>
  works.map(({ id, lease }) => ({ id, lease, error: null }))
export const failed = (works: readonly TakenWork[]) =>
  works.map(({ id, lease }) => ({ id, lease, error: 'no such host' }))

/** So much later, milliseconds: leases have ended, pauses are over. */
export const passTime = (key: string, by: number): Promise<unknown> =>
  runInDurableObject(stubOf(key), (_, { storage }) =>
    storage.sql.exec('UPDATE _outbox SET due = due - ?', by).toArray(),
  )

/** Takes and fails what is due until nothing is any more. Answers how long each pause was. */
export async function failAll(key: string): Promise<number[]> {
  const { outbox } = openNotes(key)
  const pauses: number[] = []
  for (;;) {
    const taken = await outbox.work([], true)
    const at = Date.now()
    await outbox.work(failed(taken), false)
    const { due } = await outbox.state()
    if (due === null) return pauses
    pauses.push(due - at)
    await passTime(key, TIMES.longest)
  }
}
