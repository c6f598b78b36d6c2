import { type Context, Hono } from 'hono'
import type { Explanation } from '../dispatch/explain.ts'
import type { FaultCount, KeepAlive } from '../ports.ts'
import { authorised } from './authorise.ts'
import { explainPage, METHODS } from './explain-page.tsx'

export interface AdminParts {
  /** The operator's token. */
  readonly token: string
  readonly explain: (request: Request, keepAlive: KeepAlive) => Promise<Explanation>
  /** How often pieces of an event were given up lately, over all isolates. */
  readonly recentFaults: (event: string) => Promise<readonly FaultCount[]>
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** An explanation, and what the whole fleet has seen of the event's faults. */
export type Told = Explanation & {
  /** null when the counter did not answer. */
  readonly recentFaults: readonly FaultCount[] | null
}

/** The operator's own host. Everything on it wants the token. */
export function createAdminApp(parts: AdminParts): Hono {
  const tell = async (c: Context): Promise<Told | null> => {
    const { url = '', method = 'GET' } = c.req.query()
    const keepAlive = (promise: Promise<unknown>): void => c.executionCtx.waitUntil(promise)
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '') || !METHODS.includes(method)) return null
    const told = await parts.explain(new Request(url, { method }), keepAlive)
    if (told.event === null) return { ...told, recentFaults: [] }
    // The counter is no reason not to explain.
    const recentFaults = await parts.recentFaults(told.event.key).catch(() => null)
    return { ...told, recentFaults }
  }
  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    c.header('Content-Security-Policy', POLICY)
  })
  app.use(async (c, next) => {
    if (await authorised(c.req.raw, parts.token)) return next()
    c.header('WWW-Authenticate', 'Basic realm="Usher", charset="UTF-8"')
    return c.text('Sign in as "operator" with the admin token.', 401)
  })
  app.get('/', (c) => c.redirect('/explain', 302))
  app.get('/explain', async (c) => {
    const { url = '', method = 'GET' } = c.req.query()
    const told = url === '' ? null : await tell(c)
    return c.html(explainPage({ url, method, told, now: parts.now() }))
  })
  app.get('/api/v1/explain', async (c) => {
    const told = await tell(c)
    if (told !== null) return c.json(told)
    return c.json({ title: 'Give ?url=, an absolute http address.', status: 400 }, 400, {
      'Content-Type': 'application/problem+json',
    })
  })
  return app
}

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
