import { eventStoreClass } from '../../src/store/event-store.ts'
import { matchStoreParts } from '../../src/wire.ts'

// The naive app as a Worker. Its events are handed in by an entry that the benchmark generates.

export class EventStore extends eventStoreClass(matchStoreParts) {}
export { naive } from './naive-app.ts'
