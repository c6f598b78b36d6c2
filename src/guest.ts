import { WorkerEntrypoint } from 'cloudflare:workers'
import { client } from './base/client/client.gen.ts'
import { createMatch } from './base/match.ts'

// What a release is built over: the base with everything that an isolate needs to serve one event.

const base = createMatch({ client, offline: false })

/** `export class Guest extends guestClass(() => import('./event.js')) {}`; null for the base alone. */
export const guestClass = (load: (() => Promise<unknown>) | null) =>
  class extends WorkerEntrypoint {
    async serve(): Promise<{ readonly response: Response }> {
      await load?.()
      return { response: new Response(`hello from ${base.routes.routes.length} routes`) }
    }
  }
