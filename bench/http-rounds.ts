import {
  checkSameAnswers,
  type Dists,
  type Each,
  type HttpRuntime,
  NAMES,
  startHttpRuntime,
} from './http-runtime.ts'
import type { Plan } from './plan.ts'
import { type Interval, median, medianInterval, seeded, shuffled } from './statistics.ts'

export interface Comparison {
  /** Requests a second, median of the rounds. */
  readonly rates: Each<number>
  readonly rounds: number
  /** Of the rates, round by round. */
  readonly dispatched: Interval
  readonly control: Interval
}

/** Milliseconds a request, turn by turn. */
type Times = Each<number[]>

/** Milliseconds a worker has before the next one's turn: short against whatever else disturbs. */
const TURN = 4
const WARM_UP = 1500

/**
 * Asks the three in turn, in another order each round, so that a busy moment of the machine, and
 * whoever went before, fall on all of them alike. Does so with several sets of isolates, because one
 * isolate is compiled a few per cent better than the next.
 */
export async function compare(dists: Dists, path: string, plan: Plan): Promise<Comparison> {
  const times: Times = { bare: [], control: [], dispatched: [] }
  for (let set = 0; set < plan.isolates; set++) {
    const runtime = await startHttpRuntime(dists)
    try {
      await checkSameAnswers(runtime, path)
      await runTurns(runtime, path, plan, times)
      await checkSameAnswers(runtime, path)
    } finally {
      await runtime.stop()
    }
  }
  const { bare, control, dispatched } = times
  const ratios = (other: readonly number[]): number[] =>
    other.map((time, round) => (bare[round] ?? NaN) / time)
  return {
    rates: {
      bare: 1000 / median(bare),
      control: 1000 / median(control),
      dispatched: 1000 / median(dispatched),
    },
    rounds: bare.length,
    dispatched: medianInterval(ratios(dispatched)),
    control: medianInterval(ratios(control)),
  }
}

async function runTurns(
  runtime: HttpRuntime,
  path: string,
  plan: Plan,
  times: Times,
): Promise<void> {
  const turn = await warmUp(runtime, path, plan.warmUp)
  const end = performance.now() + plan.httpTime
  const random = seeded(times.bare.length + 1)
  while (performance.now() < end) {
    for (const name of shuffled(NAMES, random)) {
      const start = performance.now()
      await runtime.connections[name].ask(path, turn)
      times[name].push((performance.now() - start) / turn)
    }
  }
}

/** Until the compiler has done its work; returns how many requests fit a turn. */
async function warmUp(
  { connections }: HttpRuntime,
  path: string,
  duration: number,
): Promise<number> {
  let perRequest = 0
  for (const name of NAMES) {
    const start = performance.now()
    let asked = 0
    while (asked < WARM_UP && performance.now() - start < duration) {
      await connections[name].ask(path, 10)
      asked += 10
    }
    perRequest = (performance.now() - start) / asked
  }
  return Math.max(1, Math.round(TURN / perRequest))
}
