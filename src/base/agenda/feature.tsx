import { Hono } from 'hono'
import { listBookmarks } from '../bookmarks/store.ts'
import { createPage } from '../create-page.ts'
import { type Feature, menuEntry } from '../feature.ts'
import { layoutMessages } from '../layout/messages.ts'
import { respond } from '../layout/respond.tsx'
import type { MatchEnv } from '../pieces.ts'
import { agenda } from './agenda.tsx'
import { agendaDay } from './agenda-day.tsx'
import { agendaTools } from './agenda-tools.tsx'
import { groupByDay } from './days.ts'
import { agendaMessages } from './messages.ts'
import { sessionCard } from './session-card.tsx'
import { agendaStore, publishedSchedule } from './store.ts'
import { tracksOf } from './tracks.ts'

const routes = new Hono<{ Bindings: MatchEnv }>().get('/agenda', async (c) => {
  const page = createPage(c)
  const [{ sessions, rooms }, bookmarks] = await Promise.all([
    c.env.published.read(publishedSchedule),
    readBookmarks(c.env),
  ])
  const track = c.req.query('track') ?? null
  const shown = track === null ? sessions : sessions.filter((session) => session.track === track)
  const props = {
    page,
    days: groupByDay(shown, page.tenant.timeZone),
    rooms,
    tracks: tracksOf(sessions, page.locale),
    track,
    bookmarks,
  }
  const title = page.texts(agendaMessages)('title')
  return respond(c, page, { title, body: page.show(agenda, props) })
})

/** Asked for people only: what everybody sees costs no call. */
async function readBookmarks({ viewer, store }: MatchEnv): Promise<ReadonlySet<string> | null> {
  if (viewer.kind !== 'person') return null
  const marked = await store.read(listBookmarks, {})
  return marked.ok ? new Set(marked.value) : null
}

/** The programme: days, tracks, rooms, speakers, what is on now. */
export const agendaFeature = {
  name: 'agenda',
  messages: agendaMessages,
  views: [agenda, agendaTools, agendaDay, sessionCard],
  routes,
  menu: [menuEntry('/agenda', layoutMessages, 'agenda')],
  publicPaths: ['/agenda'],
  store: agendaStore,
} as const satisfies Feature
