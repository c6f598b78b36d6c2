export interface Interval {
  readonly middle: number
  /** Ends of the 95 % interval. */
  readonly low: number
  readonly high: number
}

/** What has `share` of the values below it. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).toSorted()
  const at = share * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? NaN
  const high = sorted[Math.ceil(at)] ?? NaN
  return low + (high - low) * (at % 1)
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

const RESAMPLES = 500

/**
 * A figure made of rounds, with its bootstrap interval: the same rounds always give the same one.
 *
 * @param figure what is made of the rounds with these numbers; a number may come more than once
 */
export function interval(rounds: number, figure: (chosen: readonly number[]) => number): Interval {
  const random = seeded(rounds)
  const all = Array.from({ length: rounds }, (_, round) => round)
  const figures = Array.from({ length: RESAMPLES }, () =>
    figure(all.map(() => Math.floor(random() * rounds))),
  )
  return { middle: figure(all), low: quantile(figures, 0.025), high: quantile(figures, 0.975) }
}

export const medianInterval = (values: readonly number[]): Interval =>
  interval(values.length, (chosen) => median(chosen.map((round) => values[round] ?? NaN)))

/** Numbers in [0, 1), the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** In any order. */
export const shuffled = <T>(values: readonly T[], random: () => number): T[] =>
  values
    .map((value) => ({ value, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value)
