import { rules } from '../theme/rules.ts'

/** Policies by an event's own style sheet. */
const kept = new Map<string, string>()
const MAX_KEPT = 1000

/** What a page says whose style sheet is not known: it has no style of its own, and nothing inline runs. */
export const STRICT = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

/** Nothing inline runs; the style elements are allowed by their hashes, so pages need no nonce. */
export async function contentSecurityPolicy(styles: string): Promise<string> {
  const known = kept.get(styles)
  if (known !== undefined) return known
  sharedHash ??= await hashOf(rules)
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "img-src 'self' data: https:",
    `style-src 'self' ${sharedHash} ${await hashOf(styles)}`,
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

let sharedHash: string | undefined

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
}
