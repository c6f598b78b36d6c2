import { type Context, Hono } from 'hono'
import { createPage } from '../create-page.ts'
import { type Feature, menuEntry } from '../feature.ts'
import { choices } from '../form/fields.ts'
import { readForm } from '../form/read-form.ts'
import { respond } from '../layout/respond.tsx'
import { meetingsGuard } from '../meetings/guard.ts'
import { listOwnSlots, type OwnSlot, setAway } from '../meetings/lists.ts'
import { named } from '../meetings/named.ts'
import { askWaiting } from '../meetings/waiting.ts'
import type { Page } from '../page.ts'
import type { MatchEnv } from '../pieces.ts'
import { ownPagesOnly } from '../sign-in/own-pages-only.ts'
import { signInFirst } from '../sign-in/sign-in-first.ts'
import { availabilityPage } from './availability-page.tsx'
import { scheduleDays } from './entries.ts'
import { scheduleMessages } from './messages.ts'
import { scheduleEntry, schedulePage } from './schedule-page.tsx'
import { readOwnSchedule, scheduleStore } from './store.ts'

type ScheduleContext = Context<{ Bindings: MatchEnv }>

const routes = new Hono<{ Bindings: MatchEnv }>()
  .get('/schedule', async (c) => {
    const [own, waiting] = await Promise.all([
      c.env.store.read(readOwnSchedule, {}),
      askWaiting(c.env),
    ])
    if (!own.ok) return signInFirst(c)
    const page = createPage(c, waiting)
    const { meetings, sessions } = own.value
    const shown = { meetings: meetings.map((meeting) => named(page, meeting)), sessions }
    const props = { page, days: scheduleDays(shown, page.formats) }
    const title = page.texts(scheduleMessages)('title')
    return respond(c, page, { title, body: page.show(schedulePage, props) })
  })
  .get('/schedule/availability', async (c) => {
    const slots = await c.env.store.read(listOwnSlots, {})
    return slots.ok ? show(c, slots.value, null) : signInFirst(c)
  })
  .post('/schedule/availability', ownPagesOnly, async (c) => {
    const slots = await c.env.store.read(listOwnSlots, {})
    if (!slots.ok) return signInFirst(c)
    const ids = slots.value.map(({ id }) => id)
    const form = await readForm(c, { away: choices(ids, ids.length) })
    const ticked = new Set(form.sent.get('away'))
    const t = createPage(c).texts(scheduleMessages)
    if (form.value === null) {
      return show(c, slots.value, { text: t('changed'), status: 422, ticked })
    }
    const saved = await c.env.store.write(setAway, { slots: form.value.away }, form.requestId)
    if (saved.ok) return c.redirect('/schedule/availability?saved', 303)
    if (saved.error.tag === 'signed-out') return signInFirst(c)
    const { slot } = saved.error
    const time = timeOf(
      createPage(c),
      slots.value.find(({ id }) => id === slot),
    )
    return show(c, slots.value, { text: t('refused', { time }), status: 409, ticked })
  })

const timeOf = ({ formats }: Page, slot: OwnSlot | undefined): string =>
  slot === undefined ? '' : `${formats.weekday(slot.start)} ${formats.time(slot.start)}`

interface Refused {
  readonly text: string
  readonly status: 409 | 422
  /** What was ticked, to be shown again. */
  readonly ticked: ReadonlySet<string>
}

function show(
  c: ScheduleContext,
  slots: readonly OwnSlot[],
  refused: Refused | null,
): Promise<Response> {
  const page = createPage(c)
  const kept = slots.filter((slot) => slot.away).map(({ id }) => id)
  const props = {
    page,
    slots,
    away: refused?.ticked ?? new Set(kept),
    refusal: refused?.text ?? null,
    saved: refused === null && c.req.query('saved') !== undefined,
  }
  const title = page.texts(scheduleMessages)('availability')
  const body = page.show(availabilityPage, props)
  return respond(c, page, { title, body, status: refused?.status ?? 200 })
}

/** What I have at the event, and when I have no time. */
export const scheduleFeature = {
  name: 'schedule',
  messages: scheduleMessages,
  views: [schedulePage, scheduleEntry, availabilityPage],
  routes,
  guards: [meetingsGuard],
  menu: [menuEntry('/schedule', scheduleMessages, 'title', 'signed-in')],
  store: scheduleStore,
} as const satisfies Feature
