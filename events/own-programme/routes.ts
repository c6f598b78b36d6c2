import { Hono } from 'hono'
import {
  type Entry,
  type EventEnv,
  pageOf,
  readOwnSchedule,
  scheduleDays,
  scheduleMessages,
  schedulePage,
  show,
  signInFirst,
} from 'usher/kit'
import congress from './congress.json'

const MINUTE = 60_000

/** The congress that these talks stand beside: everybody's, whoever marks what. */
const entries = congress.map(({ starts, minutes, ...talk }): Entry => {
  const start = Date.parse(starts)
  const extra = { label: 'Congress', href: null, ...talk }
  return { kind: 'extra', start, end: start + minutes * MINUTE, extra }
})

/** The base's schedule with the congress in it. The calendar feed is the base's, and stays. */
export const routes = new Hono<EventEnv>().get('/schedule', async (c) => {
  const own = await c.env.store.read(readOwnSchedule, {})
  if (!own.ok) return signInFirst(c)
  const page = pageOf(c)
  const days = scheduleDays(own.value, page.formats, entries)
  const title = page.texts(scheduleMessages)('title')
  return show(c, { title, body: page.show(schedulePage, { page, days }) })
})
