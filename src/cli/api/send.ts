import { type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

export interface Sending {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** null for none. */
  readonly body: string | null
}

export type Send = (sending: Sending) => Promise<IncomingMessage>

/** Milliseconds without a byte after which nobody is there any more. */
const SILENCE = 60_000

/** Sends a request, and answers when the head of the answer has come. Rejects as Node does. */
export const send: Send = ({ method, url, headers, body }) => {
  // Not every resolver knows *.localhost: the name goes into the Host header, the call to loopback.
  const hostname = isLocal(url) ? '127.0.0.1' : url.hostname
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const request = open(
    {
      method,
      hostname,
      port: url.port,
      path: url.pathname + url.search,
      headers: { host: url.host, ...headers },
      timeout: SILENCE,
    },
    resolve,
  )
  request.on('error', reject)
  request.on('timeout', () => request.destroy(new Error('no answer in time')))
  request.end(body ?? undefined)
  return promise
}

/** Whether an address is one of this machine. */
export const isLocal = ({ hostname }: URL): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost')

/** Whether an error says that the request has not reached anybody. */
export const hasNotArrived = (error: unknown): boolean =>
  ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(
    String((error as { readonly code?: unknown }).code),
  )
