import { Hono } from 'hono'
import { publishedSchedule } from '../agenda/store.ts'
import { createPage } from '../create-page.ts'
import { type Feature, menuEntry } from '../feature.ts'
import { layoutMessages } from '../layout/messages.ts'
import { respond } from '../layout/respond.tsx'
import type { MatchEnv } from '../pieces.ts'
import { hero } from './hero.tsx'
import { facts, home, people, topics } from './home.tsx'
import { homeContent } from './home-content.ts'
import { homeMessages } from './messages.ts'
import { programme } from './programme.tsx'

const routes = new Hono<{ Bindings: MatchEnv }>().get('/', async (c) => {
  const page = createPage(c)
  const schedule = await c.env.published.read(publishedSchedule)
  const { timeZone, name } = page.tenant
  const content = homeContent(schedule, { timeZone, locale: page.locale, now: page.now })
  return respond(c, page, { title: name, body: page.show(home, { page, ...content }) })
})

/** The event's front page. */
export const homeFeature = {
  name: 'home',
  messages: homeMessages,
  views: [home, hero, programme, topics, people, facts],
  routes,
  menu: [menuEntry('/', layoutMessages, 'home')],
  publicPaths: ['/'],
} as const satisfies Feature
