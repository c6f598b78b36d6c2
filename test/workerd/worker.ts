import type { Ring } from '../../src/contract.ts'
import { eventStoreClass } from '../../src/store/event-store.ts'
import { matchStoreParts } from '../../src/wire.ts'
import { NotesStoreBase, queue } from './notes-store.ts'

// What the tests in the real runtime need of a Worker: the classes of the stores, and a queue.

export { FaultCounter } from '../../src/telemetry/fault-counter.ts'
export class EventStore extends eventStoreClass(matchStoreParts) {}
export class NotesStore extends NotesStoreBase {}

export default {
  fetch: () => new Response('tests call what they test themselves'),
  async queue({ messages }: MessageBatch<Ring>) {
    for (const { body } of messages) {
      queue.rings.push(body)
      await queue.deliver(body)
    }
  },
}
