import { perform } from '../api/perform.ts'
import { problem } from '../api/problem.ts'
import { listBounces } from '../endpoints/bounces.ts'
import { NOT_PARKED, settleOutbox, showOutbox } from '../endpoints/outbox.ts'
import { hasRole } from '../access/actor.ts'
import { EVENTS } from './event-visit.ts'
import { type Done, OutboxView } from './outbox-view.tsx'
import { go, type Page, refused } from './page.ts'

/** What waits to be done for an event, what was given up, and which mails came back. */
export const outboxPage: Page = {
  path: '/outbox',
  title: 'See and settle the work of an event',
  role: 'viewer',
  actRole: 'operator',
  async show({ turn, query, now }) {
    const { event = '', done = null } = query
    const params = { event }
    const state = event === '' ? null : await perform(showOutbox, turn, { params })
    const bounces = state?.ok === true ? await perform(listBounces, turn, { params }) : null
    const work =
      state?.ok === true
        ? {
            state: state.value.body,
            bounces: bounces?.ok === true ? bounces.value.body.bounces : [],
          }
        : null
    const maySettle = hasRole(turn.actor, 'operator')
    return {
      kind: 'page',
      title: 'Work of an event',
      trail: [EVENTS],
      body: <OutboxView event={event} done={done} work={work} now={now} maySettle={maySettle} />,
    }
  },
  async act({ turn }, sent) {
    const event = sent.text('event')
    const body = bodyOf(sent.text('act'), sent.text('id'))
    if (body === null || event === '') {
      return refused(
        problem('unreadable', 'Say which event, and what to do: replay, replay-all or drop.'),
      )
    }
    const settled = await perform(settleOutbox, turn, { params: { event }, body })
    if (!settled.ok && settled.error !== NOT_PARKED) return refused(settled.error)
    const done = settled.ok ? doneOf(settled.value.body) : 'gone'
    return go(`/outbox?${new URLSearchParams({ event, done }).toString()}`)
  },
}

function bodyOf(act: string, id: string): object | null {
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
