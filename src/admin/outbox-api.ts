import { Hono } from 'hono'
import type { OutboxState } from '../contract.ts'
import type { KeepAlive, Outbox } from '../ports.ts'
import { bodyFields } from './body-fields.ts'
import { keep } from './keep.ts'
import { NO_SUCH_EVENT, problem } from './problem.ts'

export interface OutboxParts {
  /** The work of an event, by its key or one of its hosts; null when there is no such event. */
  readonly outboxOf: (event: string, keepAlive: KeepAlive) => Promise<EventOutbox | null>
}

export interface EventOutbox {
  /** The event's key, however it was asked for. */
  readonly event: string
  readonly outbox: Outbox
}

/** The work of an event, for programs. */
export type OutboxTold = OutboxState & { readonly event: string }

/** What waits to be done for an event, what was given up, and what is to become of that. */
export const outboxApi = ({ outboxOf }: OutboxParts): Hono =>
  new Hono()
    .get('/api/v1/events/:event/outbox', async (c) => {
      const found = await outboxOf(c.req.param('event'), keep(c))
      if (found === null) return problem(c, 404, NO_SUCH_EVENT)
      return c.json({ event: found.event, ...(await found.outbox.state()) } satisfies OutboxTold)
    })
    .post('/api/v1/events/:event/outbox', async (c) => {
      const act = readAct(await bodyFields(c.req.raw))
      if (act === null) return problem(c, 400, ACTS)
      const found = await outboxOf(c.req.param('event'), keep(c))
      if (found === null) return problem(c, 404, NO_SUCH_EVENT)
      const done = await doAct(found.outbox, act)
      return done === null ? problem(c, 404, 'Nothing of that id is given up.') : c.json(done)
    })

type Act = { readonly replay: string } | { readonly drop: string }

const ACTS = 'Send { "replay": "<id>" }, { "replay": "all" } or { "drop": "<id>" }.'

function readAct({ replay, drop }: Readonly<Record<string, unknown>>): Act | null {
  if (typeof replay === 'string' && drop === undefined) return { replay }
  return typeof drop === 'string' && replay === undefined ? { drop } : null
}

/** null when nothing of that id is given up. */
async function doAct(outbox: Outbox, act: Act): Promise<object | null> {
  if ('drop' in act) return (await outbox.drop(act.drop)).ok ? { dropped: 1 } : null
  const isAll = act.replay === 'all'
  const replayed = await outbox.replay(isAll ? null : act.replay)
  return replayed === 0 && !isAll ? null : { replayed }
}
