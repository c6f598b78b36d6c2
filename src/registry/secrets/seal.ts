import { err, ok, type Result } from '../../contract.ts'
import { fromBase64, type MasterKeys } from './master-keys.ts'

/** Whose secret it is, and its name: what is sealed for one place opens at no other. */
export interface SecretPlace {
  /** The event's key. */
  readonly event: string
  readonly name: string
}

/** A secret as it may be kept. */
export interface SealedSecret {
  /** `1.` and base64 of initialisation vector and ciphertext. */
  readonly sealed: string
  /** Id of the master key that opens it. */
  readonly sealKey: string
}

export type SealRefusal =
  | { readonly tag: 'empty' }
  /** `most`: bytes. */
  | { readonly tag: 'too-long'; readonly most: number }
  /** Half a character: it would not come back as it was given. */
  | { readonly tag: 'no-text' }

/** None of them tells anything of what is sealed. */
export type OpenRefusal =
  | { readonly tag: 'malformed' }
  | { readonly tag: 'unknown-key'; readonly sealKey: string }
  /** It was changed, sealed for another place, or with another key of that id. */
  | { readonly tag: 'does-not-open' }

/** Bytes; a private key or a certificate fits. */
const MOST = 8192

const VERSION = '1.'

/** Bytes of an AES-GCM initialisation vector. */
const VECTOR = 12

/** Seals with the newest key: AES-256-GCM, bound to its place. */
export async function sealSecret(
  { newest, byId }: MasterKeys,
  place: SecretPlace,
  value: string,
): Promise<Result<SealedSecret, SealRefusal>> {
  if (value === '') return err({ tag: 'empty' })
  if (!value.isWellFormed()) return err({ tag: 'no-text' })
  const bytes = new TextEncoder().encode(value)
  if (bytes.length > MOST) return err({ tag: 'too-long', most: MOST })
  const key = byId.get(newest)
  if (key === undefined) throw new Error('MasterKeys: `newest` has to be one of `byId`.')
  const vector = crypto.getRandomValues(new Uint8Array(VECTOR))
  const algorithm = gcm(vector, place, newest)
  const hidden = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, bytes))
  const sealed = VERSION + btoa(String.fromCharCode(...vector, ...hidden))
  return ok({ sealed, sealKey: newest })
}

/** Opens with whichever key sealed it. */
export async function openSecret(
  { byId }: MasterKeys,
  place: SecretPlace,
  { sealed, sealKey }: SealedSecret,
): Promise<Result<string, OpenRefusal>> {
  const bytes = sealed.startsWith(VERSION) ? fromBase64(sealed.slice(VERSION.length)) : null
  if (bytes === null || bytes.length <= VECTOR) return err({ tag: 'malformed' })
  const key = byId.get(sealKey)
  if (key === undefined) return err({ tag: 'unknown-key', sealKey })
  const algorithm = gcm(bytes.slice(0, VECTOR), place, sealKey)
  try {
    const value = await crypto.subtle.decrypt(algorithm, key, bytes.slice(VECTOR))
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(value))
  } catch {
    return err({ tag: 'does-not-open' })
  }
}

/** The same secret under the newest key; null where it is that already. */
export async function resealSecret(
  keys: MasterKeys,
  place: SecretPlace,
  kept: SealedSecret,
): Promise<Result<SealedSecret | null, OpenRefusal | SealRefusal>> {
  const opened = await openSecret(keys, place, kept)
  if (!opened.ok) return opened
  return kept.sealKey === keys.newest ? ok(null) : sealSecret(keys, place, opened.value)
}

/** What is bound is said as JSON: no two places are written alike. */
const gcm = (iv: Uint8Array<ArrayBuffer>, { event, name }: SecretPlace, sealKey: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: new TextEncoder().encode(JSON.stringify(['usher', 1, sealKey, event, name])),
})
