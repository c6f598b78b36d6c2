import { request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Reply {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

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
  const { hostname, port } = new URL(server)
  const { promise, resolve, reject } = Promise.withResolvers<Reply>()
  const options = { hostname, port, path, method, headers: { host: `${host}:${port}`, ...headers } }
  const sent = request(options, (response) => {
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

/** Headers that differ from answer to answer by nature. */
const BY_NATURE = new Set(['x-request-id', 'date', 'connection', 'keep-alive', 'transfer-encoding'])

/** An answer without what differs by nature (request id, date), and without nothing else. */
export function essence({ status, headers, body }: Reply): object {
  const id = headers.get('x-request-id')
  return {
    status,
    headers: Object.fromEntries([...headers].filter(([name]) => !BY_NATURE.has(name))),
    body: id === undefined ? body : body.replaceAll(id, '<request id>'),
  }
}
