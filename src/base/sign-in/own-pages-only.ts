import { createMiddleware } from 'hono/factory'
import { fromOwnPage } from '../../own-origin.ts'
import type { MatchEnv } from '../pieces.ts'

/** Refuses what another site made the visitor's browser send. For every route that changes something. */
export const ownPagesOnly = createMiddleware<{ Bindings: MatchEnv }>(async (c, next) => {
  if (fromOwnPage(c.req.raw)) return next()
  return c.text('This form was sent from another site. Open the page here and send it again.', 403)
})
