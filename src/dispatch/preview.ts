/** The query parameter of a preview link, and the cookie that stands for it afterwards. */
export const PREVIEW_PARAMETER = 'preview'
export const PREVIEW_COOKIE = '__Host-preview'

/**
 * A token that opens one event before it is live, until `expires` (epoch seconds):
 * `<expires>.<signature>`. Bound to the event key; whoever has the link has the preview.
 */
export async function signPreview(secret: string, event: string, expires: number): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await key(secret), message(event, expires))
  return `${expires}.${base64url(new Uint8Array(signature))}`
}

/** When the token stops to open this event (epoch seconds); null when it does not open it. */
export async function verifyPreview(
  secret: string,
  event: string,
  token: string,
  now: number,
): Promise<number | null> {
  const [, digits, encoded] = /^(\d{10})\.([\w-]{43})$/.exec(token) ?? []
  if (digits === undefined || encoded === undefined) return null
  const expires = Number(digits)
  if (expires * 1000 <= now) return null
  const signature: Uint8Array<ArrayBuffer> = Uint8Array.from(
    atob(encoded.replaceAll('-', '+').replaceAll('_', '/')),
    (character) => character.charCodeAt(0),
  )
  const genuine = await crypto.subtle.verify(
    'HMAC',
    await key(secret),
    signature,
    message(event, expires),
  )
  return genuine ? expires : null
}

const encoder = new TextEncoder()

const key = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])

const message = (event: string, expires: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(encoder.encode(`usher preview\n${event}\n${expires}`))

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
