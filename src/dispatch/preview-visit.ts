import { redirect } from './location.ts'
import { PREVIEW_COOKIE, PREVIEW_PARAMETER, verifyPreview } from './preview.ts'

/** What is shown to one visitor only is neither kept nor found. */
export const PRIVATE = {
  'X-Robots-Tag': 'noindex, nofollow',
  'Cache-Control': 'private, no-store',
} as const

/** How a visitor stands to an event that is not open yet. */
export type PreviewVisit =
  | { readonly kind: 'none' }
  /** Has been let in before. */
  | { readonly kind: 'visitor' }
  /** Comes with the link: is given a cookie, and the link goes out of the address. */
  | { readonly kind: 'arrival'; readonly response: Response }

/** Reads the preview link or cookie of a request. Without a secret there are no previews. */
export async function readPreview(
  request: Request,
  event: string,
  secret: string | null,
  now: number,
): Promise<PreviewVisit> {
  if (secret === null || secret === '') return { kind: 'none' }
  const url = new URL(request.url)
  const link = url.searchParams.get(PREVIEW_PARAMETER)
  if (link !== null) {
    const expires = await verifyPreview(secret, event, link, now)
    if (expires !== null) {
      const seconds = expires - Math.floor(now / 1000)
      return { kind: 'arrival', response: arrive(url, PREVIEW_COOKIE, link, seconds) }
    }
  }
  const cookie = cookieOf(request, PREVIEW_COOKIE)
  const shown = cookie === null ? null : await verifyPreview(secret, event, cookie, now)
  return { kind: shown === null ? 'none' : 'visitor' }
}

/**
 * Takes the link out of the address, and gives the visitor a cookie instead.
 *
 * @param seconds how long it is kept; 0 takes it away
 */
export function arrive(url: URL, name: string, token: string, seconds: number): Response {
  url.searchParams.delete(PREVIEW_PARAMETER)
  const cookie = `${name}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`
  return redirect(url.href, 303, { 'Set-Cookie': cookie, ...PRIVATE })
}

/** What a request brings under the name; null for nothing. */
export function cookieOf({ headers }: Request, name: string): string | null {
  const all = (headers.get('cookie') ?? '').split(/;\s*/)
  return all.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}
