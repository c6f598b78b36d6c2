import type { HookEnv } from '../../contract.ts'
import { sign } from './signature.ts'

/** One message for one receiver. */
export interface Webhook {
  /** https, on a host that `outbound` of the event's record allows. */
  readonly url: string
  /** Name of the event's secret that it is signed with. */
  readonly secret: string
  /** What it tells, `meeting.accepted`. */
  readonly type: string
  /** Plain data. */
  readonly data: unknown
}

/**
 * Sends a signed webhook (Standard Webhooks) from a hook. Its id is that of what the hook was called
 * for: when the hook is tried again, the receiver can tell that it is the same. One message a receiver
 * and hook, therefore. Since 0.2.
 *
 * @throws when it was not taken (any answer but 2xx): let it pass, and the hook is tried again later
 */
export async function sendWebhook(
  { id, at, clock, http, secrets }: HookEnv,
  { url, secret, type, data }: Webhook,
): Promise<void> {
  const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data })
  const timestamp = String(Math.floor(clock.now() / 1000))
  const signature = await sign(await secrets.get(secret), { id, timestamp, body })
  const response = await http.fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    },
    body,
  })
  if (!response.ok) throw new Error(`${URL.parse(url)?.hostname} answered ${response.status}.`)
}
