import type { Context } from 'hono'
import type { MatchEnv } from '../pieces.ts'

/** Leads somebody who is not signed in to the door, and back to this page afterwards. */
export function signInFirst(c: Context<{ Bindings: MatchEnv }>): Response {
  const { pathname, search } = new URL(c.req.url)
  const next = ['GET', 'HEAD'].includes(c.req.method) ? pathname + search : '/'
  return c.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303)
}
