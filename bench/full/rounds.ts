import { median, quantile, seeded, shuffled } from '../statistics.ts'
import { processorTime } from './process-figures.ts'

/** Something that answers requests, with the processes whose time they cost. */
export interface Subject {
  readonly name: string
  readonly pids: readonly number[]
  visit(): Promise<void>
}

/** What one subject has shown; plain data. */
export interface Turns {
  readonly name: string
  /** Milliseconds a request, round by round: the nth of one subject stands beside the nth of all. */
  readonly times: readonly number[]
  /** Milliseconds until the answer was read, of single requests. */
  readonly p50: number
  readonly p99: number
  /** Milliseconds of processor time a request. */
  readonly processor: number
  readonly requests: number
}

/** Milliseconds a subject has before the next one's turn. */
const TURN = 8
const WARM_UP = 1000

/** Asks all of them in turn, in another order each round. One request at a time. */
export async function inTurns(subjects: readonly Subject[], seconds: number): Promise<Turns[]> {
  const states = subjects.map((subject) => ({
    subject,
    times: [] as number[],
    single: [] as number[],
    processorBefore: 0,
  }))
  for (const { subject } of states) await warmUp(subject)
  for (const state of states) state.processorBefore = processorOf(state.subject)
  const random = seeded(subjects.length)
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) {
    for (const { subject, times, single } of shuffled(states, random)) {
      const start = performance.now()
      let last = start
      let asked = 0
      while (last - start < TURN) {
        await subject.visit()
        const now = performance.now()
        single.push(now - last)
        last = now
        asked++
      }
      times.push((last - start) / asked)
    }
  }
  return states.map(({ subject, times, single, processorBefore }) => ({
    name: subject.name,
    times,
    p50: median(single),
    p99: quantile(single, 0.99),
    processor: (processorOf(subject) - processorBefore) / single.length,
    requests: single.length,
  }))
}

const processorOf = ({ pids }: Subject): number =>
  pids.reduce((sum, pid) => sum + processorTime(pid), 0)

/** Until the compiler has done its work. */
async function warmUp(subject: Subject): Promise<void> {
  const end = performance.now() + 3000
  for (let asked = 0; asked < WARM_UP && performance.now() < end; asked++) await subject.visit()
}
