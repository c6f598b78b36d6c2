import { CONFIG } from '../../src/config.ts'
import type { Dispatch } from '../../src/dispatch/dispatch.ts'
import { eventStoreClass } from '../../src/store/event-store.ts'
import { createConsoleTelemetry } from '../../src/telemetry/console-telemetry.ts'
import { matchStoreParts, wire, type WorkerEnv } from '../../src/wire.ts'
import { addPing } from './ping.ts'

// The product's entry, but for its events (none) and its log: lines are written and then dropped.

addPing()

export class EventStore extends eventStoreClass(matchStoreParts) {}

const drop = (): void => {}
let dispatch: Dispatch | undefined

export default {
  fetch(request, env, ctx) {
    dispatch ??= wire(env, {
      events: new Map(),
      telemetry: createConsoleTelemetry(drop, drop),
      config: CONFIG,
    })
    return dispatch(request, ctx)
  },
} satisfies ExportedHandler<WorkerEnv>
