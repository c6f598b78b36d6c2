import type { Store, TakenWork, WorkOutcome } from '../contract.ts'
import { OUTBOX_CALLS } from './outbox-operations.ts'

/** The work in an event's store, which has to be opened for the platform itself. */
export function createOutbox(store: Store) {
  return {
    async work(outcomes: readonly WorkOutcome[], more: boolean): Promise<readonly TakenWork[]> {
      const taken = await store.write(OUTBOX_CALLS.work, { outcomes, more }, crypto.randomUUID())
      return taken.map((row) => ({ ...row, body: JSON.parse(row.body) as unknown }))
    },
    state: () => store.read(OUTBOX_CALLS.state, {}),
    async replay(id: string | null): Promise<number> {
      const { replayed } = await store.write(OUTBOX_CALLS.replay, { id }, crypto.randomUUID())
      return replayed
    },
    drop: (id: string) => store.write(OUTBOX_CALLS.drop, { id }, crypto.randomUUID()),
  }
}
