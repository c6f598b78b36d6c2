import { client } from './base/client/client.gen.ts'
import { createMatch } from './base/match.ts'
import { CONFIG } from './config.ts'
import { guestClassOf } from './isolate/guest-class.ts'

// What a release is built over: the base with everything that an isolate needs to serve one event.

/** `export class Guest extends guestClass(() => import('./event.js')) {}`; null for the base alone. */
export const guestClass = guestClassOf({
  baseOf: ({ offline = false }) => createMatch({ client, offline }),
  clock: { now: () => Date.now() },
  breaker: CONFIG.breaker,
})
