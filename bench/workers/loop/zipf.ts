/** As many requests as it takes to see the tail; a power of two. */
export const REQUESTS = 1 << 16

/** The same traffic in every run: of `count` numbers, the nth as often as 1/n. */
export function zipf(count: number): number[] {
  const until: number[] = []
  let sum = 0
  for (let rank = 1; rank <= count; rank++) until.push((sum += 1 / rank))
  const random = seeded(1)
  return Array.from({ length: REQUESTS }, () => firstAbove(until, random() * sum))
}

function firstAbove(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
