const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that may change something comes from its host's own pages. Sibling events share
 * the site but not the origin: they are foreign. A browser tells one of the two headers at least.
 */
export function fromOwnPage(request: Request): boolean {
  if (SAFE.has(request.method)) return true
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  if (origin === null && site === null) return false
  const sameOrigin = origin === null || origin === new URL(request.url).origin
  return sameOrigin && (site === null || site === 'same-origin')
}
