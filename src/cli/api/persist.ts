import type { IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '../exit-codes.ts'
import { hasNotArrived, isLocal } from './send.ts'

/** Milliseconds before each further try. */
const WAITS = [250, 1000, 3000]
/** Milliseconds that somebody waits because an answer asks for it. */
const LONGEST_WAIT = 10_000

interface Circumstances {
  readonly origin: string
  /** Whether it may be sent again although it may have been done. */
  readonly isRepeatable: boolean
}

/**
 * Tries again where the connection breaks, or the platform asks to wait. What must not be done twice
 * is tried once.
 */
export async function persist(
  attempt: () => Promise<IncomingMessage>,
  { origin, isRepeatable }: Circumstances,
): Promise<IncomingMessage> {
  for (const [tries, wait] of [...WAITS, null].entries()) {
    const last = wait === null || !isRepeatable
    try {
      const answer = await attempt()
      if (last || !isBusy(answer)) return answer
      answer.resume()
      await pause(waitOf(answer) ?? wait)
    } catch (error) {
      // Where nobody was at the first try, nobody will be at the next.
      if (hasNotArrived(error) && tries === 0) throw nobody(origin, error)
      if (last) throw broke(origin, isRepeatable)
      await pause(wait)
    }
  }
  throw broke(origin, isRepeatable)
}

const isBusy = ({ statusCode }: IncomingMessage): boolean => statusCode === 503

function waitOf({ headers }: IncomingMessage): number | null {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return Number.isFinite(seconds) ? Math.min(seconds * 1000, LONGEST_WAIT) : null
}

function nobody(origin: string, error: unknown): Failure {
  const { code } = error as { readonly code?: string }
  const url = new URL(origin)
  if (isLocal(url)) return new Failure(`Nothing answers at ${origin}. Is npm start running?`)
  return new Failure(`Nothing answers at ${origin} (${code}). Is that the platform’s admin host?`)
}

const broke = (origin: string, isRepeatable: boolean): Failure =>
  isRepeatable
    ? new Failure(`The connection to ${origin} breaks again and again. Try later.`)
    : new Failure(
        `The connection to ${origin} broke before the answer: look whether it was done before you try again.`,
      )
