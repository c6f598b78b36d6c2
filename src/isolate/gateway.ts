import { EventReadOnly } from '../event-read-only.ts'
import { readBounded } from '../outbound/read-bounded.ts'
import type { KeepAlive } from '../ports.ts'
import { currentTenant, type EventProps, isReading, type PortsParts } from './ports.ts'

/** Held in the memory of the platform while it is sent: what events may send is less still. */
const MOST_BYTES = 2 * 1024 * 1024

/**
 * A call of an isolate to the outside, as far as the event's record allows now: what `http` is for, for
 * code and libraries that call `fetch` themselves. Rejects where `http` would.
 */
export async function throughGateway(
  { directory, openHttp }: Pick<PortsParts, 'directory' | 'openHttp'>,
  props: EventProps,
  request: Request,
  keepAlive: KeepAlive,
): Promise<Response> {
  const tenant = await currentTenant(directory, props, keepAlive)
  if (request.headers.has('upgrade')) throw new TypeError('Events open no sockets.')
  const { url, method } = request
  if (props.looks && !isReading(method)) throw new EventReadOnly()
  const headers = Object.fromEntries(request.headers)
  const sent = await readBounded(request, MOST_BYTES)
  const body = sent === null ? undefined : new TextDecoder().decode(sent)
  return openHttp(tenant).fetch(url, { method, headers, ...(body === undefined ? {} : { body }) })
}
