import type { Ring } from '../../src/contract.ts'
import { CONFIG } from '../../src/config.ts'
import { registrarClass } from '../../src/registry/registrar/registrar.ts'
import { eventStoreClass } from '../../src/store/event-store.ts'
import { faultCounterClass } from '../../src/telemetry/fault-counter.ts'
import { matchStoreParts } from '../../src/wire.ts'
import { registrarParts } from '../../src/wire-registrar.ts'
import { counterOfTests } from './alert-way.ts'
import { NotesStoreBase, queue } from './notes-store.ts'
import { DeskRegistrarBase } from './registrar-desk.ts'

// What the tests in the real runtime need of a Worker: the classes of the stores, and a queue.

export class FaultCounter extends faultCounterClass(counterOfTests) {}
export class EventStore extends eventStoreClass(matchStoreParts) {}
export class Registrar extends registrarClass(registrarParts(CONFIG.registrar)) {}
export class NotesStore extends NotesStoreBase {}
export class DeskRegistrar extends DeskRegistrarBase {}

export default {
  fetch: () => new Response('tests call what they test themselves'),
  async queue({ messages }: MessageBatch<Ring>) {
    for (const { body } of messages) {
      queue.rings.push(body)
      await queue.deliver(body)
    }
  },
}
