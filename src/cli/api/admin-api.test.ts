import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { changeTenant, getTenant } from '../../admin/endpoints/tenants.ts'
import { createToken } from '../../admin/endpoints/tokens.ts'
import { EXIT } from '../exit-codes.ts'
import { adminApi, type AdminApi } from './admin-api.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void

let stop = (): void => undefined
afterEach(() => stop())

/** The API, asked of a server that behaves badly, and the requests that it has had. */
async function against(answer: Answer): Promise<{ api: AdminApi; had: IncomingMessage[] }> {
  const had: IncomingMessage[] = []
  const server = createServer((request, response) => {
    had.push(request)
    answer(request, response, had.length)
  }).listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
  const { port } = server.address() as AddressInfo
  return { api: adminApi({ origin: `http://admin.localhost:${port}`, token: 'the-token' }), had }
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const change = (api: AdminApi) =>
  api.ask(changeTenant, {
    params: { key: 'my-fair' },
    query: { dryRun: false, reclaim: false },
    body: { name: 'My fair' } as never,
    revision: 12,
  })

const problem = (kind: string, status: number, more: object = {}) => ({
  type: `/api/v1/#problem-${kind}`,
  title: '',
  status,
  detail: 'The detail.',
  requestId: 'r',
  ...more,
})

describe('where the connection breaks', () => {
  test('a change is sent again with the same idempotency key', async () => {
    const { api, had } = await against((_, response, count) => {
      if (count < 3) response.destroy()
      else json(response, 200, { done: true })
    })
    expect(await change(api)).toEqual({ done: true })
    expect(had).toHaveLength(3)
    expect(new Set(had.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect(had[0]?.headers).toMatchObject({
      'idempotency-key': expect.stringMatching(/^[\w-]{36}$/),
      'if-match': '"12"',
      authorization: 'Bearer the-token',
    })
    expect(had[0]?.url).toBe('/api/v1/tenants/my-fair?dryRun=false&reclaim=false')
  })

  test('what would be done twice is sent once, and said', async () => {
    const { api, had } = await against((_, response) => void response.destroy())
    const made = api.ask(createToken, { body: { label: 'x', role: 'viewer' } })
    await expect(made).rejects.toThrow('look whether it was done')
    expect(had).toHaveLength(1)
  })

  test('half an answer is no answer', async () => {
    const { api } = await against((_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"tenant":')
      setTimeout(() => response.destroy(), 20)
    })
    await expect(api.ask(getTenant, { params: { key: 'my-fair' } })).rejects.toThrow('broke off')
  })

  test('nobody there is told at once', async () => {
    const { api, had } = await against(() => undefined)
    stop()
    await expect(change(api)).rejects.toThrow('Is npm start running?')
    expect(had).toHaveLength(0)
  })
})

test('a platform that asks to wait is asked again', async () => {
  const { api, had } = await against((_, response, count) => {
    if (count > 1) return json(response, 200, { done: true })
    response.writeHead(503, { 'retry-after': '0' }).end()
  })
  expect(await change(api)).toEqual({ done: true })
  expect(had[0]?.headers['idempotency-key']).toBe(had[1]?.headers['idempotency-key'])
})

describe('what is refused ends with an exit code of its own', () => {
  test.each([
    [404, problem('not-found', 404), EXIT.notFound, 'no event "my-fair" here'],
    [412, problem('lost-race', 412, { current: { revision: 13 } }), EXIT.lostRace, 'revision 13'],
    [403, problem('not-allowed', 403), EXIT.notAllowed, 'The detail.'],
    [401, problem('unknown', 401), EXIT.notAllowed, 'USHER_TOKEN'],
    [409, problem('conflict', 409), EXIT.failed, 'The detail.'],
    [
      422,
      problem('invalid', 422, { errors: [{ pointer: '/hosts/0', detail: 'Not a hostname.' }] }),
      EXIT.usage,
      'hosts.0: Not a hostname.',
    ],
    [
      400,
      problem('invalid-query', 400, { errors: [{ parameter: 'reason', detail: 'Say why.' }] }),
      EXIT.usage,
      'reason: Say why.',
    ],
    [500, 'oops', EXIT.failed, 'answered 500'],
    [401, '', EXIT.notAllowed, 'USHER_TOKEN'],
    [404, 'No event here', EXIT.failed, 'older version'],
  ])('%i %j', async (status, body, exitCode, words) => {
    const { api } = await against((_, response) => json(response, status, body))
    await expect(change(api)).rejects.toMatchObject({
      exitCode,
      message: expect.stringContaining(words),
    })
  })
})
