import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { AdminContext, AdminEnv } from '../admin-env.ts'
import type { Actor } from '../access/actor.ts'
import type { Turn } from '../api/endpoint.ts'
import { refuseActor } from '../api/perform.ts'
import { noteRefusal } from '../api/serve-api.ts'
import { type Problem, problem, PROBLEMS, statusOf } from '../api/problem.ts'
import { layout } from './layout.tsx'
import type { Page, Shown, Sight, Visit } from './page.ts'
import { PAGES } from './pages.ts'
import { readSent } from './sent.ts'

/** What can be typed into a form: settings and redirects are the most of it. */
const MOST = 1024 * 1024

/** Everything that people see and do on the admin host. */
export function pagesSite(turnOf: (c: AdminContext) => Turn): Hono<AdminEnv> {
  const site = new Hono<AdminEnv>()
  const limit = bodyLimit({
    maxSize: MOST,
    onError: (c) => showProblem(c as AdminContext, TOO_BIG),
  })
  for (const page of PAGES) {
    const { act } = page
    site.get(page.path, (c) => answer(c, page, turnOf(c), page.show))
    if (act === undefined) continue
    site.post(page.path, limit, async (c) => {
      const sent = readSent(await c.req.formData().catch(() => new FormData()))
      const asked = { ...page, role: page.actRole ?? page.role }
      return answer(c, asked, turnOf(c), (visit) => act(visit, sent))
    })
  }
  return site
}

async function answer(
  c: AdminContext,
  page: Page,
  turn: Turn,
  look: (visit: Visit) => Promise<Sight>,
): Promise<Response> {
  const params = c.req.param() as Readonly<Record<string, string>>
  const refusal = refuseActor({ ...page, summary: page.title }, turn, params)
  if (refusal !== null) return refuse(c, turn, refusal)
  const { clock } = turn.parts
  const sight = await look({ turn, params, query: c.req.query(), now: clock.now() })
  switch (sight.kind) {
    case 'go':
      return c.redirect(sight.to, 303)
    case 'refused':
      return refuse(c, turn, sight.problem)
    case 'page':
      return show(c, sight)
  }
}

function refuse(c: AdminContext, turn: Turn, told: Problem): Response | Promise<Response> {
  noteRefusal(turn, c.req.raw, told)
  return showProblem(c, told)
}

const show = (c: AdminContext, shown: Shown): Response | Promise<Response> => {
  const { nonce } = c.var
  // Where who it is could not be found out, there is nobody.
  const actor = (c.var.actor as Actor | undefined) ?? null
  return c.html(layout({ ...shown, actor, nonce, path: c.req.path }), (shown.status ?? 200) as 200)
}

/** Why something is not shown or done, as a page. */
export function showProblem(c: AdminContext, told: Problem): Response | Promise<Response> {
  if (told.retryAfter !== undefined) c.header('Retry-After', String(told.retryAfter))
  return show(c, {
    kind: 'page',
    title: PROBLEMS[told.kind][1],
    trail: [{ path: '/', name: 'Events' }],
    status: statusOf(told),
    body: (
      <>
        <p class="lead">{told.detail}</p>
        <p class="soft">
          Number of this request in the log: <code>{c.env.requestId}</code>
        </p>
      </>
    ),
  })
}

const TOO_BIG = problem('too-big', 'A form has at most 1 MiB here. Use the API for more.')
