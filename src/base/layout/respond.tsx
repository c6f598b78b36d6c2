import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import { SAFE_HEADERS } from '../../seam/base.ts'
import { writeOut } from '../../seam/view.ts'
import { LOCALE_COOKIE } from '../create-page.ts'
import type { Page } from '../page.ts'
import type { MatchEnv } from '../pieces.ts'
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
  const { styles } = c.env.pieces
  const html = await writeOut(
    <Document page={page} title={title} styles={styles}>
      {body}
    </Document>,
  )
  if (c.req.query('lang') === page.locale) {
    setCookie(c, LOCALE_COOKIE, page.locale, { path: '/', sameSite: 'Lax', maxAge: YEAR })
  }
  return c.html(`<!doctype html>${html}`, status, {
    'Content-Language': page.locale,
    'Content-Security-Policy': await contentSecurityPolicy(styles),
    Vary: 'Accept-Language, Cookie',
    ...SAFE_HEADERS,
  })
}
