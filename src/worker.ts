import { events } from '../events/map.gen.ts'
import { client } from './base/client/client.gen.ts'
import { CONFIG } from './config.ts'
import { registrarClass } from './registry/registrar/registrar.ts'
import { eventStoreClass } from './store/event-store.ts'
import { createConsoleTelemetry } from './telemetry/console-telemetry.ts'
import { faultCounterClass } from './telemetry/fault-counter.ts'
import { matchStoreParts, wireAll, type WorkerEnv, type Wires } from './wire.ts'
import { counterParts } from './wire-alerts.ts'
import { registrarParts } from './wire-registrar.ts'

export class FaultCounter extends faultCounterClass(counterParts) {}
export class EventStore extends eventStoreClass(matchStoreParts) {}
export class Registrar extends registrarClass(registrarParts(CONFIG.registrar)) {}

/** Asked when a module does not load; until then the list need not be there. */
const fallsOpen = async (event: string): Promise<boolean> =>
  (await import('./falls-open.ts')).fallsOpen.includes(event)

let wires: Wires | undefined
const wired = (env: WorkerEnv): Wires =>
  (wires ??= wireAll(env, {
    events,
    telemetry: createConsoleTelemetry(),
    config: CONFIG,
    client,
    fallsOpen,
  }))

export default {
  fetch: (request, env, ctx) => wired(env).dispatch(request, ctx),
  queue: (batch, env, ctx) => wired(env).consume(batch, ctx),
} satisfies ExportedHandler<WorkerEnv>
