import type { Clock, Http, HttpInit, Tenant } from '../contract.ts'
import { refuseOutboundHost } from '../outbound-hosts.ts'
import type { OpenHttp, Telemetry } from '../ports.ts'
import { readBounded } from './read-bounded.ts'

export interface HttpLimits {
  /** Milliseconds until the whole answer has to be there. */
  readonly deadline: number
  /** Bytes of a body, sent or answered. */
  readonly body: number
}

export interface HttpParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  /** The platform's own domains: what is on them is not called from within. */
  readonly apexes: ReadonlySet<string>
  readonly limits: HttpLimits
  readonly clock: Clock
  readonly telemetry: Telemetry
}

/** The way out for events: the hosts that the tenant record allows, https, and no further. */
export function createOpenHttp(parts: HttpParts): OpenHttp {
  return (tenant): Http => ({
    async fetch(url, init = {}) {
      const began = parts.clock.now()
      const told = { type: 'outbound', event: tenant.key, method: init.method ?? 'GET' } as const
      const target = readTarget(url, tenant, parts, init)
      if (typeof target === 'string') {
        parts.telemetry.note({ ...told, host: null, status: null, duration: 0 })
        throw new TypeError(target)
      }
      let status: number | null = null
      try {
        const response = await send(parts, target, init)
        ;({ status } = response)
        return response
      } finally {
        const duration = parts.clock.now() - began
        parts.telemetry.note({ ...told, host: target.hostname, status, duration })
      }
    },
  })
}

/** Where a call goes; why it goes nowhere, with the repair. */
function readTarget(
  url: string,
  tenant: Tenant,
  { apexes, limits }: HttpParts,
  { body = '' }: HttpInit,
): URL | string {
  const target = URL.parse(url)
  if (target === null) return `"${url}" is no address. Give one like https://api.example.com/path.`
  const { protocol, hostname, port, username, password } = target
  if (protocol !== 'https:') return `Events call https addresses only, not ${protocol}.`
  if (username + password !== '')
    return 'Put what signs you in into a header, not into the address.'
  if (port !== '') return 'Events call the standard port only. Leave the port out.'
  const refusal = refuseOutboundHost(hostname)
  if (refusal !== null) return refusal
  if (isOwn(hostname, apexes)) return `${hostname} is the platform's own.`
  if (!tenant.outbound.includes(hostname)) {
    return `${hostname} is not among the hosts that "outbound" of the event's record allows.`
  }
  if (new TextEncoder().encode(body).length > limits.body) {
    return `The body has more than ${limits.body} bytes.`
  }
  return target
}

const isOwn = (hostname: string, apexes: ReadonlySet<string>): boolean =>
  [...apexes].some((apex) => hostname === apex || hostname.endsWith(`.${apex}`))

/** The runtime has no words of its own for a name that nobody has. */
function unreached(hostname: string, cause: unknown): Error {
  const said = cause instanceof Error ? cause.message : ''
  const why = said === '' || said.startsWith('internal error') ? 'is there such a host?' : said
  return new Error(`${hostname} could not be reached: ${why}`, { cause })
}

async function send(
  { fetch, limits }: HttpParts,
  target: URL,
  { method = 'GET', headers = {}, body }: HttpInit,
): Promise<Response> {
  const signal = AbortSignal.timeout(limits.deadline)
  const sent = new Headers(headers)
  sent.delete('host')
  try {
    const response = await fetch(target.href, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal,
    }).catch((error: unknown) => {
      throw signal.aborted ? error : unreached(target.hostname, error)
    })
    const bytes = await readBounded(response, limits.body)
    // A copy: those of the platform's own answers cannot be changed.
    const answered = new Headers(response.headers)
    if (bytes !== null) {
      // What was decoded on the way is no longer as these say.
      answered.delete('content-encoding')
      answered.delete('content-length')
    }
    return new Response(bytes, { status: response.status, headers: answered })
  } catch (error) {
    if (!signal.aborted) throw error
    throw new Error(`${target.hostname} did not answer within ${limits.deadline} ms.`, {
      cause: error,
    })
  }
}
