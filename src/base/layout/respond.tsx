import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import { SAFE_HEADERS } from '../../seam/base.ts'
import { writeOut } from '../../seam/view.ts'
import { markOf } from '../client/mark.ts'
import { NOBODY, VIEWER_HEADER } from '../client/names.ts'
import { LOCALE_COOKIE } from '../create-page.ts'
import type { Page } from '../page.ts'
import type { MatchEnv } from '../pieces.ts'
import { bringsSession } from '../sign-in/session.ts'
import { Document } from './layout.tsx'
import { contentSecurityPolicy } from './security-policy.ts'

interface Content {
  readonly title: string
  readonly body: Child
  readonly status?: 200 | 403 | 404 | 405 | 409 | 410 | 422 | 500 | 503
}

const YEAR = 365 * 24 * 60 * 60

/** A page of the event as an answer. A language chosen in the address is remembered. */
export async function respond(
  c: Context<{ Bindings: MatchEnv }>,
  page: Page,
  { title, body, status = 200 }: Content,
): Promise<Response> {
  const { styles, client } = c.env.pieces
  const viewer = await whose(c, page)
  const html = await writeOut(
    <Document {...{ page, title, styles, client, viewer }}>{body}</Document>,
  )
  if (c.req.query('lang') === page.locale) {
    setCookie(c, LOCALE_COOKIE, page.locale, { path: '/', sameSite: 'Lax', maxAge: YEAR })
  }
  return c.html(`<!doctype html>${html}`, status, {
    'Content-Language': page.locale,
    'Content-Security-Policy': await contentSecurityPolicy(styles),
    Vary: 'Accept-Language, Cookie',
    ...(viewer === undefined ? {} : { [VIEWER_HEADER]: viewer }),
    ...SAFE_HEADERS,
  })
}

/**
 * Whose page it is, for what keeps pages. Somebody whose session could not be looked up is not nobody:
 * their pages stay.
 */
async function whose(c: Context, { viewer }: Page): Promise<string | undefined> {
  if (viewer.kind === 'person') return markOf(viewer)
  return !bringsSession(c.req.raw) || c.req.path.startsWith('/sign-in') ? NOBODY : undefined
}
