import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'
import { readBounded } from '../../outbound/read-bounded.ts'
import type { Clock } from '../../contract.ts'

export interface AccessKeysOptions {
  /** Origin of the team's Access, `https://team.cloudflareaccess.com`. */
  readonly issuer: string
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly clock: Clock
}

/** The keys could not be had: nobody's token can be judged. */
export class KeysUnavailable extends Error {}

const TIMEOUT = 3_000
/** Milliseconds after a failure in which nobody asks again, and after which known keys are read anew. */
const PAUSE = 5_000
const KEPT = 10 * 60_000
/** Milliseconds between two readings because of a key nobody knows: anybody can name one. */
const COOL_DOWN = 30_000
const MAX_BYTES = 64 * 1024

/**
 * The keys that Access signs with, read when they are wanted and kept for a while; a new one is read
 * when a token names it.
 *
 * @returns throws `KeysUnavailable`, or one of jose's errors for a token that names no key of these
 */
export function createAccessKeys(options: AccessKeysOptions): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL('/cdn-cgi/access/certs', options.issuer), {
    timeoutDuration: TIMEOUT,
    cooldownDuration: COOL_DOWN,
    cacheMaxAge: KEPT,
    [customFetch]: boundedFetch(options),
  })
  return async (header, token) => {
    // Access names the key always. Without a name the only key there is would be tried.
    if (typeof header.kid !== 'string') throw new errors.JWKSNoMatchingKey()
    try {
      return await keys(header, token)
    } catch (error) {
      if (isAboutToken(error)) throw error
      throw new KeysUnavailable('The keys of Access cannot be read.', { cause: error })
    }
  }
}

const isAboutToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported

/** One try, one answer of a bounded size; after a failure none for a moment. */
function boundedFetch({ fetch, clock }: AccessKeysOptions) {
  let pausedUntil = 0
  return async (url: string, init: RequestInit): Promise<Response> => {
    if (clock.now() < pausedUntil) throw new Error('They could not be read a moment ago.')
    try {
      const answer = await fetch(url, { ...init, redirect: 'manual' })
      if (answer.status !== 200) throw new Error(`They were answered with ${answer.status}.`)
      return new Response(await readBounded(new Response(answer.body, answer), MAX_BYTES))
    } catch (error) {
      pausedUntil = clock.now() + PAUSE
      throw error
    }
  }
}
