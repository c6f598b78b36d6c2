import { Hono } from 'hono'
import type { Explanation } from '../dispatch/explain.ts'
import type { FaultCount } from '../ports.ts'
import { authorised } from './authorise.ts'
import { explainPage } from './explain-page.tsx'

export interface AdminParts {
  /** The operator's token. */
  readonly token: string
  readonly explain: (request: Request) => Promise<Explanation>
  /** How often pieces of an event were given up lately, over all isolates. */
  readonly recentFaults: (event: string) => Promise<readonly FaultCount[]>
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** An explanation, and what the whole fleet has seen of the event's faults. */
export type Told = Explanation & { readonly recentFaults: readonly FaultCount[] }

/** The operator's own host. Everything on it wants the token. */
export function createAdminApp(parts: AdminParts): Hono {
  const tell = async (url: string, method: string): Promise<Told | null> => {
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return null
    const told = await parts.explain(new Request(url, { method }))
    const recentFaults = told.event === null ? [] : await parts.recentFaults(told.event.key)
    return { ...told, recentFaults }
  }
  const app = new Hono()
  app.use(async (c, next) => {
    if (await authorised(c.req.raw, parts.token)) return next()
    c.header('WWW-Authenticate', 'Basic realm="Usher", charset="UTF-8"')
    return c.text('Sign in as "operator" with the admin token.', 401)
  })
  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
    c.header('Content-Security-Policy', POLICY)
  })
  app.get('/', (c) => c.redirect('/explain', 302))
  app.get('/explain', async (c) => {
    const { url = '', method = 'GET' } = c.req.query()
    const told = url === '' ? null : await tell(url, method)
    return c.html(explainPage({ url, method, told, now: parts.now() }))
  })
  app.get('/api/v1/explain', async (c) => {
    const told = await tell(c.req.query('url') ?? '', c.req.query('method') ?? 'GET')
    if (told !== null) return c.json(told)
    return c.json({ title: 'Give ?url=, an absolute http address.', status: 400 }, 400, {
      'Content-Type': 'application/problem+json',
    })
  })
  return app
}

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
