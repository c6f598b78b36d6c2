import { errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { err, ok, type Clock, type Result } from '../../contract.ts'
import { KeysUnavailable } from './access-keys.ts'
import type { AccessIdentity } from './access-roles.ts'

export interface AccessTokenOptions {
  /** Origin of the team's Access, `https://team.cloudflareaccess.com`. */
  readonly issuer: string
  /** The "AUD tag" of the application that Access guards the admin host as. */
  readonly audience: string
  readonly keys: JWTVerifyGetKey
  readonly clock: Clock
}

/** Whom Access says to have let in. `isPerson`: by a browser, which sends the token with everything. */
export type AccessVisitor = AccessIdentity & { readonly isPerson: boolean }

export type AccessRefusal =
  | { readonly tag: 'unknown'; readonly why: string }
  | { readonly tag: 'unavailable'; readonly why: string }

/** Seconds by which two clocks may differ. */
const TOLERANCE = 30

/** Reads the token that Access puts into `Cf-Access-Jwt-Assertion`. */
export async function readAccessToken(
  token: string,
  { issuer, audience, keys, clock }: AccessTokenOptions,
): Promise<Result<AccessVisitor, AccessRefusal>> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      // One way to sign: a token does not choose how it is verified.
      algorithms: ['RS256'],
      issuer,
      audience,
      requiredClaims: ['exp', 'iat'],
      clockTolerance: TOLERANCE,
      currentDate: new Date(clock.now()),
    })
    return visitorOf(payload)
  } catch (error) {
    if (error instanceof KeysUnavailable) return err({ tag: 'unavailable', why: error.message })
    // The code says what is wrong with it; a message may quote it.
    const code = error instanceof errors.JOSEError ? error.code : 'unreadable'
    return err({ tag: 'unknown', why: `Access token: ${code}` })
  }
}

function visitorOf(payload: JWTPayload): Result<AccessVisitor, AccessRefusal> {
  const { email, common_name: service } = payload
  const groups = groupsOf(payload)
  if (isName(email)) return ok({ name: email, groups, isPerson: true })
  if (isName(service)) return ok({ name: service, groups, isPerson: false })
  return err({ tag: 'unknown', why: 'Access token: names nobody' })
}

const isName = (claim: unknown): claim is string =>
  typeof claim === 'string' && claim !== '' && claim.length <= 320

/** Of claims that the identity provider is set up to pass on. */
function groupsOf({ custom }: JWTPayload): readonly string[] {
  const groups = (custom as { readonly groups?: unknown } | null | undefined)?.groups
  const all: readonly unknown[] = Array.isArray(groups) ? groups : [groups]
  return all.filter((group) => typeof group === 'string')
}
