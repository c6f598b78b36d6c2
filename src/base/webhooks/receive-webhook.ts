import type { Context } from 'hono'
import type { Registration } from '../people/register-person.ts'
import type { MatchEnv } from '../pieces.ts'
import { claimMessage, type Registered, registerByMessage, settleMessage } from './store.ts'
import { verifyWebhook } from './verify.ts'

/** A message that came in, once. */
export interface WebhookMessage {
  /** The sender's; the same for every delivery of the message. */
  readonly id: string
  /** What it tells, as it says itself; '' where it does not. */
  readonly type: string
  /** When that happened, epoch milliseconds: the message's own `timestamp`, else when it was sent. */
  readonly at: number
  /** The message's `data`; the whole message where it has none. Check it before you use it. */
  readonly data: unknown
  /** Whether something newer about the same was taken before: messages overtake each other. */
  readonly late: boolean
  /**
   * Puts somebody on the event's list, or writes them anew, because this message says so. null, and
   * nothing is done, where something newer about the same was received. Call it while `receive` runs.
   */
  readonly register: (person: Registration) => Promise<Registered>
}

export interface WebhookReceiver {
  /** Name of the event's secret that the sender signs with. It tells senders apart, too. */
  readonly secret: string
  /** What the message is about, an id: without it no message is late. */
  readonly subject?: (data: unknown) => string | null
  /** Called once for each message. What it throws is the route's fault; the sender tries again. */
  readonly receive: (message: WebhookMessage) => unknown
}

/**
 * Answers a signed webhook (Standard Webhooks) on a POST route of the event's own: 202 when it was
 * taken, now or before; 400 for what is no webhook, 401 for a wrong signature or one older than five
 * minutes, 409 while the same message is being taken. Since 0.2.
 */
export async function receiveWebhook(
  c: Context<{ Bindings: MatchEnv }>,
  { secret, subject, receive }: WebhookReceiver,
): Promise<Response> {
  const { store, secrets, clock } = c.env
  const body = await c.req.text()
  const key = await secrets.get(secret)
  const verified = await verifyWebhook(c.req.raw.headers, body, key, clock.now())
  if (!verified.ok) {
    return verified.error.tag === 'malformed'
      ? c.text('Send webhook-id, webhook-timestamp and webhook-signature.', 400)
      : c.text('The signature is wrong, or the message is older than five minutes.', 401)
  }
  const { id, sentAt } = verified.value
  const message = readMessage(body, sentAt)
  if (message === null) return c.text('The body is no JSON object.', 400)
  const about = subject?.(message.data) ?? null
  const claim = { source: secret, id, subject: about, at: message.at }
  const claimed = await store.write(claimMessage, claim, crypto.randomUUID())
  if (claimed.is === 'done') return c.text('Taken before.', 202)
  if (claimed.is === 'busy') return c.text('It is being taken.', 409, { 'Retry-After': '60' })
  let done = false
  try {
    const register: WebhookMessage['register'] = (person) =>
      store.write(registerByMessage, { source: secret, id, person }, crypto.randomUUID())
    await receive({ ...message, id, late: claimed.late, register })
    done = true
  } finally {
    await store.write(settleMessage, { source: secret, id, done }, crypto.randomUUID())
  }
  return c.text('Taken.', 202)
}

function readMessage(
  body: string,
  sentAt: number,
): Pick<WebhookMessage, 'type' | 'at' | 'data'> | null {
  const message = parse(body)
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return null
  const { type, timestamp, data = message } = message as Readonly<Record<string, unknown>>
  const at = typeof timestamp === 'string' ? Date.parse(timestamp) : NaN
  return {
    type: typeof type === 'string' ? type : '',
    at: Number.isNaN(at) ? sentAt : at,
    data,
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
