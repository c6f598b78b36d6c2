import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Response } from 'miniflare'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { hostKey } from '../../src/registry/kv-directory.ts'
import { ask } from '../support/ask.ts'
import { type BuiltWorker, startBuiltWorker } from '../support/built-worker.ts'

// What would be deployed tells a receiver over real sockets, whose own library opens the letter. The Worker
// calls a public https address, as it has to: which machine that is, the network beneath it says.

const ADDRESS = 'https://ops.example.com/alerts?from=usher'
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

interface Letter {
  readonly url: string | undefined
  readonly method: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const letters: Letter[] = []
const called: string[] = []
let receiver: Server
let built: BuiltWorker

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const { url, method, headers } = request
    void text(request).then((body) => {
      letters.push({ url, method, headers, body })
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  built = await startBuiltWorker(inject('dist'), {
    bindings: { ALERT_WEBHOOK: ADDRESS, ALERT_SECRET: SECRET },
    async network(request) {
      called.push(request.url)
      const { pathname, search, hostname } = new URL(request.url)
      if (hostname !== 'ops.example.com') return new Response(null, { status: 502 })
      const { status } = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      })
      return new Response(null, { status })
    },
  })
})
afterAll(async () => {
  await built.worker.dispose()
  receiver.close()
})

const breakRecord = async (key: string): Promise<void> => {
  const tenants = await built.worker.getKVNamespace('TENANTS')
  await tenants.put(hostKey(`${key}.localhost`), '{"schema":1')
  const answer = await ask(built.url.origin, `${key}.localhost`)
  expect(answer.status).toBe(503)
}

const stringsOf = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

test('a fault of the platform reaches a real receiver once, signed', async () => {
  const dataOf = ({ body }: Letter) =>
    (JSON.parse(body) as { readonly data: Readonly<Record<string, unknown>> }).data
  const seams = () => letters.map((letter) => String(dataOf(letter)['seam'])).toSorted()
  await breakRecord('broken')
  const told = ['platform', 'registry']
  await vi.waitFor(() => expect(seams()).toEqual(told), { timeout: 20_000, interval: 50 })
  for (const { method, url, headers: sent, body } of letters) {
    expect({ method, url }).toEqual({ method: 'POST', url: '/alerts?from=usher' })
    const headers = stringsOf(sent)
    expect(headers['content-type']).toBe('application/json')
    expect(new Webhook(SECRET).verify(body, headers)).toMatchObject({
      type: 'alert.raised',
      data: { kind: 'platform', explain: expect.stringContaining('https://admin.localhost/') },
    })
    const other = new Webhook(`whsec_${btoa('another secret of a receiver')}`)
    expect(() => other.verify(body, headers)).toThrow('signature')
    const changed = body.replace('"platform"', '"breaker"')
    expect(() => new Webhook(SECRET).verify(changed, headers)).toThrow('signature')
  }
  // The same trouble a second time is no second letter, and nobody else was called.
  await breakRecord('broken-too')
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect(seams()).toEqual(told)
  expect(called).toEqual([ADDRESS, ADDRESS])
})
