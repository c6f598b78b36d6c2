import { setTimeout as pause } from 'node:timers/promises'
import { explainRequest } from '../../admin/endpoints/explain.ts'
import { adminApi } from '../api/admin-api.ts'
import { adminOf } from '../api/target.ts'

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
  const api = adminApi(adminOf(undefined, url))
  const until = Date.now() + PATIENCE
  let last = ''
  while (Date.now() < until) {
    try {
      const told = await api.ask(explainRequest, { query: { url: url.href } })
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
