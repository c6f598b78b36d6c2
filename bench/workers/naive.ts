import { matchStore } from '../../src/base/match.ts'
import { eventStoreClass } from '../../src/store/event-store.ts'
import { snapshotRecords } from '../../src/wire.ts'

// The naive app as a Worker. Its events are handed in by an entry that the benchmark generates.

export class EventStore extends eventStoreClass(matchStore, snapshotRecords) {}
export { naive } from './naive-app.ts'
