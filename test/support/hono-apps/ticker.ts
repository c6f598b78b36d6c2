import { Hono } from 'hono'
import { stream, streamSSE, streamText } from 'hono/streaming'
import { timeout } from 'hono/timeout'

// Streams of every kind, as people publish them. It was written for nothing in particular.

const app = new Hono()

const PRICES = [101.5, 99.25, 100, 103.75]

app.get('/ticker', (c) =>
  streamSSE(c, async (sse) => {
    const last = Number(c.req.header('Last-Event-ID') ?? -1)
    for (const [id, price] of PRICES.entries()) {
      if (id <= last) continue
      await sse.writeSSE({ id: String(id), event: 'price', data: JSON.stringify({ price }) })
      await sse.sleep(5)
    }
    await sse.writeSSE({ event: 'end', data: 'closed\nuntil tomorrow', retry: 1000 })
  }),
)

app.get('/ticker/log', (c) =>
  streamText(c, async (text) => {
    for (const price of PRICES) {
      await text.writeln(`${price} ¥`)
      await text.sleep(1)
    }
  }),
)

app.get('/ticker/bytes', (c) => {
  c.header('Content-Type', 'application/octet-stream')
  return stream(c, async (bytes) => {
    for (let i = 0; i < 64; i++) await bytes.write(new Uint8Array(1024).fill(i))
  })
})

app.get('/ticker/breaks', (c) =>
  stream(
    c,
    async (bytes) => {
      await bytes.write('so far so good\n')
      throw new Error('the line is dead')
    },
    async (error, bytes) => {
      await bytes.writeln(`lost: ${error.message}`)
    },
  ),
)

app.get('/ticker/pipe', (c) => {
  const source = new Blob([new Uint8Array(70_000).fill(65)])
  return c.body(source.stream(), 200, { 'Content-Type': 'text/plain' })
})

app.post('/ticker/echo', (c) => new Response(c.req.raw.body, { headers: { 'X-Echo': '1' } }))

app.use('/ticker/slow', timeout(20))
app.get('/ticker/slow', async (c) => {
  await new Promise((resolve) => setTimeout(resolve, 500))
  return c.text('too late')
})

app.get('/ticker/never-modified', (c) => {
  if (c.req.header('If-None-Match') === '"v1"') return c.body(null, 304)
  return c.text('v1', 200, { ETag: '"v1"' })
})

export default app
