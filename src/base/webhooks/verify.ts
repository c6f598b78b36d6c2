import { err, ok, type Result } from '../../contract.ts'
import { isSigned } from './signature.ts'

/** How far a sender's clock, and a message on its way, may be off; milliseconds. */
const TOLERANCE = 5 * 60_000

/** Longer ids are nobody's. */
const MAX_ID = 200

/** A message that is what it says, from whom it says. */
export interface VerifiedMessage {
  readonly id: string
  /** When this delivery was sent, epoch milliseconds; another try of the same message has another time. */
  readonly sentAt: number
}

/** `malformed`: not a webhook at all. `unverified`: not signed with the secret, or not now. */
export type WebhookRefusal = { readonly tag: 'malformed' | 'unverified' }

/** Whether a request is a webhook that was signed with the secret within five minutes. */
export async function verifyWebhook(
  headers: Headers,
  body: string,
  secret: string,
  now: number,
): Promise<Result<VerifiedMessage, WebhookRefusal>> {
  const id = headers.get('webhook-id') ?? ''
  const timestamp = headers.get('webhook-timestamp') ?? ''
  const signature = headers.get('webhook-signature') ?? ''
  const isOne = id !== '' && id.length <= MAX_ID && /^\d{1,12}$/.test(timestamp) && signature !== ''
  if (!isOne) return err({ tag: 'malformed' })
  const sentAt = Number(timestamp) * 1000
  if (Math.abs(now - sentAt) > TOLERANCE) return err({ tag: 'unverified' })
  const isTrue = await isSigned(secret, { id, timestamp, body }, signature)
  return isTrue ? ok({ id, sentAt }) : err({ tag: 'unverified' })
}
