import { waitUntil } from 'cloudflare:workers'

/** Of whatever is under way; outside of it nothing can be held, and nothing is lost but a report. */
export function heldByNow(promise: Promise<unknown>): void {
  try {
    waitUntil(promise)
  } catch {
    // Nothing is under way.
  }
}
