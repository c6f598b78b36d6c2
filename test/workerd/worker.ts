import { matchStore } from '../../src/base/match.ts'
import { eventStoreClass } from '../../src/store/event-store.ts'
import { snapshotRecords } from '../../src/wire.ts'

// What the tests in the real runtime need of a Worker: the class of the stores.

export { FaultCounter } from '../../src/telemetry/fault-counter.ts'
export class EventStore extends eventStoreClass(matchStore, snapshotRecords) {}

export default { fetch: () => new Response('tests call what they test themselves') }
