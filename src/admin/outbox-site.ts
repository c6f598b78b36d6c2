import { Hono } from 'hono'
import type { Outbox } from '../ports.ts'
import type { BounceParts } from './bounces-api.ts'
import { keep } from './keep.ts'
import type { OutboxParts } from './outbox-api.ts'
import { type Done, outboxPage } from './outbox-page.tsx'

interface Parts extends OutboxParts, BounceParts {
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** What the API has of outbox and bounces, for people. */
export const outboxSite = ({ outboxOf, bouncesOf, now }: Parts): Hono =>
  new Hono()
    .get('/outbox', async (c) => {
      const { event = '', done = null } = c.req.query()
      const found = event === '' ? null : await outboxOf(event, keep(c))
      if (found === null) return c.html(outboxPage({ event, done, work: null, now: now() }))
      const bounces = (await bouncesOf(event, keep(c)))?.list() ?? []
      const work = { state: await found.outbox.state(), bounces: await bounces }
      return c.html(outboxPage({ event, done, work, now: now() }))
    })
    .post('/outbox', async (c) => {
      const { event, id, act }: Form = await c.req.parseBody().catch(() => ({}))
      if (typeof event !== 'string') return c.text('Say which event.', 400)
      const found = await outboxOf(event, keep(c))
      if (found === null) return c.text('There is no such event.', 404)
      const done = await doAct(found.outbox, act, typeof id === 'string' ? id : '')
      if (done === null) return c.text('Say what to do: replay, replay-all or drop.', 400)
      return c.redirect(`/outbox?${new URLSearchParams({ event, done }).toString()}`, 303)
    })

type Form = Readonly<Record<string, unknown>>

async function doAct(outbox: Outbox, act: unknown, id: string): Promise<Done | null> {
  switch (act) {
    case 'replay-all':
      return (await outbox.replay(null)) > 0 ? 'replayed' : 'gone'
    case 'replay':
      return (await outbox.replay(id)) > 0 ? 'replayed' : 'gone'
    case 'drop':
      return (await outbox.drop(id)).ok ? 'dropped' : 'gone'
    default:
      return null
  }
}
