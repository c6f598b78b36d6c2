import { timingSafeEqual } from 'hono/utils/buffer'
import { err, ok, type Clock, type Result } from '../../contract.ts'
import { fromOwnPage } from '../../own-origin.ts'
import { roleOf, type RoleLists } from './access-roles.ts'
import type { AccessRefusal, AccessVisitor } from './access-token.ts'
import type { Actor } from './actor.ts'
import { hashApiToken } from './api-token.ts'
import type { FailedTries } from './failed-tries.ts'

export interface IdentifyParts {
  /** The token for the day that nothing else works; null where there is none. */
  readonly breakGlass: string | null
  /** null where Cloudflare Access does not guard the admin host. */
  readonly access: AccessDoor | null
  /** Who has the API token of that hash; null when it opens nothing, or nothing any more. */
  readonly tokenHolder: (hash: string) => Promise<Pick<Actor, 'name' | 'role' | 'events'> | null>
  /** Development's own door. Production has none. */
  readonly local?: LocalDoor
  readonly failed: FailedTries
  readonly clock: Clock
}

export interface LocalDoor {
  /** Where one signs in. */
  readonly path: string
  /** Who has. */
  readonly identify: (request: Request) => Promise<Actor | null>
}

export interface AccessDoor {
  readonly read: (token: string) => Promise<Result<AccessVisitor, AccessRefusal>>
  readonly roles: RoleLists
}

/** Why nobody is let in. `who`: what it says to be; null where it says nothing. */
export type Refusal = { readonly who: string | null; readonly why: string } & (
  | { readonly tag: 'unknown' | 'foreign' | 'unavailable' }
  /** Seconds. */
  | { readonly tag: 'too-many'; readonly retryAfter: number }
)

/**
 * Who sends a request to the admin host. What it says itself (`Authorization`) counts before what
 * stands in front of it (Access). A browser sends a password, Access's cookie and ours along with
 * whatever any page has it send: with those, only the host's own pages change something.
 */
export async function identify(
  parts: IdentifyParts,
  request: Request,
): Promise<Result<Actor, Refusal>> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) return byAuthorization(parts, request, authorization)
  const assertion = request.headers.get('cf-access-jwt-assertion')
  if (parts.access !== null && assertion !== null) return byAccess(parts.access, request, assertion)
  const local = (await parts.local?.identify(request)) ?? null
  if (local !== null) return fromHere(request, local)
  return err({ tag: 'unknown', who: null, why: 'no credentials' })
}

async function byAuthorization(
  parts: IdentifyParts,
  request: Request,
  authorization: string,
): Promise<Result<Actor, Refusal>> {
  const visitor = request.headers.get('cf-connecting-ip') ?? ''
  const now = parts.clock.now()
  const wait = parts.failed.wait(visitor, now)
  if (wait > 0) {
    const retryAfter = Math.ceil(wait / 1000)
    return err({ tag: 'too-many', who: null, why: 'too many tokens that open nothing', retryAfter })
  }
  const { token, isBrowsers } = tokenIn(authorization)
  const found = await holderOf(parts, token)
  if (!found.ok) {
    if (found.error.tag === 'unknown') parts.failed.failed(visitor, now)
    return found
  }
  return isBrowsers ? fromHere(request, found.value) : found
}

async function holderOf(parts: IdentifyParts, token: string): Promise<Result<Actor, Refusal>> {
  const { breakGlass } = parts
  if (breakGlass !== null && token !== '' && (await timingSafeEqual(token, breakGlass))) {
    return ok({ name: 'break-glass', role: 'owner', events: 'all', by: 'break-glass' })
  }
  const hash = await hashApiToken(token)
  if (hash === null) return err({ tag: 'unknown', who: null, why: 'no token of ours' })
  try {
    const holder = await parts.tokenHolder(hash)
    if (holder !== null) return ok({ ...holder, by: 'token' })
  } catch {
    return err({ tag: 'unavailable', who: null, why: 'The registrar does not answer.' })
  }
  return err({ tag: 'unknown', who: null, why: 'token unknown, expired or revoked' })
}

async function byAccess(
  { read, roles }: AccessDoor,
  request: Request,
  assertion: string,
): Promise<Result<Actor, Refusal>> {
  const visitor = await read(assertion)
  if (!visitor.ok) return err({ ...visitor.error, who: null })
  const { name, isPerson } = visitor.value
  const actor: Actor = { name, role: roleOf(visitor.value, roles), events: 'all', by: 'access' }
  return isPerson ? fromHere(request, actor) : ok(actor)
}

/** Refuses what another site made somebody's browser send. */
const fromHere = (request: Request, actor: Actor): Result<Actor, Refusal> =>
  fromOwnPage(request)
    ? ok(actor)
    : err({ tag: 'foreign', who: actor.name, why: 'sent by another site’s page' })

/** As a bearer token (programs), or as the password of user `operator` (browsers). */
function tokenIn(authorization: string): { readonly token: string; readonly isBrowsers: boolean } {
  const [scheme = '', value = ''] = authorization.split(' ')
  if (scheme.toLowerCase() === 'basic') return { token: passwordOf(value), isBrowsers: true }
  return { token: scheme.toLowerCase() === 'bearer' ? value : '', isBrowsers: false }
}

function passwordOf(encoded: string): string {
  try {
    const decoded = atob(encoded)
    return decoded.startsWith('operator:') ? decoded.slice('operator:'.length) : ''
  } catch {
    return ''
  }
}
