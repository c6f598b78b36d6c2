import { events } from '../../events/map.gen.ts'
import { refused } from '../../events/refused.gen.ts'
import { client } from '../base/client/client.gen.ts'
import { DEVELOPMENT } from '../config.ts'
import { eventGatewayClass, eventPortsClass } from '../isolate/entrypoints.ts'
import type { PortsParts } from '../isolate/ports.ts'
import type { IsolateExports } from '../isolate/start.ts'
import { registrarClass } from '../registry/registrar/registrar.ts'
import { eventStoreClass } from '../store/event-store.ts'
import { faultCounterClass } from '../telemetry/fault-counter.ts'
import { matchStoreParts, wireAll, type WorkerEnv, type Wires } from '../wire.ts'
import { counterParts } from '../wire-alerts.ts'
import { registrarParts } from '../wire-registrar.ts'
import { ADMIN_DOOR_PATH, adminDoor, localDoor } from './admin-door.ts'
import { devSecrets } from './dev-secrets.ts'
import { Mailbox, MAILBOX_PATH } from './mailbox.ts'
import { personas, PERSONAS_PATH } from './personas.ts'
import { FaultNotes } from './fault-notes.ts'
import { seed } from './seed.ts'
import { SEED_PATH } from './seed-contract.ts'

// The development Worker: the real one, with a door for demo data, faults explained on the page, and
// pages that reload themselves. Production never builds this file (wrangler.toml names the other).

export class FaultCounter extends faultCounterClass(counterParts) {}
// One version runs at a time here: what was changed and changed back counts at once.
export class EventStore extends eventStoreClass({ ...matchStoreParts, quiet: 0 }) {}
export class Registrar extends registrarClass(registrarParts(DEVELOPMENT.registrar)) {}

const notes = new FaultNotes(refused)
const mailbox = new Mailbox()
/** Of the address that this is served at; asked for data before anything else happens. */
let port = ''

let wires: Wires | undefined
const wired = (env: WorkerEnv, { exports }: Pick<ExecutionContext, 'exports'>): Wires =>
  (wires ??= wireAll(env, {
    events,
    exports: exports as unknown as IsolateExports,
    telemetry: notes,
    config: DEVELOPMENT,
    client,
    openMail: mailbox.open,
    openSecrets: devSecrets(env.TENANTS),
    localDoor: localDoor(env.ADMIN_TOKEN ?? ''),
    originOf: ({ canonicalHost }) => `http://${canonicalHost}:${port}`,
  }))

const portsOf = (env: WorkerEnv, ctx: Pick<ExecutionContext, 'exports'>): PortsParts =>
  wired(env, ctx).ports

/** What isolates are handed, bound by props; no visitor's request reaches them. */
export class EventPorts extends eventPortsClass(portsOf) {}
export class EventGateway extends eventGatewayClass(portsOf) {}

export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url)
    ;({ port } = url)
    if (url.pathname === SEED_PATH) return seed(request, env)
    if (url.pathname === MAILBOX_PATH) return mailbox.page(url)
    if (url.pathname.startsWith(ADMIN_DOOR_PATH)) return adminDoor.fetch(request, env, ctx)
    if (url.pathname.startsWith(PERSONAS_PATH)) return personas.fetch(request, env, ctx)
    return notes.explain(await wired(env, ctx).dispatch(request, ctx))
  },
  queue: (batch, env, ctx) => wired(env, ctx).consume(batch, ctx),
} satisfies ExportedHandler<WorkerEnv>
