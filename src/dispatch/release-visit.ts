import { LEAVE, PREVIEW_PARAMETER } from './preview.ts'
import { arrive, cookieOf } from './preview-visit.ts'
import {
  isReleaseToken,
  type Previewed,
  RELEASE_COOKIE,
  type ReleasePreview,
  verifyReleasePreview,
} from './release-preview.ts'

/** How a visitor stands to the releases of an event. */
export type ReleaseVisit =
  | { readonly kind: 'none' }
  /** Has been let in before. */
  | { readonly kind: 'visitor'; readonly preview: ReleasePreview }
  /** Comes with a link, or leaves: the address is asked for again, with a cookie or without. */
  | { readonly kind: 'turned'; readonly response: Response }
  /** Comes with a link that shows nothing, or no longer. */
  | { readonly kind: 'over' }

/** Whether a request may be such a visit. Nearly none is, and looking closer costs. */
export const mayPreviewRelease = ({ url, headers }: Request): boolean =>
  url.includes(`${PREVIEW_PARAMETER}=`) ||
  headers.get('cookie')?.includes(`${RELEASE_COOKIE}=`) === true

/** Reads the link or the cookie of a request on the event's canonical host. */
export async function readReleaseVisit(
  request: Request,
  whose: Previewed,
  secret: string | null,
  now: number,
): Promise<ReleaseVisit> {
  if (secret === null || secret === '') return NONE
  const url = new URL(request.url)
  const link = url.searchParams.get(PREVIEW_PARAMETER)
  const cookie = cookieOf(request, RELEASE_COOKIE)
  if (link === LEAVE && cookie !== null) {
    return { kind: 'turned', response: arrive(url, RELEASE_COOKIE, '', 0) }
  }
  if (link !== null && isReleaseToken(link)) {
    const preview = await verifyReleasePreview(secret, whose, link, now)
    if (preview === null) return { kind: 'over' }
    const seconds = preview.expires - Math.floor(now / 1000)
    return { kind: 'turned', response: arrive(url, RELEASE_COOKIE, link, seconds) }
  }
  if (cookie === null) return NONE
  const preview = await verifyReleasePreview(secret, whose, cookie, now)
  return preview === null ? NONE : { kind: 'visitor', preview }
}

const NONE = { kind: 'none' } as const
