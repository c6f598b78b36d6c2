import { type Context, Hono } from 'hono'
import { PASS } from '../../seam/guard.ts'
import { createPage } from '../create-page.ts'
import { renderErrorPage } from '../errors/feature.tsx'
import { errorMessages } from '../errors/messages.ts'
import type { Feature } from '../feature.ts'
import { choice } from '../form/fields.ts'
import { readForm } from '../form/read-form.ts'
import { askGuard } from '../guarded.tsx'
import { respond } from '../layout/respond.tsx'
import { chooseLocale } from '../locale.ts'
import { meetingsGuard } from '../meetings/guard.ts'
import { peopleMessages } from '../people/messages.ts'
import type { MatchEnv } from '../pieces.ts'
import { ownPagesOnly } from '../sign-in/own-pages-only.ts'
import { hashSecret, newSecret } from '../../secret.ts'
import { signInFirst } from '../sign-in/sign-in-first.ts'
import { calendarPage, type CalendarProps } from './calendar-page.tsx'
import { calendarMessages } from './messages.ts'
import { calendarStore, type Feed, readFeed, readFeedOwner, readOwnFeed, setFeed } from './store.ts'

type CalendarContext = Context<{ Bindings: MatchEnv }>

const HERE = '/schedule/calendar'

const routes = new Hono<{ Bindings: MatchEnv }>()
  .get(HERE, async (c) => {
    const feed = await c.env.store.read(readOwnFeed, {})
    if (!feed.ok) return signInFirst(c)
    const off = c.req.query('off') !== undefined
    return show(c, { made: feed.value?.made ?? null, address: null, off })
  })
  .post(HERE, ownPagesOnly, async (c) => {
    const form = await readForm(c, { action: choice(['make', 'off']) })
    if (form.value === null) return missing(c)
    const secret = form.value.action === 'make' ? newSecret() : null
    const hash = secret === null ? null : await hashSecret(secret)
    const set = await c.env.store.write(setFeed, { hash }, form.requestId)
    if (!set.ok) return signInFirst(c)
    if (secret === null) return c.redirect(`${HERE}?off`, 303)
    // The same form again: its secret was shown then, and is not kept.
    if (set.value.hash !== hash) return c.redirect(HERE, 303)
    const address = `${c.env.origin}/calendar/${secret}.ics`
    return show(c, { made: c.env.clock.now(), address, off: false })
  })

const feeds = new Hono<{ Bindings: MatchEnv }>().get(
  '/calendar/:file{[\\w-]{43}\\.ics}',
  async (c) => {
    const secret = c.req.param('file').slice(0, -'.ics'.length)
    const hash = await hashSecret(secret)
    const stopped = await stopAtGuard(c, hash)
    if (stopped !== null) return stopped
    const feed = await c.env.store.read(readFeed, { hash })
    if (feed === null) return missing(c)
    return c.body(await calendarOf(c.env, feed), 200, {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="schedule.ics"',
      'Cache-Control': 'private, no-cache',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    })
  },
)

/** What a calendar is told when the guard does not let the feed's owner by; null when it does. */
async function stopAtGuard(c: CalendarContext, hash: string): Promise<Response | null> {
  const passage = await askGuard(c, meetingsGuard, (store) => store.read(readFeedOwner, { hash }))
  if (passage === PASS) return null
  if (passage instanceof Response) return passage
  if ('tag' in passage) return missing(c)
  return c.text(createPage(c).texts(errorMessages)('stopped'), 403)
}

const missing = (c: CalendarContext): Response | Promise<Response> =>
  renderErrorPage('not-found', c.req.raw, c.env)

/** The feed in its owner's language: a calendar sends none of its own. */
async function calendarOf({ tenant, pieces, origin }: MatchEnv, feed: Feed): Promise<string> {
  const locale = chooseLocale(tenant.locales, feed.locale ?? undefined, undefined)
  const { storeId } = tenant
  const left = pieces.text(peopleMessages, 'left', locale, {})
  const meetings = feed.meetings.map((meeting) =>
    meeting.left ? { ...meeting, name: left } : meeting,
  )
  // As much code as all pages of a feature: it is there when a calendar asks.
  const { writeCalendar } = await import('./write-calendar.ts')
  return writeCalendar(
    { ...feed, meetings },
    { origin, storeId },
    {
      title: pieces.text(calendarMessages, 'name', locale, { event: tenant.name }),
      meetingWith: (name) => pieces.text(calendarMessages, 'meeting-with', locale, { name }),
    },
  )
}

function show(c: CalendarContext, props: Omit<CalendarProps, 'page'>): Promise<Response> {
  const page = createPage(c)
  const title = page.texts(calendarMessages)('title')
  c.header('Cache-Control', 'no-store')
  return respond(c, page, { title, body: page.show(calendarPage, { page, ...props }) })
}

/** My schedule in my own calendar, by an address that nobody else knows. */
export const calendarFeature = {
  name: 'calendar',
  messages: calendarMessages,
  views: [calendarPage],
  routes,
  feeds,
  guards: [meetingsGuard],
  store: calendarStore,
} as const satisfies Feature
