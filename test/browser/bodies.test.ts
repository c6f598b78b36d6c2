import { Hono } from 'hono'
import { describe, expect, inject, test } from 'vitest'
import { CONFIG } from '../../src/config.ts'
import { type Dispatcher, dispatcher } from '../support/dispatcher.ts'
import { RawConnection, upload } from '../support/raw-socket.ts'
import { tenant } from '../support/tenants.ts'

// Bodies that are too big, too slow, or never end.

const server = inject('server')
const LIMIT = CONFIG.limits.body
const BIG = 50 * 1024 * 1024

const head = (header: string, host = 'maritime-expo'): string =>
  `POST / HTTP/1.1\r\nHost: ${host}.localhost\r\n${header}\r\n\r\n`

const chunk = (bytes: number): Buffer =>
  Buffer.from(`${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`)

const CHUNKED = 'Transfer-Encoding: chunked'
// Small ones: whoever sends more than 64 KB after the answer is cut off before it is read.
const PIECE = chunk(4 * 1024)
const UNSENT = { piece: PIECE, size: 0 }

describe('over a socket', () => {
  test.each([LIMIT + 1, BIG, 2 ** 31, 2 ** 32, 2 ** 53, '9'.repeat(18)])(
    'a body of %s bytes is refused before any of it is sent',
    async (bytes) => {
      const { reply } = await upload(server, head(`Content-Length: ${bytes}`), UNSENT)
      expect(reply?.status).toBe(413)
      expect(reply?.headers.get('x-request-id')).toBeDefined()
    },
  )

  test('a body of just the limit is left to the route', async () => {
    const { reply } = await upload(server, head(`Content-Length: ${LIMIT}`), UNSENT)
    expect(reply?.status).toBe(405)
  })

  test('a big body for a host that nobody has is answered as any request for it', async () => {
    const { reply } = await upload(server, head(`Content-Length: ${BIG}`, 'nobody'), UNSENT)
    expect(reply?.status).toBe(404)
  })

  test('a body that comes a byte at a time, or not at all, holds nobody up', async () => {
    const slowly = { piece: Buffer.from('x'), size: 1000, gap: 20 }
    const slow = await upload(server, head('Content-Length: 1000'), slowly)
    expect(slow.reply?.status).toBe(405)
    expect(slow.sent).toBeLessThan(slowly.size)
    const stalled = await upload(server, head(CHUNKED), UNSENT)
    expect(stalled.reply?.status).toBe(405)
  })

  test('of 20 bodies of 50 MB, one after another, hardly anything is taken', async () => {
    let taken = 0
    for (const header of Array.from({ length: 10 }, () => [
      `Content-Length: ${BIG}`,
      CHUNKED,
    ]).flat()) {
      const send = (gap: number) => upload(server, head(header), { piece: PIECE, size: BIG, gap })
      let { reply, sent } = await send(5)
      // The runtime hangs up on a sender that goes on, and the reset may overtake the reply: the
      // busier the machine, the longer it goes on. It is sent again, more slowly.
      for (let gap = 10; reply === null && gap < 2_000; gap *= 2)
        ({ reply, sent } = await send(gap))
      // No route of the base reads a body: one of unknown length is refused for its method.
      expect(reply?.status).toBe(header === CHUNKED ? 405 : 413)
      expect(sent).toBeLessThan(LIMIT)
      taken += sent
    }
    console.log(`20 bodies of 50 MB: answered after ${Math.round(taken / 20 / 1024)} KB on average`)
    const get = head('Accept: */*').replace('POST', 'GET')
    const connection = new RawConnection(server)
    expect((await connection.ask(get))?.status).toBe(200)
    connection.close()
  })
})

describe('a route of an event that reads the body', () => {
  let runs = 0
  const own = new Hono()
    .post('/text', async (c) => {
      runs++
      return c.text(`read ${await c.req.text()}`)
    })
    .post('/form', async (c) => c.json(await c.req.parseBody()))
    .post('/forgiving', async (c) => c.text(await c.req.text().catch(() => 'gave up')))
    .post('/unread', (c) => c.text('not read'))
    .post('/hangs', () => new Promise<Response>(() => {}))
    .post('/hangs-after', async (c) => {
      await c.req.text()
      return new Promise<Response>(() => {})
    })
    .post('/throws', () => {
      throw new Error('the route is broken')
    })

  /** Who waits for the deadline need not wait long; who is not to meet it has time. Milliseconds. */
  const start = (deadline = 10_000): Dispatcher =>
    dispatcher({
      tenants: [tenant('fair')],
      modules: { fair: { default: own } },
      limits: { deadline, body: 1000 },
    })

  type Body = string | ReadableStream<Uint8Array>

  async function post(dispatch: Dispatcher, path: string, body: Body, headers = {}) {
    const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit
    const response = await dispatch.get(`http://fair.localhost${path}`, init)
    const { status } = response
    const retryAfter = response.headers.get('retry-after')
    return { status, retryAfter, text: await response.text() }
  }

  /** Pieces of 100 bytes, `gap` milliseconds before each; what happens after the last is `end`. */
  function pieces(count: number, end: 'close' | 'stall' | 'break', gap = 0) {
    let left = count
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (gap > 0) await new Promise((resolve) => setTimeout(resolve, gap))
        if (left-- > 0) return controller.enqueue(new Uint8Array(100).fill(120))
        if (end === 'stall') await new Promise(() => {})
        if (end === 'break') return controller.error(new Error('Network connection lost.'))
        controller.close()
      },
    })
  }

  test('gets a normal one untouched', async () => {
    const dispatch = start()
    for (const text of ['', 'a', 'ä 日本 💥\0\r\n', 'x'.repeat(1000)]) {
      expect(await post(dispatch, '/text', text)).toMatchObject({
        status: 200,
        text: `read ${text}`,
      })
    }
    const streamed = await post(dispatch, '/text', pieces(10, 'close'))
    expect(streamed).toMatchObject({ status: 200, text: `read ${'x'.repeat(1000)}` })
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await post(dispatch, '/form', 'a=1&b=%C3%A4', form)).text).toBe('{"a":"1","b":"ä"}')
    expect(dispatch.faults).toEqual([])
  })

  test('is not even run when the length says that it is too big', async () => {
    const dispatch = start()
    runs = 0
    const answer = await post(dispatch, '/text', 'x'.repeat(1001), { 'content-length': '1001' })
    expect([answer.status, runs, dispatch.faults]).toEqual([413, 0, []])
  })

  test.each([
    ['/text', {}],
    ['/form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['/text', { 'content-length': '10' }],
    ['/text', { 'content-length': '-1' }],
    ['/text', { 'content-length': 'many' }],
  ])('%s with %j: 413 once more comes than is taken, and no fault', async (path, headers) => {
    const dispatch = start()
    const answer = await post(dispatch, path, pieces(Infinity, 'close'), headers)
    expect([answer.status, dispatch.faults]).toEqual([413, []])
    expect(answer.text).not.toContain('1000')
  })

  test.each([
    ['stalls', () => pieces(3, 'stall')],
    ['never begins', () => pieces(0, 'stall')],
    ['comes a little at a time', () => pieces(9, 'close', 50)],
  ])('a body that %s: 408 when the time is up, and no fault', async (_, body) => {
    const dispatch = start(100)
    const answer = await post(dispatch, '/text', body())
    expect(answer).toMatchObject({ status: 408, retryAfter: '10' })
    expect(dispatch.faults).toEqual([])
  })

  test('may answer for itself, and need not read', async () => {
    const dispatch = start()
    expect((await post(dispatch, '/forgiving', pieces(20, 'close'))).text).toBe('gave up')
    expect((await post(dispatch, '/unread', pieces(20, 'close'))).text).toBe('not read')
    expect(dispatch.faults).toEqual([])
  })

  test.each([
    ['are too big', () => pieces(20, 'close')],
    ['stall', () => pieces(1, 'stall')],
    ['break off', () => pieces(1, 'break')],
  ])('is not blamed, and not given up, when bodies %s', async (_, body) => {
    const dispatch = start(500)
    await Promise.all(Array.from({ length: 20 }, () => post(dispatch, '/text', body())))
    expect(await post(dispatch, '/text', 'a')).toMatchObject({ status: 200, text: 'read a' })
    expect([dispatch.faults, dispatch.openings]).toEqual([[], []])
  })

  test.each(['/hangs', '/hangs-after', '/throws'])(
    '%s is blamed for what it does itself',
    async (path) => {
      const dispatch = start(100)
      expect((await post(dispatch, path, 'a small body')).status).toBe(500)
      expect(dispatch.faults.map(({ seam }) => seam)).toEqual([`route:POST ${path}`])
    },
  )
})
