import { CONFIG } from '../../src/config.ts'
import { ANONYMOUS, type Tenant } from '../../src/contract.ts'
import { eventStoreClass } from '../../src/store/event-store.ts'
import { createConsoleTelemetry } from '../../src/telemetry/console-telemetry.ts'
import { createOpenPublished, openStore, matchStoreParts, type WorkerEnv } from '../../src/wire.ts'
import { type BareApp, createBareApp } from './bare-app.ts'
import { addPing } from './ping.ts'

// The base alone. Deployed twice: as `bare` and, the same code again, as `control`.

addPing()

export class EventStore extends eventStoreClass(matchStoreParts) {}

let app: BareApp | undefined

export default {
  fetch(request, env, ctx) {
    app ??= start(env)
    return app(request, ctx)
  },
} satisfies ExportedHandler<BareEnv>

interface BareEnv extends WorkerEnv {
  /** The only event there is, as JSON. */
  readonly TENANT: string
}

function start(env: BareEnv): BareApp {
  const tenant = JSON.parse(env.TENANT) as Tenant
  const clock = { now: () => Date.now() }
  const published = createOpenPublished(env, clock, createConsoleTelemetry(), CONFIG)
  return createBareApp(tenant, openStore(env, tenant, ANONYMOUS), published)
}
