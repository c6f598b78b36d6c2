import { type Context, Hono } from 'hono'
import type { Explanation } from '../dispatch/explain.ts'
import type { FaultCount, KeepAlive } from '../ports.ts'
import { authorised } from './authorise.ts'
import { explainPage, METHODS } from './explain-page.tsx'
import { type BounceParts, bouncesApi } from './bounces-api.ts'
import { isFromElsewhere } from './from-elsewhere.ts'
import { keep } from './keep.ts'
import { outboxApi, type OutboxParts } from './outbox-api.ts'
import { outboxSite } from './outbox-site.ts'
import { problem } from './problem.ts'

export interface AdminParts extends OutboxParts, BounceParts {
  /** The operator's token. */
  readonly token: string
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Something the admin host needs did not answer. */
  readonly failed: (error: unknown) => void
  readonly explain: (request: Request, keepAlive: KeepAlive) => Promise<Explanation>
  /** How often pieces of an event were given up lately, over all isolates. */
  readonly recentFaults: (event: string) => Promise<readonly FaultCount[]>
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
    if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '') || !METHODS.includes(method)) return null
    const told = await parts.explain(new Request(url, { method }), keep(c))
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
  app.use(async (c, next) => {
    if (!isFromElsewhere(c.req.raw)) return next()
    return refuse(c, 403, OWN_PAGE)
  })
  app.onError((error, c) => {
    parts.failed(error)
    c.header('Retry-After', '5')
    return refuse(c, 503, 'The event’s store or the registry does not answer. Try again.')
  })
  app.get('/', (c) => c.redirect('/explain', 302))
  app.get('/explain', async (c) => {
    const { url = '', method = 'GET' } = c.req.query()
    const told = url === '' ? null : await tell(c)
    return c.html(explainPage({ url, method, told, now: parts.now() }))
  })
  app.get('/api/v1/explain', async (c) => {
    const told = await tell(c)
    return told === null ? problem(c, 400, 'Give ?url=, an absolute http address.') : c.json(told)
  })
  return app
    .route('/', outboxApi(parts))
    .route('/', bouncesApi(parts))
    .route('/', outboxSite(parts))
}

const OWN_PAGE =
  'This was sent from another site. Use the admin host’s own page, or the token as a bearer token.'

/** In words for people, as a problem for programs. */
const refuse = (c: Context, status: 403 | 503, title: string): Response =>
  c.req.path.startsWith('/api/') ? problem(c, status, title) : c.text(title, status)

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
