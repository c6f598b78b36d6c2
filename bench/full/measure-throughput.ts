import { seeded } from '../statistics.ts'
import { built, type Kind } from './builds.ts'
import { openClient } from './client.ts'
import { eventHost } from './event-data.ts'
import type { Progress } from './progress.ts'
import { inTurns, type Subject, type Turns } from './rounds.ts'
import { startWorkerd, type Workerd } from './workerd.ts'

export interface ThroughputResult {
  /** All requests to one event of N; the first subject and its control are the same. */
  readonly one: readonly Turns[]
  /** The nth event asked for as often as 1/n, all of them visited before. */
  readonly spread: readonly Turns[]
  readonly cold: readonly Cold[]
  /** How often each comparison was made because the control was off. */
  readonly attempts: readonly [number, number]
}

export interface Cold {
  readonly name: string
  readonly path: string
  /** Milliseconds of an event's first request, and of its third, event by event. */
  readonly first: readonly number[]
  readonly warm: readonly number[]
}

const EVENTS = [1, 10, 100, 1000, 5000] as const
const PATH = '/who'
const SECONDS = 40
const ATTEMPTS = 2
const TOLERANCE = 0.015

export const THROUGHPUT_SECONDS = 220

export async function measureThroughput(progress: Progress): Promise<ThroughputResult> {
  progress.at(0, 'building')
  for (const events of EVENTS) await built('product', events)
  const [one, oneAttempts] = await untilControlHolds(progress, 0.05, 'one event of N', () => 0)
  const [spread, spreadAttempts] = await untilControlHolds(progress, 0.45, 'spread over N', zipf)
  const cold: Cold[] = []
  for (const kind of ['product', 'product-old', 'lazy', 'static'] as const) {
    for (const path of ['/', PATH]) {
      progress.at(0.8 + cold.length / 40, `first requests, ${kind} ${path}`)
      cold.push(await firstRequests(kind, path))
    }
  }
  return { one, spread, cold, attempts: [oneAttempts, spreadAttempts] }
}

/** Which of `events` is asked for, given a number in [0, 1). */
type Choice = (events: number, random: number) => number

/** By the inverse of the harmonic sum's integral: n as often as 1/n. */
const zipf: Choice = (events, random) =>
  Math.min(events - 1, Math.floor((events + 1) ** random) - 1)

async function untilControlHolds(
  progress: Progress,
  share: number,
  what: string,
  choice: Choice,
): Promise<readonly [Turns[], number]> {
  for (let attempt = 1; ; attempt++) {
    progress.at(share, `${what}, attempt ${attempt}`)
    const turns = await manyEvents(choice)
    const off = Math.abs(ratioOf(turns, 1) - 1)
    if (off <= TOLERANCE || attempt >= ATTEMPTS) return [turns, attempt]
  }
}

const total = (turns: Turns | undefined): number =>
  (turns?.times ?? []).toSorted((a, b) => a - b)[Math.floor((turns?.times.length ?? 0) / 2)] ?? NaN

const ratioOf = (turns: readonly Turns[], at: number): number => total(turns[0]) / total(turns[at])

async function manyEvents(choice: Choice): Promise<Turns[]> {
  const all = [1, ...EVENTS]
  const running: Workerd[] = []
  const subjects: Subject[] = []
  for (const [at, events] of all.entries()) {
    const workerd = await startWorkerd([{ name: 'w', dist: await built('product', events) }])
    running.push(workerd)
    const client = await openClient(workerd.ports.get('w') ?? 0)
    const random = seeded(at + 1)
    // Every event once, the popular ones last.
    if (choice(events, 0.99) > 0)
      for (let number = events - 1; number >= 0; number--)
        await client.visit(eventHost(number), PATH)
    subjects.push({
      name: at === 1 ? 'control' : String(events),
      pids: [workerd.pid],
      visit: () => client.visit(eventHost(choice(events, random())), PATH),
    })
  }
  const turns = await inTurns(subjects, SECONDS)
  for (const workerd of running) await workerd.stop()
  return turns
}

const FIRSTS = 250
const BEFORE = 60

/** Events that nobody has asked for yet, in an isolate that has served others. */
async function firstRequests(kind: Kind, path: string): Promise<Cold> {
  const workerd = await startWorkerd([{ name: 'w', dist: await built(kind, 1000) }])
  const client = await openClient(workerd.ports.get('w') ?? 0)
  const timed = async (number: number): Promise<number> => {
    const start = performance.now()
    await client.visit(eventHost(number), path)
    return performance.now() - start
  }
  for (let visit = 0; visit < 600; visit++) await client.visit(eventHost(0), path)
  const [first, warm]: [number[], number[]] = [[], []]
  for (let number = 1; number <= BEFORE + FIRSTS; number++) {
    const times = [await timed(number), await timed(number), await timed(number)] as const
    if (number <= BEFORE) continue
    first.push(times[0])
    warm.push(times[2])
  }
  client.close()
  await workerd.stop()
  return { name: kind, path, first, warm }
}
