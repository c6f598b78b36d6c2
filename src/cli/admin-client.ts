import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import { LOCAL_ADMIN_TOKEN } from './local-data.ts'
import { UsageError } from './usage-error.ts'

export interface AdminTarget {
  /** Origin of the admin host, `https://admin.example.org`. */
  readonly origin: string
  readonly token: string
}

/**
 * The admin host to ask: the one given, `USHER_ADMIN`, or for an address under `localhost` the local
 * one on the same port. The token is `USHER_TOKEN`, locally the one of development.
 */
export function adminTarget(given: string | undefined, about: URL): AdminTarget {
  const local = about.hostname === 'localhost' || about.hostname.endsWith('.localhost')
  const guess = local ? `http://admin.localhost:${about.port || '80'}` : undefined
  const origin = given ?? guess ?? process.env['USHER_ADMIN']
  if (origin === undefined) {
    throw new UsageError(
      'Which platform? Give --admin https://admin.<your domain>, or set USHER_ADMIN.',
    )
  }
  // The secret of a platform goes to that platform, encrypted, and to nobody who listens here.
  const isHere = new URL(origin).hostname.endsWith('.localhost')
  if (!isHere && !origin.startsWith('https://')) throw new UsageError('The admin host wants https.')
  const token = isHere ? LOCAL_ADMIN_TOKEN : process.env['USHER_TOKEN']
  if (token === undefined) throw new UsageError('Set USHER_TOKEN to the admin token.')
  return { origin, token }
}

/** GET of the admin API, as JSON; with `sent` a POST. Fails with what to do about it. */
export async function askAdmin<T>(
  { origin, token }: AdminTarget,
  path: string,
  sent?: unknown,
): Promise<T> {
  const { status, body } = await send(new URL(path, origin), token, sent)
  if (status === 401) throw new Error('The admin host refused the token. Check USHER_TOKEN.')
  if (status !== 200) throw new Error(`The admin host answered ${status}: ${body.slice(0, 200)}`)
  return JSON.parse(body) as T
}

async function send(
  url: URL,
  token: string,
  json: unknown,
): Promise<{ status: number; body: string }> {
  // Not every resolver knows *.localhost: the name goes into the Host header, the call to loopback.
  const local = url.hostname.endsWith('.localhost')
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>()
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest
  const body = json === undefined ? undefined : JSON.stringify(json)
  const sent = open(
    {
      method: body === undefined ? 'GET' : 'POST',
      hostname: local ? '127.0.0.1' : url.hostname,
      port: url.port,
      path: url.pathname + url.search,
      headers: {
        host: url.host,
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
    },
    (response) => {
      void text(response)
        .then((answer) => ({ status: response.statusCode ?? 0, body: answer }))
        .then(resolve, reject)
    },
  )
  sent.on('error', () =>
    reject(new Error(`Nothing answers at ${url.origin}. ${local ? 'Is npm start running?' : ''}`)),
  )
  sent.end(body)
  return promise
}
