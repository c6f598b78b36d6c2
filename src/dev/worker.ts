import { events } from '../../events/map.gen.ts'
import { matchStore } from '../base/match.ts'
import { DEVELOPMENT } from '../config.ts'
import type { Dispatch } from '../dispatch/dispatch.ts'
import { eventStoreClass } from '../store/event-store.ts'
import { wire, type WorkerEnv } from '../wire.ts'
import { FaultNotes } from './fault-notes.ts'
import { seed } from './seed.ts'
import { SEED_PATH } from './seed-contract.ts'

// The development Worker: the real one, with a door for demo data, faults explained on the page, and
// pages that reload themselves. Production never builds this file (wrangler.toml names the other).

export { FaultCounter } from '../telemetry/fault-counter.ts'
export class EventStore extends eventStoreClass(matchStore) {}

const notes = new FaultNotes()
let dispatch: Dispatch | undefined

export default {
  async fetch(request, env, ctx) {
    if (new URL(request.url).pathname === SEED_PATH) return seed(request, env)
    dispatch ??= wire(env, events, notes, DEVELOPMENT)
    return notes.explain(await dispatch(request, ctx))
  },
} satisfies ExportedHandler<WorkerEnv>
