/** Policies by style sheet; a sheet is one event's and lives as long as its composed app. */
const kept = new Map<string, string>()
const MAX_KEPT = 1000

/** Nothing inline runs; the one style element is allowed by its hash, so pages need no nonce. */
export async function contentSecurityPolicy(styles: string): Promise<string> {
  const known = kept.get(styles)
  if (known !== undefined) return known
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(styles))
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
  const policy = [
    "default-src 'self'",
    "img-src 'self' data: https:",
    `style-src 'self' 'sha256-${hash}'`,
    "style-src-attr 'unsafe-inline'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ')
  if (kept.size >= MAX_KEPT) kept.clear()
  kept.set(styles, policy)
  return policy
}
