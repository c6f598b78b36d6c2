import { type ExecutionContext, Hono } from 'hono'
import type { KeepAlive } from '../ports.ts'
import type { AdminContext, AdminEnv } from './admin-env.ts'
import { identify, type Refusal } from './access/identify.ts'
import { problemOfRefusal } from './access/refused.ts'
import { documentOf } from './api/document.ts'
import type { Turn } from './api/endpoint.ts'
import type { Json } from './api/json-schema.ts'
import { NOT_FOUND } from './api/perform.ts'
import { problem, problemResponse, statusOf } from './api/problem.ts'
import { referencePage } from './api/reference-page.tsx'
import { createRoutes } from './api/routes.ts'
import { API, serveApi } from './api/serve-api.ts'
import { ENDPOINTS, SCHEMAS } from './endpoints/all.ts'
import { newSecret } from '../secret.ts'
import { keep } from './keep.ts'
import { pagesSite, showProblem } from './pages/site.tsx'
import type { AdminParts } from './parts.ts'

/** The operator's own host. Everything on it is for those alone whom it knows. */
export function createAdminApp(parts: AdminParts): Hono<AdminEnv> {
  const app = new Hono<AdminEnv>()
  app.use(async (c, next) => {
    const nonce = newSecret()
    c.set('nonce', nonce)
    await next()
    c.header('Cache-Control', 'no-store')
    c.header('Content-Security-Policy', policy(nonce))
  })
  app.use(async (c, next) => {
    const known = await identify(parts.door, c.req.raw)
    if (!known.ok) return refuse(c, parts, known.error)
    c.set('actor', known.value)
    if (known.value.by === 'break-glass') note(c, parts, 'break-glass', BREAK_GLASS, 'break-glass')
    return next()
  })
  app.onError((error, c) => {
    const { requestId } = c.env
    parts.telemetry.fault({ requestId, event: '', seam: 'admin', error })
    return showProblem(c, AWAY)
  })
  app.get(API, (c) => c.redirect(`${API}/`, 308))
  app.get(`${API}/`, (c) => c.html(referencePage(theDocument(), c.var.nonce)))
  app.get(`${API}/openapi.json`, (c) => c.json(theDocument()))
  const turnOf = (c: AdminContext): Turn => ({
    parts,
    actor: c.var.actor,
    requestId: c.env.requestId,
    keepAlive: keep(c),
    revision: null,
    idempotencyKey: null,
  })
  app.all(`${API}/*`, (c) => serveApi(findRoute, c.req.raw, turnOf(c)))
  app.notFound((c) => showProblem(c, NOT_FOUND))
  return app.route('/', pagesSite(turnOf))
}

const findRoute = createRoutes(ENDPOINTS)

let known: Json | undefined
const theDocument = (): Json => (known ??= documentOf(ENDPOINTS, SCHEMAS))

/** Hands a request that dispatch has been given to the app. */
export const serveAdmin = (
  app: Hono<AdminEnv>,
  request: Request,
  requestId: string,
  keepAlive: KeepAlive,
): Response | Promise<Response> =>
  app.fetch(request, { requestId }, {
    waitUntil: keepAlive,
    passThroughOnException: () => undefined,
    props: {},
  } satisfies ExecutionContext)

/** Nobody gets past this. Pages say so in a line, the API as it says everything. */
function refuse(c: AdminContext, parts: AdminParts, refusal: Refusal): Response {
  note(c, parts, 'refused', refusal.why, refusal.who)
  const told = problemOfRefusal(refusal)
  const response = problemResponse(told, c.env.requestId)
  if (c.req.path.startsWith(`${API}/`) && c.req.path !== `${API}/`) return response
  const { local } = parts.door
  if (local !== undefined && statusOf(told) === 401) return c.redirect(local.path, 303)
  response.headers.set('Content-Type', 'text/plain; charset=utf-8')
  // One challenge: browsers look at the first of a line.
  if (statusOf(told) === 401) response.headers.set('WWW-Authenticate', PASSWORD)
  return new Response(`${told.detail}\n`, response)
}

function note(
  c: AdminContext,
  { telemetry }: AdminParts,
  what: 'refused' | 'break-glass',
  why: string,
  who: string | null,
): void {
  const { requestId } = c.env
  telemetry.note({
    type: 'admin',
    what,
    requestId,
    who,
    request: `${c.req.method} ${c.req.path}`,
    why,
  })
}

const PASSWORD = 'Basic realm="Usher", charset="UTF-8"'

const AWAY = problem(
  'unavailable',
  'The registry or a store does not answer. Nothing is known of what was to be changed: look before you send it again.',
  { retryAfter: 5 },
)

const BREAK_GLASS = 'The break-glass token was used.'

/** Nothing from anywhere but the page itself, and no script at all. */
const policy = (nonce: string): string =>
  `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
