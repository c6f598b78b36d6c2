/** The query parameter of a preview link, and the cookie that stands for it afterwards. */
export const PREVIEW_PARAMETER = 'preview'
export const PREVIEW_COOKIE = '__Host-preview'

/** What the parameter says of those who have seen enough. */
export const LEAVE = 'off'

/**
 * A token that opens one event before it is live, until `expires` (epoch seconds):
 * `<expires>.<signature>`. Bound to the event key; whoever has the link has the preview.
 */
export async function signPreview(secret: string, event: string, expires: number): Promise<string> {
  return `${expires}.${await signText(secret, message(event, expires))}`
}

/** When the token stops to open this event (epoch seconds); null when it does not open it. */
export async function verifyPreview(
  secret: string,
  event: string,
  token: string,
  now: number,
): Promise<number | null> {
  const [, digits, signature] = /^(\d{10})\.([\w-]{43})$/.exec(token) ?? []
  if (digits === undefined || signature === undefined) return null
  const expires = Number(digits)
  if (expires * 1000 <= now) return null
  return (await isSigned(secret, message(event, expires), signature)) ? expires : null
}

const message = (event: string, expires: number): string => `usher preview\n${event}\n${expires}`

const encoder = new TextEncoder()

/** What only those can make of a text who know the secret: 43 characters. */
export async function signText(secret: string, text: string): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await key(secret), encoder.encode(text))
  return base64url(new Uint8Array(signature))
}

/** @param signature 43 characters of base64url */
export async function isSigned(secret: string, text: string, signature: string): Promise<boolean> {
  const bytes: Uint8Array<ArrayBuffer> = Uint8Array.from(
    atob(signature.replaceAll('-', '+').replaceAll('_', '/')),
    (character) => character.charCodeAt(0),
  )
  return crypto.subtle.verify('HMAC', await key(secret), bytes, encoder.encode(text))
}

const key = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', encoder.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
    'verify',
  ])

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
