import { LOCAL_ADMIN_TOKEN, servingPort } from '../local-data.ts'
import { UsageError } from '../exit-codes.ts'
import { isLocal } from './send.ts'

export interface AdminTarget {
  /** Origin of the admin host, `https://admin.example.org`. */
  readonly origin: string
  readonly token: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** The admin host to ask: the one given, or `USHER_ADMIN`, or the one that `npm start` serves here. */
export function adminTarget(
  given: string | undefined,
  environment: Environment = process.env,
): AdminTarget {
  const named = given ?? environment['USHER_ADMIN']
  return targetAt(named ?? localAdmin(servingPort() ?? '8787'), environment)
}

/** The admin host that knows of an address: for one under `localhost` the local one on its port. */
export function adminOf(
  given: string | undefined,
  about: URL,
  environment: Environment = process.env,
): AdminTarget {
  if (given === undefined && isLocal(about)) {
    return targetAt(localAdmin(about.port || '80'), environment)
  }
  if (given === undefined && environment['USHER_ADMIN'] === undefined) {
    throw new UsageError(
      'Which platform? Give --admin https://admin.<your domain>, or set USHER_ADMIN.',
    )
  }
  return adminTarget(given, environment)
}

const localAdmin = (port: string): string => `http://admin.localhost:${port}`

function targetAt(text: string, environment: Environment): AdminTarget {
  const origin = originOf(text)
  const { USHER_TOKEN: token, USHER_ADMIN: home } = environment
  const isOurs = home === undefined || originOf(home) === origin
  if (isLocal(new URL(origin))) {
    // What opens a platform is not handed to whoever listens here.
    const isMeant = home !== undefined && isOurs
    return { origin, token: (isMeant ? token : undefined) ?? LOCAL_ADMIN_TOKEN }
  }
  if (!origin.startsWith('https:')) throw new UsageError('The admin host wants https.')
  if (token === undefined) throw new UsageError('Set USHER_TOKEN to a token of that platform.')
  if (isOurs) return { origin, token }
  throw new UsageError(
    `USHER_TOKEN is for ${home}. Set USHER_ADMIN=${origin} along with its token.`,
  )
}

function originOf(text: string): string {
  const url = URL.parse(text)
  if (url !== null && /^https?:$/.test(url.protocol)) return url.origin
  throw new UsageError(`"${text}" is no admin host. Give one like https://admin.example.org.`)
}
