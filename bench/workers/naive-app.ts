import { Hono } from 'hono'
import { match } from '../../src/base/match.ts'
import type { MatchEnv } from '../../src/base/pieces.ts'
import { CONFIG } from '../../src/config.ts'
import { ANONYMOUS, type Tenant } from '../../src/contract.ts'
import type { OpenPublished } from '../../src/ports.ts'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { type EventModule, readModule } from '../../src/seam/module.ts'
import { createConsoleTelemetry } from '../../src/telemetry/console-telemetry.ts'
import { createOpenPublished, openStore, type WorkerEnv } from '../../src/wire.ts'
import { TRUSTING } from './bare-app.ts'

// What one would write without dispatch: the host picks an app out of a Map, the app is the event's
// routes over the base's. Nothing is contained, timed, logged, looked up again or given an id.

type App = (request: Request, ctx: ExecutionContext) => Response | Promise<Response>

/** Event key → its module, there at once or to be imported. */
type Modules = ReadonlyMap<string, () => unknown>

export function naive(modules: Modules): ExportedHandler<WorkerEnv> {
  const apps = new Map<string, App>()
  return {
    async fetch(request, env, ctx) {
      const host = request.headers.get('host')?.split(':')[0] ?? ''
      const known = apps.get(host)
      if (known !== undefined) return known(request, ctx)
      const record = await env.TENANTS.get(hostKey(host))
      if (record === null) return new Response('No such event.', { status: 404 })
      const tenant = JSON.parse(record) as Tenant
      const module = readModule(await modules.get(tenant.key)?.())
      openPublished ??= createOpenPublished(env, CLOCK, createConsoleTelemetry(), CONFIG)
      const app = createApp(env, openPublished, tenant, module.ok ? module.value : null)
      apps.set(host, app)
      return app(request, ctx)
    },
  }
}

const CLOCK = { now: () => Date.now() }
let openPublished: OpenPublished | undefined

function createApp(
  env: WorkerEnv,
  published: OpenPublished,
  tenant: Tenant,
  module: EventModule | null,
): App {
  const laid = match.lay(tenant, module)
  const app = new Hono<{ Bindings: MatchEnv }>()
  if (module?.routes !== undefined) app.route('/', module.routes as unknown as Hono)
  if (laid.routes !== null) app.route('/', laid.routes)
  app.route('/', match.routes)
  app.notFound((c) => match.page('not-found', c.req.raw, c.env))
  let current: ExecutionContext
  const bindings: MatchEnv = {
    tenant,
    viewer: ANONYMOUS,
    store: openStore(env, tenant, ANONYMOUS),
    published: published(tenant, (promise) => current.waitUntil(promise)),
    mail: { send: async () => {} },
    http: { fetch: async () => new Response() },
    secrets: { get: async () => '' },
    origin: `https://${tenant.canonicalHost}`,
    clock: CLOCK,
    pieces: laid.bind(TRUSTING),
    requestId: 'naive',
  }
  return (request, ctx) => {
    current = ctx
    return app.fetch(request, bindings, ctx)
  }
}
