import { client } from './base/client/client.gen.ts'
import { createMatch } from './base/match.ts'
import { CONFIG } from './config.ts'
import { guestClassOf } from './isolate/guest-class.ts'
import { redirect, Said } from './isolate/said.ts'

// What a release is built over: the base with everything that an isolate needs to serve one event.

const said = new Said()
redirect(console, said)

/** `export class Guest extends guestClass(() => import('./event.js')) {}`; null for the base alone. */
export const guestClass = guestClassOf({
  baseOf: ({ offline = false }) => createMatch({ client, offline }),
  clock: Object.freeze({ now: () => Date.now() }),
  breaker: CONFIG.breaker,
  said: () => said.take(),
})
