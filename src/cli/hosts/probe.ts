import { Resolver } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { isLocal, send } from '../api/send.ts'

/** What this machine sees of a host, now. */
export interface Sight {
  /** null for names that every machine has for itself. */
  readonly dns: Dns | null
  readonly web: Web
}

interface Dns {
  /** null where there is no alias, or whoever answers for the domain hides it. */
  readonly alias: string | null
  readonly addresses: readonly string[]
}

/** What answers at `https://host/`, or why nothing does. */
type Web =
  | { readonly error: string }
  | {
      readonly status: number
      readonly location: string | null
      /** Usher gives every answer one. */
      readonly requestId: string | null
      /** Until when the certificate counts, epoch milliseconds; null without one. */
      readonly certificateUntil: number | null
    }

/** Milliseconds for a name, and tries. */
const DNS = { timeout: 5000, tries: 2 }

/** @param port of the local platform, for hosts under `localhost` */
export async function probe(host: string, port: string): Promise<Sight> {
  const local = isLocal(new URL(`http://${host}`))
  const url = new URL(local ? `http://${host}:${port}/` : `https://${host}/`)
  const [dns, web] = await Promise.all([local ? null : lookUp(host), look(url)])
  return { dns, web }
}

async function lookUp(host: string): Promise<Dns> {
  const resolver = new Resolver(DNS)
  const [alias, four, six] = await Promise.all([
    resolver.resolveCname(host).catch(() => []),
    resolver.resolve4(host).catch(() => []),
    resolver.resolve6(host).catch(() => []),
  ])
  return { alias: alias[0] ?? null, addresses: [...four, ...six] }
}

async function look(url: URL): Promise<Web> {
  try {
    const answer = await send({ method: 'GET', url, headers: { accept: 'text/html' }, body: null })
    const { statusCode = 0, headers } = answer
    const until = certificateUntil(answer)
    answer.destroy()
    return {
      status: statusCode,
      location: headers.location ?? null,
      requestId: (headers['x-request-id'] as string | undefined) ?? null,
      certificateUntil: until,
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { error: code ?? message }
  }
}

function certificateUntil({ socket }: IncomingMessage): number | null {
  if (!('getPeerCertificate' in socket)) return null
  const { valid_to: until } = (socket as TLSSocket).getPeerCertificate()
  const at = Date.parse(until)
  return Number.isNaN(at) ? null : at
}
