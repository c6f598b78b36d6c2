import { match } from '../../src/base/match.ts'

/** Where the base answers with four letters and no store call: nothing is cheaper to dispatch to. */
export const PING = '/bench/ping'

/** Adds it to the base itself, so that every worker of the benchmark has it in the same router. */
export function addPing(): void {
  match.routes.get(PING, (c) => c.text('pong'))
}
