import { Hono } from 'hono'
import { defineEvent, type EventEnv, readSchedule } from 'usher/kit'

// What only the platform can end: see docs/isolation.md. Nobody's event; it is copied into one to be tried.

const MOST_CALLS = 5_000

export default defineEvent({
  routes: new Hono<EventEnv>()
    .get('/loop', () => {
      for (;;);
    })
    .get('/memory', (c) => {
      const held: Uint8Array[] = []
      while (held.length < 1_000) held.push(new Uint8Array(1024 * 1024).fill(1))
      return c.text(`${held.length} MB were held.\n`)
    })
    .get('/calls', async (c) => {
      let calls = 0
      for (; calls < MOST_CALLS; calls++) await c.env.store.read(readSchedule, {})
      return c.text(`${calls} calls were answered.\n`)
    }),
})
