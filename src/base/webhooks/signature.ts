// Standard Webhooks: `v1,` and HMAC-SHA256 over id, time and body. https://www.standardwebhooks.com

const PREFIX = 'whsec_'

/** Signatures in one header that are looked at: a sender that changes its secret sends two. */
const MOST = 5

export interface SignedParts {
  readonly id: string
  /** Epoch seconds, as it is written in the header. */
  readonly timestamp: string
  readonly body: string
}

/**
 * The value of `webhook-signature`.
 *
 * @param secret `whsec_` and base64, or base64 alone
 * @throws when it is none
 */
export async function sign(secret: string, parts: SignedParts): Promise<string> {
  const key = await importKey(secret, 'sign')
  const signature = await crypto.subtle.sign('HMAC', key, signedBytes(parts))
  return `v1,${btoa(String.fromCharCode(...new Uint8Array(signature)))}`
}

/** Whether one of the signatures in the header is right. */
export async function isSigned(
  secret: string,
  parts: SignedParts,
  header: string,
): Promise<boolean> {
  const key = await importKey(secret, 'verify')
  const bytes = signedBytes(parts)
  for (const versioned of header.split(' ').slice(0, MOST)) {
    const signature = versioned.startsWith('v1,') ? decode(versioned.slice(3)) : null
    // Compares in the same time, however much of it is right.
    if (signature !== null && (await crypto.subtle.verify('HMAC', key, signature, bytes)))
      return true
  }
  return false
}

function importKey(secret: string, usage: 'sign' | 'verify'): Promise<CryptoKey> {
  const raw = decode(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret)
  if (raw === null || raw.length === 0) {
    throw new TypeError('The secret of a webhook is "whsec_" and base64.')
  }
  return crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, [usage])
}

const signedBytes = ({ id, timestamp, body }: SignedParts): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(new TextEncoder().encode(`${id}.${timestamp}.${body}`))

function decode(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}
