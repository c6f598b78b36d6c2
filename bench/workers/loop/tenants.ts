import { PING } from '../ping-path.ts'
import { ask, benchTenant, wireConstant } from './fixture.ts'
import type { Subject } from './measure.ts'
import { REQUESTS, zipf } from './zipf.ts'

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

export const tenantSubjects = {
  'tenants 1': () => tenants(1),
  'tenants control': () => tenants(1),
  'tenants 100': () => tenants(100),
  'tenants 1000': () => tenants(1000),
  'tenants 10000': () => tenants(10_000),
}
