import { match } from '../../src/base/match.ts'
import { PING } from './ping-path.ts'

/** Adds it to the base itself, so that every worker of the benchmark has it in the same router. */
export function addPing(): void {
  match.routes.get(PING, (c) => c.text('pong'))
}
