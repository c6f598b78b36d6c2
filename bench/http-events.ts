import { type Connection, openConnection } from './connection.ts'
import { type Plan, TOLERANCE } from './plan.ts'
import type { Row, Section } from './report.ts'
import { startRuntime } from './runtime.ts'
import { type Interval, median, medianInterval, seeded, shuffled } from './statistics.ts'
import { PING } from './workers/ping-path.ts'
import { zipf } from './workers/loop/zipf.ts'

const COUNTS = { one: 1, control: 1, hundred: 100, thousand: 1000, many: 10_000 } as const
type Name = keyof typeof COUNTS
const NAMES = Object.keys(COUNTS) as Name[]

/** Requests of a turn, some 4 ms. */
const TURN = 16

/** Requests of each worker before anything is timed: as many of all, so that all are compiled as well. */
const WARM_UP = 12_000

/** Whether visitors see how many events there are. */
export async function httpEventsSection(plan: Plan, dist: string): Promise<Section> {
  const times = Object.fromEntries(NAMES.map((name) => [name, []])) as unknown as Times
  // Warming up takes longest here, so there are fewer sets.
  const sets = Math.ceil(plan.isolates / 2)
  for (let set = 1; set <= sets; set++) {
    plan.progress(`HTTP: 1 to 10,000 events, ${set} of ${sets}`)
    await runSet(plan, dist, times)
  }
  const ratio = (name: Name): Interval =>
    medianInterval(times[name].map((time, round) => time / (times.one[round] ?? NaN)))
  const held = Math.abs(ratio('control').middle - 1) <= TOLERANCE
  return {
    title: 'Many events over HTTP',
    notes: [
      'Microseconds for the same four letters and the same traffic on one connection, one request',
      'at a time: what a visitor sees of it. Ratios of the times to those of one event.',
    ],
    counts: held,
    rows: NAMES.map((name): Row => {
      const off = name === 'control' && !held ? '  control off, this run does not count' : ''
      return {
        what: name === 'control' ? '  the same again' : COUNTS[name].toLocaleString('en'),
        figures: `${(median(times[name]) * 1000).toFixed(0)}${name === 'one' ? '' : format(ratio(name))}${off}`,
      }
    }),
  }
}

type Times = Readonly<Record<Name, number[]>>

async function runSet(plan: Plan, dist: string, times: Times): Promise<void> {
  const runtime = await startRuntime(
    NAMES.map((name) => ({ name, dist, bound: false, variables: { COUNT: `${COUNTS[name]}` } })),
  )
  try {
    for (const name of NAMES) await warmUp(await runtime.port(name), COUNTS[name])
    // Opened only now: the runtime closes a connection that waits while the others are warmed up.
    const askers = new Map<Name, (times: number) => Promise<unknown>>()
    for (const name of NAMES) {
      const connection = await openConnection(await runtime.port(name), hostOf(0))
      const nextHost = traffic(COUNTS[name])
      askers.set(name, (count) => connection.ask(PING, count, nextHost))
    }
    const random = seeded(times.one.length + 1)
    const end = performance.now() + plan.httpTime
    while (performance.now() < end) {
      for (const name of shuffled(NAMES, random)) {
        const start = performance.now()
        await askers.get(name)?.(TURN)
        times[name].push((performance.now() - start) / TURN)
      }
    }
  } finally {
    await runtime.stop()
  }
}

async function warmUp(port: number, count: number): Promise<void> {
  const connection = await openConnection(port, hostOf(0))
  // Every event has been asked for before, the popular ones last.
  for (let number = count - 1; number >= 0; number--) await check(connection, number)
  await connection.ask(PING, WARM_UP - count, traffic(count))
  connection.close()
}

function traffic(count: number): () => string {
  const hosts = zipf(count).map(hostOf)
  let next = 0
  return () => hosts[next++ % hosts.length] ?? ''
}

async function check(connection: Connection, number: number): Promise<void> {
  const { status } = await connection.ask(PING, 1, () => hostOf(number))
  if (status !== 200) throw new Error(`${hostOf(number)} answers ${status}; it has to be 200.`)
}

const hostOf = (number: number): string => `event-${number}.localhost`

const format = ({ middle, low, high }: Interval): string =>
  `  × ${middle.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`
