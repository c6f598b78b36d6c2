import { PING } from '../ping.ts'
import { ask, benchTenant, wireConstant } from './fixture.ts'
import type { Subject } from './measure.ts'

/** As many requests as it takes to see the tail; a power of two. */
const REQUESTS = 1 << 16

/** A Worker's memory of `count` events, asked for by Zipf's law: the nth as often as 1/n. */
function tenants(count: number): Subject {
  const list = Array.from({ length: count }, (_, number) => benchTenant(`event-${number}`))
  const dispatch = wireConstant(list)
  const hosts = zipf(count).map((rank) => list[rank]?.canonicalHost ?? '')
  let next = 0
  return {
    // Every event has been asked for before, the popular ones last.
    async prepare(ctx) {
      for (const { canonicalHost } of list.toReversed()) {
        await dispatch(ask(canonicalHost, PING), ctx)
      }
    },
    run: (ctx) => dispatch(ask(hosts[next++ & (REQUESTS - 1)] ?? '', PING), ctx),
  }
}

function zipf(count: number): number[] {
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

/** The same traffic in every run. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

export const tenantSubjects = {
  'tenants 1': () => tenants(1),
  'tenants control': () => tenants(1),
  'tenants 100': () => tenants(100),
  'tenants 1000': () => tenants(1000),
  'tenants 10000': () => tenants(10_000),
}
