import type { Explanation } from '../dispatch/explain.ts'
import type { AlertState, FaultCount, KeepAlive } from '../ports.ts'
import { type Actor, mayTouch } from './access/actor.ts'
import type { AdminParts } from './parts.ts'

/** An explanation, and what the whole fleet has seen of the event's faults. */
export type Told = Explanation & {
  /** null when the counter did not answer. */
  readonly recentFaults: readonly FaultCount[] | null
  /** What the operator was told; null where there is no event, or the counter did not answer. */
  readonly alerts: AlertState | null
}

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/**
 * What the router would do with a request. `no-address`: what was given is none; `not-yours`: it is of
 * an event that the actor may not see.
 */
export async function tell(
  parts: Pick<AdminParts, 'explain' | 'recentFaults' | 'alertState'>,
  actor: Actor,
  { url, method }: { readonly url: string; readonly method: string },
  keepAlive: KeepAlive,
): Promise<Told | 'no-address' | 'not-yours'> {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return 'no-address'
  const told = await parts.explain(new Request(url, { method }), keepAlive)
  if (told.event === null) return { ...told, recentFaults: [], alerts: null }
  if (!mayTouch(actor, told.event.key)) return 'not-yours'
  // The counter is no reason not to explain.
  const [recentFaults, alerts] = await Promise.all([
    parts.recentFaults(told.event.key).catch(() => null),
    parts.alertState(told.event.key).catch(() => null),
  ])
  return { ...told, recentFaults, alerts }
}
