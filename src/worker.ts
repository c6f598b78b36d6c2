import { events } from '../events/map.gen.ts'
import { matchStore } from './base/match.ts'
import { CONFIG } from './config.ts'
import type { Dispatch } from './dispatch/dispatch.ts'
import { eventStoreClass } from './store/event-store.ts'
import { createConsoleTelemetry } from './telemetry/console-telemetry.ts'
import { snapshotRecords, wire, type WorkerEnv } from './wire.ts'

export { FaultCounter } from './telemetry/fault-counter.ts'
export class EventStore extends eventStoreClass(matchStore, snapshotRecords) {}

let dispatch: Dispatch | undefined

/** Asked when a module does not load; until then the list need not be there. */
const fallsOpen = async (event: string): Promise<boolean> =>
  (await import('./falls-open.ts')).fallsOpen.includes(event)

export default {
  fetch(request, env, ctx) {
    dispatch ??= wire(env, {
      events,
      telemetry: createConsoleTelemetry(),
      config: CONFIG,
      fallsOpen,
    })
    return dispatch(request, ctx)
  },
} satisfies ExportedHandler<WorkerEnv>
