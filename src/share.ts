import { WorkerEntrypoint } from 'cloudflare:workers'
import { events } from '../events/map.gen.ts'
import { client } from './base/client/client.gen.ts'
import { CONFIG } from './config.ts'
import type { Ring } from './contract.ts'
import type { Explanation } from './dispatch/explain.ts'
import { NO_EVENT, notice } from './dispatch/notice.ts'
import type { Worked } from './dispatch/run-work.ts'
import { createConsoleTelemetry } from './telemetry/console-telemetry.ts'
import { type ShareWires, wireShare, type WorkerEnv } from './wire.ts'

// The entry of a Worker with a share of the events' modules; the front is `worker.ts`, and has the
// classes of the stores.

/** Asked when a module does not load; until then the list need not be there. */
const fallsOpen = async (event: string): Promise<boolean> =>
  (await import('./falls-open.ts')).fallsOpen.includes(event)

let wires: ShareWires | undefined
const wired = (env: WorkerEnv): ShareWires =>
  (wires ??= wireShare(env, {
    events,
    telemetry: createConsoleTelemetry(),
    config: CONFIG,
    client,
    fallsOpen,
  }))

/** What the front is bound to. Only a binding reaches a named entrypoint; no visitor's request does. */
export class Share extends WorkerEntrypoint<WorkerEnv> {
  override async fetch(request: Request): Promise<Response> {
    return wired(this.env).dispatch(request, this.ctx)
  }

  explain(url: string, method: string): Promise<Explanation> {
    return wired(this.env).explain(url, method, (promise) => this.ctx.waitUntil(promise))
  }

  work(ring: Ring): Promise<Worked> {
    return wired(this.env).work(ring, this.ctx)
  }
}

/** For whoever gives a share an address of its own by mistake: nobody's host. */
export default {
  fetch: (request) => notice(request, NO_EVENT),
} satisfies ExportedHandler<WorkerEnv>
