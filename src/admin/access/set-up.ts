import type { Clock } from '../../contract.ts'
import { type AccessEnv, hasAccess } from './access-env.ts'
import { createAccessKeys } from './access-keys.ts'
import { readRoleLists } from './access-roles.ts'
import { readAccessToken } from './access-token.ts'
import { FailedTries } from './failed-tries.ts'
import type { IdentifyParts } from './identify.ts'

/** Failed tokens a minute that one visitor has in one isolate. */
const TRIES = { most: 20, window: 60_000, size: 10_000 }

interface Doorway extends Pick<IdentifyParts, 'tokenHolder' | 'local'> {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
  readonly clock: Clock
}

/** The ways in, as the variables have them. */
export function setUpDoor(env: AccessEnv, { fetch, ...doorway }: Doorway): IdentifyParts {
  const { clock } = doorway
  const { ADMIN_TOKEN = '', ACCESS_TEAM = '', ACCESS_AUD: audience = '' } = env
  const breakGlass = ADMIN_TOKEN === '' ? null : ADMIN_TOKEN
  const common = { ...doorway, breakGlass, failed: new FailedTries(TRIES) }
  if (!hasAccess(env)) return { ...common, access: null }
  const issuer = issuerOf(ACCESS_TEAM)
  const keys = createAccessKeys({ issuer, fetch, clock })
  return {
    ...common,
    access: {
      read: (token) => readAccessToken(token, { issuer, audience, keys, clock }),
      roles: readRoleLists(env.ADMIN_OWNERS ?? '', env.ADMIN_OPERATORS ?? ''),
    },
  }
}

/** @throws when the variable names no https origin: Access would be trusted to be who knows where. */
function issuerOf(team: string): string {
  const url = URL.parse(team)
  if (url !== null && url.protocol === 'https:' && url.pathname === '/') return url.origin
  throw new Error('ACCESS_TEAM has to be an address like https://team.cloudflareaccess.com.')
}
