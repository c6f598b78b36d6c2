import { Hono } from 'hono'
import type { Turn } from './api/endpoint.ts'
import { perform } from './api/perform.ts'
import { type Problem, statusOf } from './api/problem.ts'
import { listBounces } from './endpoints/bounces.ts'
import { NOT_PARKED, settleOutbox, showOutbox } from './endpoints/outbox.ts'
import type { AdminContext, AdminEnv } from './admin-env.ts'
import { type Done, outboxPage } from './outbox-page.tsx'

/** What the API has of outbox and bounces, for people. */
export const outboxSite = (turnOf: (c: AdminContext) => Turn): Hono<AdminEnv> =>
  new Hono<AdminEnv>()
    .get('/outbox', async (c) => {
      const { event = '', done = null } = c.req.query()
      const turn = turnOf(c)
      const now = turn.parts.clock.now()
      const params = { event }
      const state = event === '' ? null : await perform(showOutbox, turn, { params })
      if (state === null || !state.ok) {
        return c.html(outboxPage({ event, done, work: null, now }))
      }
      const bounces = await perform(listBounces, turn, { params })
      const work = {
        state: state.value.body,
        bounces: bounces.ok ? bounces.value.body.bounces : [],
      }
      return c.html(outboxPage({ event, done, work, now }))
    })
    .post('/outbox', async (c) => {
      const { event, id, act }: Form = await c.req.parseBody().catch(() => ({}))
      if (typeof event !== 'string') return c.text('Say which event.', 400)
      const body = bodyOf(act, typeof id === 'string' ? id : '')
      if (body === null) return c.text('Say what to do: replay, replay-all or drop.', 400)
      const settled = await perform(settleOutbox, turnOf(c), { params: { event }, body })
      if (!settled.ok && settled.error !== NOT_PARKED) return refused(settled.error)
      const done = settled.ok ? doneOf(settled.value.body) : 'gone'
      return c.redirect(`/outbox?${new URLSearchParams({ event, done }).toString()}`, 303)
    })

type Form = Readonly<Record<string, unknown>>

function bodyOf(act: unknown, id: string): object | null {
  switch (act) {
    case 'replay-all':
      return { replay: 'all' }
    case 'replay':
      return { replay: id }
    case 'drop':
      return { drop: id }
    default:
      return null
  }
}

const doneOf = (done: { readonly replayed: number } | { readonly dropped: number }): Done => {
  if ('dropped' in done) return 'dropped'
  return done.replayed > 0 ? 'replayed' : 'gone'
}

const refused = (told: Problem): Response =>
  new Response(told.detail, { status: statusOf(told), headers: { 'Content-Type': 'text/plain' } })
