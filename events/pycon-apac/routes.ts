import { Hono } from 'hono'
import { type EventEnv, publishedSchedule } from 'usher/kit'

/** The programme for other people's programs. */
export const routes = new Hono<EventEnv>().get('/api/sessions.json', async (c) => {
  const { version, sessions } = await c.env.published.read(publishedSchedule)
  return c.json({
    version,
    timeZone: c.env.tenant.timeZone,
    sessions: sessions.map(({ id, title, start, duration, room, track, speakers }) => ({
      id,
      title,
      start: new Date(start).toISOString(),
      minutes: duration,
      room,
      track,
      speakers: speakers.map(({ name }) => name),
    })),
  })
})
