import type { Context } from 'hono'

/** A refusal for programs, in the shape of RFC 9457. */
export const problem = (c: Context, status: 400 | 403 | 404 | 503, title: string): Response =>
  c.json({ title, status }, status, { 'Content-Type': 'application/problem+json' })

export const NO_SUCH_EVENT = 'There is no such event. Give its key, or its host.'
