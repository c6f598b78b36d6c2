import { Hono } from 'hono'
import { groupByDay } from '../agenda/days.ts'
import { nowAndNext } from '../agenda/now-next.ts'
import { readSchedule } from '../agenda/store.ts'
import { createPage } from '../create-page.ts'
import type { Feature } from '../feature.ts'
import { respond } from '../layout/respond.tsx'
import type { MatchEnv } from '../pieces.ts'
import { facts, hero, home, programme } from './home.tsx'
import { homeMessages } from './messages.ts'

const routes = new Hono<{ Bindings: MatchEnv }>().get('/', async (c) => {
  const page = createPage(c)
  const { sessions, rooms } = await c.env.store.read(readSchedule, {})
  const speakers = new Set(sessions.flatMap((session) => session.speakers.map(({ id }) => id)))
  const props = {
    page,
    ...nowAndNext(sessions, page.now),
    facts: {
      days: groupByDay(sessions, page.tenant.timeZone).length,
      sessions: sessions.length,
      speakers: speakers.size,
      rooms: rooms.length,
    },
  }
  return respond(c, page, { title: page.tenant.name, body: page.show(home, props) })
})

/** The event's front page. */
export const homeFeature = {
  messages: homeMessages,
  views: [home, hero, programme, facts],
  routes,
  publicPaths: ['/'],
} as const satisfies Feature
