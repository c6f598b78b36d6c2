import { type Sql, SYSTEM } from '../contract.ts'
import { type Bell, Turn } from './bell.ts'
import type { StoreFeature } from './feature.ts'

/** Asks every feature to do what has become due, in the caller's transaction. */
export function wakeFeatures(
  sql: Sql,
  features: readonly StoreFeature[],
  now: number,
  bell: Bell,
): void {
  const turn = new Turn(sql, SYSTEM, now, bell)
  for (const { wake } of features) {
    const at = wake?.(sql, turn.context) ?? null
    if (at !== null) bell.wakeAt(at)
  }
  turn.end()
}
