import { Hono } from 'hono'
import type { EventEnv } from '../../src/kit/kit.ts'

/** What an event can answer with, and what it can see of a request. */
export const shareRoutes = (key: string): Hono<EventEnv> =>
  new Hono<EventEnv>()
    .get('/seen', (c) => {
      const headers = Object.fromEntries(c.req.raw.headers)
      return c.json({ key, url: c.req.url, event: c.env.tenant.key, headers })
    })
    .post('/echo', async (c) => {
      const body = await c.req.text()
      return c.text(`${key}: ${body}`, 201, { 'X-Length': String(body.length) })
    })
    .post('/unread', (c) => c.text('not read'))
    .get('/stream', () => {
      let left = 3
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 5))
          if (left-- > 0) controller.enqueue(new TextEncoder().encode(`piece of ${key}\n`))
          else controller.close()
        },
      })
      return new Response(body, { headers: { 'Content-Type': 'text/plain' } })
    })
    .get('/cookies', () => {
      const answer = new Response(null, { status: 303, headers: { Location: '/seen?after=1' } })
      answer.headers.append('Set-Cookie', `a=${key}; Path=/`)
      answer.headers.append('Set-Cookie', 'b=2; Path=/; HttpOnly')
      return answer
    })
    .get('/elsewhere', (c) => c.redirect('https://elsewhere.example/', 302))
    .get('/call', async (c) => {
      try {
        const answer = await c.env.http.fetch(c.req.query('url') ?? '')
        return c.json({ status: answer.status, body: await answer.text() })
      } catch (error) {
        return c.json({ refused: String(error) })
      }
    })
    .get('/nothing', () => new Response(null, { status: 204 }))
    .get('/tagged', () => new Response(null, { status: 304, headers: { ETag: '"1"' } }))
    .get('/throws', () => {
      throw new Error('the route is broken')
    })
