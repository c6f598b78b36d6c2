import type { Tenant } from '../contract.ts'
import { isSigned, signText } from './preview.ts'

/** The cookie that stands for a link to a release; the link has the parameter of every preview. */
export const RELEASE_COOKIE = '__Host-preview-release'

/** A look at an event as a release of it would serve it, in force or not. */
export interface ReleasePreview {
  /** The release's id. */
  readonly release: string
  /** Epoch seconds. */
  readonly expires: number
}

/** Whose release it is, and where it is looked at. */
export type Previewed = Pick<Tenant, 'key' | 'storeId' | 'canonicalHost'>

/**
 * A token that shows a release on the event's own data, which it cannot change:
 * `<expires>.<release>.<signature>`. Bound to event, store, host, release and end.
 */
export async function signReleasePreview(
  secret: string,
  whose: Previewed,
  preview: ReleasePreview,
): Promise<string> {
  const { expires, release } = preview
  return `${expires}.${release}.${await signText(secret, message(whose, preview))}`
}

/** What a token shows of this event now; null for nothing. */
export async function verifyReleasePreview(
  secret: string,
  whose: Previewed,
  token: string,
  now: number,
): Promise<ReleasePreview | null> {
  const [, digits, release, signature] = TOKEN.exec(token) ?? []
  if (digits === undefined || release === undefined || signature === undefined) return null
  const preview = { release, expires: Number(digits) }
  if (preview.expires * 1000 <= now) return null
  return (await isSigned(secret, message(whose, preview), signature)) ? preview : null
}

/** Whether something looks like a token to a release, in force or not. */
export const isReleaseToken = (token: string): boolean => TOKEN.test(token)

const TOKEN = /^(\d{10})\.([0-9a-f]{64})\.([\w-]{43})$/

const message = (
  { key, storeId, canonicalHost }: Previewed,
  { release, expires }: ReleasePreview,
): string =>
  ['usher release preview', key, storeId, canonicalHost, release, String(expires)].join('\n')
