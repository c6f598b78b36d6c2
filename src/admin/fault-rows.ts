import type { AlertState } from '../ports.ts'
import type { Told } from './told.ts'

/** What the whole fleet has given up of an event, as a row for terminal and page alike. */
export function faultRows({ event, recentFaults, alerts }: Told): [label: string, text: string][] {
  if (event === null) return []
  if (recentFaults === null) return [['last hour', 'unknown: the counter did not answer']]
  const counts = recentFaults.map(({ seam, openings }) => `${seam} given up ${openings} ×`)
  return [
    ['last hour', counts.length === 0 ? 'nothing was given up' : counts.join(', ')],
    ...(alerts === null ? [] : alertRows(alerts)),
  ]
}

/** What the operator was told of it, or is to be, and by what. */
export function alertRows({
  alerts,
  channels,
  problem,
  givenUp,
}: AlertState): [label: string, text: string][] {
  const open = alerts
    .filter(({ settled }) => settled === null)
    .map(({ kind, seam, times }) => `${kind} ${seam} ${times} ×`)
  const by = channels.length === 0 ? 'nobody: nothing is set up' : channels.join(' and ')
  return [
    ['alerts', open.length === 0 ? 'none' : open.join(', ')],
    ['told by', problem === null ? by : `${by}. ${problem}`],
    ...givenUp.map(({ channel, error }): [string, string] => ['not told', `${channel}: ${error}`]),
  ]
}
