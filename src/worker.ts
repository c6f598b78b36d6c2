import { events } from '../events/map.gen.ts'
import { client } from './base/client/client.gen.ts'
import { CONFIG } from './config.ts'
import { eventGatewayClass, eventPortsClass } from './isolate/entrypoints.ts'
import type { PortsParts } from './isolate/ports.ts'
import type { IsolateExports } from './isolate/start.ts'
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
const wired = (env: WorkerEnv, { exports }: Pick<ExecutionContext, 'exports'>): Wires =>
  (wires ??= wireAll(env, {
    events,
    exports: exports as unknown as IsolateExports,
    telemetry: createConsoleTelemetry(),
    config: CONFIG,
    client,
    fallsOpen,
  }))

const portsOf = (env: WorkerEnv, ctx: Pick<ExecutionContext, 'exports'>): PortsParts =>
  wired(env, ctx).ports

/** What isolates are handed, bound by props; no visitor's request reaches them. */
export class EventPorts extends eventPortsClass(portsOf) {}
export class EventGateway extends eventGatewayClass(portsOf) {}

export default {
  fetch: (request, env, ctx) => wired(env, ctx).dispatch(request, ctx),
  queue: (batch, env, ctx) => wired(env, ctx).consume(batch, ctx),
} satisfies ExportedHandler<WorkerEnv>
