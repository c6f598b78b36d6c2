import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { parse } from 'hono/utils/cookie'
import { ANONYMOUS, type Viewer } from '../../contract.ts'
import { fromOwnPage } from '../../own-origin.ts'
import { hashSecret, newSecret } from '../../secret.ts'
import type { Door } from '../../seam/base.ts'
import { type NewSession, readSession } from './store.ts'

/** Bound to one host by its prefix: no other event, and no page above it, can set or read it. */
const COOKIE = '__Host-session'
const SECRET = /^[\w-]{43}$/

/** How long this isolate believes a session without asking; the store looks at every call anyway. */
const BELIEVED = 20_000
const MAX_BELIEVED = 5_000
const believed = new Map<string, { readonly viewer: Viewer; readonly until: number }>()

/** Whether a request brings a session, good or not. */
export const bringsSession = (request: Request): boolean =>
  request.headers.get('cookie')?.includes(COOKIE) === true

/** Who is asking, by the session's cookie. What a foreign page sends is nobody's. */
export function identify(request: Request, door: Door): Viewer | Promise<Viewer> {
  const cookie = request.headers.get('cookie')
  if (cookie === null || !cookie.includes(COOKIE)) return ANONYMOUS
  const secret = parse(cookie, COOKIE)[COOKIE]
  if (secret === undefined || !SECRET.test(secret) || !fromOwnPage(request)) return ANONYMOUS
  return lookUp(secret, door)
}

async function lookUp(secret: string, { tenant, store, clock }: Door): Promise<Viewer> {
  const secretHash = await hashSecret(secret)
  const key = `${tenant.storeId} ${secretHash}`
  const known = believed.get(key)
  if (known !== undefined && known.until > clock.now()) return known.viewer
  const session = await store.read(readSession, { secretHash })
  if (session === null) return ANONYMOUS
  const viewer: Viewer = { kind: 'person', id: session.person, session: session.id }
  believed.delete(key)
  believed.set(key, { viewer, until: clock.now() + BELIEVED })
  for (const oldest of believed.keys()) {
    if (believed.size <= MAX_BELIEVED) break
    believed.delete(oldest)
  }
  return viewer
}

/** A session to be begun: its secret is for the cookie, the rest for the store. */
export async function newSession(): Promise<NewSession & { readonly secret: string }> {
  const secret = newSecret()
  return { id: crypto.randomUUID(), secret, secretHash: await hashSecret(secret) }
}

const DAYS_30 = 30 * 24 * 60 * 60

export const setSession = (c: Context, secret: string): void =>
  setCookie(c, COOKIE, secret, {
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: DAYS_30,
  })

export function clearSession(c: Context): void {
  deleteCookie(c, COOKIE, { path: '/', secure: true })
}
