import { checkSameAnswers, type Each, type HttpRuntime, NAMES } from './http-runtime.ts'
import { type Interval, median, medianInterval } from './statistics.ts'

export interface Comparison {
  /** Requests a second, median of the rounds. */
  readonly rates: Each<number>
  readonly rounds: number
  /** Of the rates, round by round. */
  readonly dispatched: Interval
  readonly control: Interval
}

/** Milliseconds a worker has before the next one's turn: short against whatever else disturbs. */
const TURN = 4
const WARM_UP = 1500

/**
 * Asks the three in turn, the order moved on by one each round, so that a busy moment of the machine
 * and a place in the order fall on all of them alike.
 */
export async function compare(
  runtime: HttpRuntime,
  path: string,
  duration: number,
): Promise<Comparison> {
  await checkSameAnswers(runtime, path)
  const turn = await warmUp(runtime, path)
  const times: Record<keyof Each<number>, number[]> = { bare: [], control: [], dispatched: [] }
  const end = performance.now() + duration
  for (let round = 0; performance.now() < end; round++) {
    for (let place = 0; place < NAMES.length; place++) {
      const name = NAMES[(round + place) % NAMES.length] ?? 'bare'
      const start = performance.now()
      await runtime.connections[name].ask(path, turn)
      times[name].push((performance.now() - start) / turn)
    }
  }
  await checkSameAnswers(runtime, path)
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

/** Until the compiler has done its work; returns how many requests fit a turn. */
async function warmUp({ connections }: HttpRuntime, path: string): Promise<number> {
  let perRequest = 0
  for (const name of NAMES) {
    const start = performance.now()
    let asked = 0
    while (asked < WARM_UP && performance.now() - start < 1500) {
      await connections[name].ask(path, 10)
      asked += 10
    }
    perRequest = (performance.now() - start) / asked
  }
  return Math.max(1, Math.round(TURN / perRequest))
}
