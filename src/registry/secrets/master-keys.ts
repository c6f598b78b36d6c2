import { err, ok, type Result } from '../../contract.ts'

/** What secrets of events are sealed with; each key is known by an id. */
export interface MasterKeys {
  /** Id of the one that seals: the first that is given. All of them open. */
  readonly newest: string
  readonly byId: ReadonlyMap<string, CryptoKey>
}

/** `number`: which of them it is, from 1 on. Tells nothing of what is in a key. */
export type MasterKeysRefusal =
  | { readonly tag: 'none' }
  | { readonly tag: 'no-id'; readonly number: number }
  | { readonly tag: 'bad-id'; readonly number: number }
  | { readonly tag: 'no-base64'; readonly number: number }
  | { readonly tag: 'bad-length'; readonly number: number }
  | { readonly tag: 'twice'; readonly id: string }

const ID = /^[a-z0-9][a-z0-9-]{0,31}$/

/** Bytes of a key: AES-256. */
const LENGTH = 32

/** @param text `id:base64,id:base64`, the newest first */
export async function readMasterKeys(text: string): Promise<Result<MasterKeys, MasterKeysRefusal>> {
  const byId = new Map<string, CryptoKey>()
  let number = 0
  for (const given of text.split(',').map((part) => part.trim())) {
    number += 1
    if (given === '') continue
    const colon = given.indexOf(':')
    if (colon < 0) return err({ tag: 'no-id', number })
    const id = given.slice(0, colon)
    if (!ID.test(id)) return err({ tag: 'bad-id', number })
    if (byId.has(id)) return err({ tag: 'twice', id })
    const bytes = fromBase64(given.slice(colon + 1))
    if (bytes === null) return err({ tag: 'no-base64', number })
    if (bytes.length !== LENGTH) return err({ tag: 'bad-length', number })
    byId.set(
      id,
      await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']),
    )
  }
  const [newest] = byId.keys()
  return newest === undefined ? err({ tag: 'none' }) : ok({ newest, byId })
}

/** What is wrong, and what to do about it. */
export function masterKeysText(refusal: MasterKeysRefusal): string {
  const how = 'Give id:base64, of 32 random bytes each, separated by commas, the newest first.'
  switch (refusal.tag) {
    case 'none':
      return `There is no master key. ${how}`
    case 'no-id':
      return `Master key ${refusal.number} has no id before a colon. ${how}`
    case 'bad-id':
      return `Master key ${refusal.number} has an id that is none: small letters, digits and hyphens. ${how}`
    case 'no-base64':
      return `Master key ${refusal.number} is not base64. ${how}`
    case 'bad-length':
      return `Master key ${refusal.number} has not 32 bytes. ${how}`
    case 'twice':
      return `Two master keys have the id "${refusal.id}". Sealed secrets know their key by it.`
  }
}

/** null for what is none, or not spelt as btoa does: bytes have one spelling. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const decoded = atob(text)
    return btoa(decoded) === text ? Uint8Array.from(decoded, (one) => one.charCodeAt(0)) : null
  } catch {
    return null
  }
}
