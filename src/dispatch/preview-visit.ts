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
    if (expires !== null) return arrival(url, link, expires - Math.floor(now / 1000))
  }
  const cookie = cookieOf(request.headers.get('cookie') ?? '')
  const shown = cookie === null ? null : await verifyPreview(secret, event, cookie, now)
  return { kind: shown === null ? 'none' : 'visitor' }
}

function arrival(url: URL, token: string, seconds: number): PreviewVisit {
  url.searchParams.delete(PREVIEW_PARAMETER)
  const cookie = `${PREVIEW_COOKIE}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`
  return {
    kind: 'arrival',
    response: redirect(url.href, 303, { 'Set-Cookie': cookie, ...PRIVATE }),
  }
}

function cookieOf(header: string): string | null {
  const prefix = `${PREVIEW_COOKIE}=`
  const found = header.split(/;\s*/).find((cookie) => cookie.startsWith(prefix))
  return found?.slice(prefix.length) ?? null
}
