import type { Told } from './told.ts'

/** What the whole fleet has given up of an event, as a row for terminal and page alike. */
export function faultRows({ event, recentFaults }: Told): [label: string, text: string][] {
  if (event === null) return []
  if (recentFaults === null) return [['last hour', 'unknown: the counter did not answer']]
  const counts = recentFaults.map(({ seam, openings }) => `${seam} given up ${openings} ×`)
  return [['last hour', counts.length === 0 ? 'nothing was given up' : counts.join(', ')]]
}
