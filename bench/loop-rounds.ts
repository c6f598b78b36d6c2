import type { Plan } from './plan.ts'
import { startRuntime } from './runtime.ts'
import { type Interval, interval, quantile, seeded, shuffled } from './statistics.ts'

/** Whatever disturbs a round makes it longer, never shorter: the quick quarter tells the truth. */
const QUICK = 0.25

/** Microseconds a run, one figure a round. */
export class Rounds {
  readonly #times: ReadonlyMap<string, readonly number[]>

  constructor(times: ReadonlyMap<string, readonly number[]>) {
    this.#times = times
  }

  time(subject: string): number {
    return quantile(this.#all(subject), QUICK)
  }

  /** How much longer `subject` takes than `other`. */
  added(subject: string, other: string): Interval {
    return this.#together(subject, other, (a, b) => a - b)
  }

  /** How many times as long `subject` takes as `other`. */
  ratio(subject: string, other: string): Interval {
    return this.#together(subject, other, (a, b) => a / b)
  }

  #together(one: string, other: string, figure: (a: number, b: number) => number): Interval {
    const [a, b] = [this.#all(one), this.#all(other)]
    const quick = (times: readonly number[], chosen: readonly number[]): number =>
      quantile(
        chosen.map((round) => times[round] ?? NaN),
        QUICK,
      )
    return interval(a.length, (chosen) => figure(quick(a, chosen), quick(b, chosen)))
  }

  #all(subject: string): readonly number[] {
    const times = this.#times.get(subject)
    if (times === undefined) throw new Error(`"${subject}" was not measured.`)
    return times
  }
}

/**
 * Runs the subjects in the isolate of a worker of their own, in any order, another each
 * round: nobody always has to clear away what the same other one left.
 */
export async function runRounds(
  dist: string,
  subjects: readonly string[],
  plan: Plan,
): Promise<Rounds> {
  const runtime = await startRuntime([{ name: 'loop', dist, bound: false }])
  try {
    const url = `http://127.0.0.1:${await runtime.port('loop')}/`
    const times = new Map(subjects.map((subject) => [subject, [] as number[]]))
    await ask(url, subjects, plan.loopWarmUp)
    const random = seeded(1)
    for (let round = 0; round < plan.loopRounds; round++) {
      const order = shuffled(subjects, random)
      const answer = await ask(url, order, plan.batchTime)
      for (const [subject, time] of Object.entries(answer)) times.get(subject)?.push(time)
    }
    return new Rounds(times)
  } finally {
    await runtime.stop()
  }
}

async function ask(
  url: string,
  subjects: readonly string[],
  time: number,
): Promise<Record<string, number>> {
  const body = JSON.stringify({ subjects, time })
  const response = await fetch(url, { method: 'POST', body })
  if (!response.ok) throw new Error(`The loop failed: ${await response.text()}`)
  return (await response.json()) as Record<string, number>
}
