import { setTimeout as pause } from 'node:timers/promises'
import type { Told } from '../../admin/told.ts'
import { adminTarget, askAdmin } from '../admin-client.ts'

/** Milliseconds that a running server has to find a new event, and between two looks at it. */
const PATIENCE = 20_000
const INTERVAL = 100

/**
 * Waits until the local server answers an address with the event's own code: found in the registry,
 * module loaded.
 *
 * @throws when it has not by then
 */
export async function untilServed(address: string): Promise<void> {
  const url = new URL(address)
  const admin = adminTarget(undefined, url)
  const query = new URLSearchParams({ url: url.href, method: 'GET' })
  const until = Date.now() + PATIENCE
  let last = ''
  while (Date.now() < until) {
    try {
      const told = await askAdmin<Told>(admin, `/api/v1/explain?${query.toString()}`)
      if (told.lane === 'shared' && told.app !== null) return
      last = told.lane === 'base' ? 'its code is not there yet' : told.outcome
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
    await pause(INTERVAL)
  }
  throw new Error(
    `The files are there, but ${address} does not answer yet (${last}). See what npm start says.`,
  )
}
