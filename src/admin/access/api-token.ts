import { hashSecret, newSecret } from '../../secret.ts'

/** Scanners of repositories know a secret by its beginning. */
const PREFIX = 'usher_'
const TOKEN = /^usher_[\w-]{43}$/

/** A new token, to be shown once; of it only the hash is kept. */
export const newApiToken = (): string => PREFIX + newSecret()

/** The form in which a token is kept; null for what cannot be one. */
export const hashApiToken = async (token: string): Promise<string | null> =>
  TOKEN.test(token) ? hashSecret(token) : null
