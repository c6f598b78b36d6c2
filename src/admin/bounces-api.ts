import { Hono } from 'hono'
import type { KeepAlive } from '../ports.ts'
import { bodyFields } from './body-fields.ts'
import { keep } from './keep.ts'
import { NO_SUCH_EVENT, problem } from './problem.ts'

export interface BounceParts {
  /** By an event's key or one of its hosts; null when there is no such event. */
  readonly bouncesOf: (event: string, keepAlive: KeepAlive) => Promise<EventBounces | null>
}

/** The mails of one event that came back. */
export interface EventBounces {
  /** The latest first. */
  list(): Promise<readonly Bounce[]>
  /** Notes another one. Answers whether the address is on the event's list. */
  note(bounce: { readonly email: string; readonly reason: string }): Promise<boolean>
}

/** Somebody whose mails come back. */
export interface Bounce {
  readonly person: string
  /** Of the last one, epoch milliseconds. */
  readonly at: number
  readonly reason: string
  readonly times: number
}

/** Mails of an event that came back: whatever receives them says so here. */
export const bouncesApi = ({ bouncesOf }: BounceParts): Hono =>
  new Hono()
    .get('/api/v1/events/:event/bounces', async (c) => {
      const bounces = await bouncesOf(c.req.param('event'), keep(c))
      if (bounces === null) return problem(c, 404, NO_SUCH_EVENT)
      return c.json({ bounces: await bounces.list() })
    })
    .post('/api/v1/events/:event/bounces', async (c) => {
      const { email, reason = '' } = await bodyFields(c.req.raw)
      if (typeof email !== 'string' || typeof reason !== 'string') {
        return problem(c, 400, 'Send { "email": "…", "reason": "…" }.')
      }
      const bounces = await bouncesOf(c.req.param('event'), keep(c))
      if (bounces === null) return problem(c, 404, NO_SUCH_EVENT)
      const noted = await bounces.note({ email, reason })
      return noted ? c.json({ noted: 1 }) : problem(c, 404, 'Nobody on the list has that address.')
    })
