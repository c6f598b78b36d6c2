import { type Interval, interval, median, medianInterval } from '../statistics.ts'
import type { Turns } from './rounds.ts'
import { figure, type Table } from './shown.ts'

/** Requests a second with their 95 % interval. */
export function rateOf({ times }: Turns): Interval {
  const { middle, low, high } = medianInterval(times)
  return { middle: 1000 / middle, low: 1000 / high, high: 1000 / low }
}

/** How many times the requests of `base` these are, the same rounds drawn of both. */
export const ratioTo = (base: Turns, { times }: Turns): Interval =>
  interval(Math.min(base.times.length, times.length), (chosen) => {
    const of = (list: readonly number[]): number =>
      median(chosen.map((round) => list[round] ?? NaN))
    return of(base.times) / of(times)
  })

export const turnsTable = (
  what: string,
  turns: readonly Turns[],
  name: (turns: Turns) => string,
): Table => ({
  head: [
    what,
    'requests/s',
    '× the first',
    '95 %',
    'p50, ms',
    'p99, ms',
    'processor, ms a request',
  ],
  rows: turns.map((one) => {
    const first = turns[0] ?? one
    const { middle, low, high } = ratioTo(first, one)
    return [
      name(one),
      figure(rateOf(one).middle),
      middle.toFixed(3),
      `${low.toFixed(3)} to ${high.toFixed(3)}`,
      figure(one.p50),
      figure(one.p99),
      figure(one.processor),
    ]
  }),
})
