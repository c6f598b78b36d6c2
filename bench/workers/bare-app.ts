import { Hono } from 'hono'
import { match } from '../../src/base/match.ts'
import type { MatchEnv } from '../../src/base/pieces.ts'
import { ANONYMOUS, type Store, type Tenant } from '../../src/contract.ts'
import type { OpenPublished } from '../../src/ports.ts'
import type { SeamWatch } from '../../src/seam/fault.ts'

/** Takes what `app.fetch` of a Hono app takes, the environment already in it. */
export type BareApp = (request: Request, ctx: ExecutionContext) => Response | Promise<Response>

/** Watches nothing: whatever a module does is believed. */
export const TRUSTING: SeamWatch = {
  allows: () => true,
  succeeded: () => {},
  ranOut: () => {},
  enter: () => () => {},
  waiting: false,
  failed: () => {},
  deadline: Infinity,
}

/**
 * The base as an app of its own, for one event that is known beforehand: what a copy of the app per
 * event would be. Its environment is made once, which is the hardest bare case to compare with.
 */
export function createBareApp(tenant: Tenant, store: Store, openPublished: OpenPublished): BareApp {
  const app = new Hono<{ Bindings: MatchEnv }>()
  app.route('/', match.routes)
  app.notFound((c) => match.page('not-found', c.req.raw, c.env))
  let current: ExecutionContext
  const env: MatchEnv = {
    tenant,
    viewer: ANONYMOUS,
    store,
    published: openPublished(tenant, (promise) => current.waitUntil(promise)),
    mail: { send: async () => {} },
    http: { fetch: async () => new Response() },
    secrets: { get: async () => '' },
    origin: `https://${tenant.canonicalHost}`,
    clock: { now: () => Date.now() },
    pieces: match.lay(tenant, null).bind(TRUSTING),
    requestId: 'bare',
  }
  return (request, ctx) => {
    current = ctx
    return app.fetch(request, env, ctx)
  }
}
