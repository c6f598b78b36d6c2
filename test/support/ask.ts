import { request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Reply } from './reply.ts'

interface AskOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** One request to a server on this machine, for any host; redirects are not followed. */
export async function ask(
  server: string,
  host: string,
  path = '/',
  { method = 'GET', headers = {}, body: content }: AskOptions = {},
): Promise<Reply> {
  const { hostname, port, protocol } = new URL(server)
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  const own = { host: `${host}:${port}`, ...headers }
  // The certificate of a test is its own.
  const options = { hostname, port, path, method, headers: own, rejectUnauthorized: false }
  const send = protocol === 'https:' ? secureRequest : request
  const sent = send(options, (response) => {
    const received = Object.entries(response.headers).map(
      ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const,
    )
    void text(response)
      .then((body) => ({ status: response.statusCode ?? 0, headers: new Map(received), body }))
      .then(resolve, reject)
  })
  sent.on('error', reject)
  sent.end(content)
  return promise
}
