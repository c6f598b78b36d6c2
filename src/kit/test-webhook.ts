import { sign } from '../base/webhooks/signature.ts'
import type { Clock, Secrets } from '../contract.ts'

/** A webhook as another system would send it. */
export interface TestWebhook {
  /** Name of the event's secret that it is signed with. */
  readonly secret: string
  /** The same id is the same message. */
  readonly id: string
  readonly type: string
  readonly data: unknown
  /** When what it tells happened; now unless given. */
  readonly at?: Date
  /** When it was sent; now unless given. */
  readonly sentAt?: Date
}

/** The signed request of a webhook. */
export async function webhookRequest(
  url: URL,
  { secret, id, type, data, at, sentAt }: TestWebhook,
  clock: Clock,
  secrets: Secrets,
): Promise<Request> {
  const now = new Date(clock.now())
  const body = JSON.stringify({ type, timestamp: (at ?? now).toISOString(), data })
  const timestamp = String(Math.floor((sentAt ?? now).getTime() / 1000))
  const signature = await sign(await secrets.get(secret), { id, timestamp, body })
  return new Request(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    },
    body,
  })
}
