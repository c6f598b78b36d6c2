import type { FaultBin } from '../ports.ts'

/** Steps of five minutes, of the last hour, in which a piece was given up until it is more than a bad moment. */
const STEPS = 3

/**
 * The pieces of an event that keep being given up: an operator is to think of moving it into an isolate
 * of its own, on a release that was good.
 */
export function keepsFailing(bins: readonly FaultBin[]): readonly string[] {
  const steps = new Map<string, Set<number>>()
  for (const { seam, at } of bins) {
    steps.set(seam, (steps.get(seam) ?? new Set()).add(at))
  }
  return [...steps].filter(([, times]) => times.size >= STEPS).map(([seam]) => seam)
}
