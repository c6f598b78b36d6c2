import { buildReleases } from '../src/build/release/build-release.ts'
import type { Connection } from './connection.ts'
import { processorTime } from './full/process-figures.ts'
import { EVENT, type LaneRuntime, startLane } from './lanes/lane-runtime.ts'
import { type Plan, TOLERANCE } from './plan.ts'
import type { Row, Section } from './report.ts'
import { type Interval, median, medianInterval, seeded, shuffled } from './statistics.ts'

const PATHS = [
  { path: '/', what: 'the home page, from what is published' },
  { path: '/visa', what: 'a page of the module' },
  { path: '/schedule', what: 'of somebody signed in: two store calls and more' },
] as const

/** Added milliseconds, and times the processor time, that the isolated lane may cost. */
const ADDED_GOAL = 0.5
const CPU_GOAL = 2
/** Milliseconds of the first request to a release that no isolate has yet. */
const COLD_GOAL = 50

/**
 * Requests of a turn: few, so that there are many turns, and a machine that is slow for a moment is so for
 * few of them. Processor time is told in steps of 10 ms, and summed over all turns.
 */
const TURN = 50
const WARM_UP = 1500
const COLD = 20

const NAMES = ['shared', 'control', 'isolated'] as const
type Name = (typeof NAMES)[number]
type Each<T> = Readonly<Record<Name, T>>

/** What a turn took a request, in milliseconds. */
interface Turns {
  readonly wall: Each<number[]>
  readonly processor: Each<number[]>
}

/** The same event beside others and in an isolate of its own. */
export async function lanesSection(plan: Plan, dist: string): Promise<Section> {
  plan.progress('lanes: building a release')
  const [release] = await buildReleases(process.cwd(), [EVENT])
  if (release === undefined) throw new Error(`events/${EVENT}/ has become no release.`)
  const lanes: Each<LaneRuntime> = {
    shared: await startLane({ dist, release: null }),
    control: await startLane({ dist, release: null }),
    isolated: await startLane({ dist, release }),
  }
  try {
    const rows: Row[] = []
    let counts = true
    for (const { path, what } of PATHS) {
      plan.progress(`lanes: ${path}`)
      const turns = await runTurns(plan, lanes, path)
      const held = Math.abs(ratio(turns.wall, 'control').middle - 1) <= TOLERANCE
      counts &&= held
      rows.push(...pathRows(path, what, turns, held))
    }
    plan.progress('lanes: cold releases')
    return section([...rows, await coldRow(lanes)], counts)
  } finally {
    for (const lane of Object.values(lanes)) await lane.stop()
  }
}

const section = (rows: readonly Row[], counts: boolean): Section => ({
  title: 'One event in both lanes',
  notes: [
    `Each lane in a process of its own, one request at a time over HTTP, in turns of ${TURN} requests.`,
    'Milliseconds a request, medians of the turns; ratios to the shared lane, turn by turn.',
    `Cold: the first request to an event whose release no isolate has, of ${COLD} such events, with`,
    'the modules that releases share in memory; the record and the manifest are read for it.',
  ],
  rows,
  counts,
})

async function runTurns(plan: Plan, lanes: Each<LaneRuntime>, path: string): Promise<Turns> {
  const turns: Turns = { wall: each(() => []), processor: each(() => []) }
  const lengths = new Set<number>()
  for (const name of NAMES) lengths.add(await warmUp(lanes[name], path))
  if (lengths.size > 1) throw new Error(`${path} has the lengths ${[...lengths].join()}.`)
  const visitors: Record<string, Connection> = {}
  for (const name of NAMES) visitors[name] = await lanes[name].connect()
  const random = seeded(PATHS.length)
  const end = performance.now() + plan.httpTime * 8
  while (performance.now() < end) {
    for (const name of shuffled(NAMES, random)) {
      const { pid } = lanes[name]
      const [start, had] = [performance.now(), processorTime(pid)]
      await visitors[name]?.ask(path, TURN)
      turns.wall[name].push((performance.now() - start) / TURN)
      turns.processor[name].push((processorTime(pid) - had) / TURN)
    }
  }
  for (const visitor of Object.values(visitors)) visitor.close()
  return turns
}

/** Answers with the length of the page. */
async function warmUp(lane: LaneRuntime, path: string): Promise<number> {
  const visitor = await lane.connect()
  const { status, body } = await visitor.ask(path, WARM_UP)
  visitor.close()
  if (status !== 200) throw new Error(`${path} answers ${status}.`)
  return body.length
}

function pathRows(path: string, what: string, { wall, processor }: Turns, held: boolean): Row[] {
  const added = median(wall.isolated.map((time, turn) => time - (wall.shared[turn] ?? NaN)))
  const cpu = sum(processor.isolated) / sum(processor.shared)
  const off = held ? '' : '  control off, this run does not count'
  const goal = (text: string, met: boolean): Pick<Row, 'goal' | 'met'> =>
    held ? { goal: text, met } : { goal: text }
  return [
    { what: path, figures: `${what}; ${wall.shared.length} turns` },
    { what: '  shared', figures: ms(median(wall.shared)) },
    {
      what: '  the same again',
      figures: `${ms(median(wall.control))}  ${times(ratio(wall, 'control'))}${off}`,
    },
    {
      what: '  isolated',
      figures: `${ms(median(wall.isolated))}  ${times(ratio(wall, 'isolated'))}`,
    },
    {
      what: '    added',
      figures: ms(added),
      ...goal(`≤ ${ADDED_GOAL} ms`, added <= ADDED_GOAL),
    },
    {
      what: '    processor time',
      figures: `× ${cpu.toFixed(2)}`,
      ...goal(`≤ × ${CPU_GOAL}`, cpu <= CPU_GOAL),
    },
  ]
}

async function coldRow({ shared, isolated }: Each<LaneRuntime>): Promise<Row> {
  const times: { readonly shared: number[]; readonly isolated: number[] } = {
    shared: [],
    isolated: [],
  }
  for (let at = 0; at < COLD; at++) {
    times.shared.push(await shared.openCold())
    times.isolated.push(await isolated.openCold())
  }
  const middle = median(times.isolated)
  return {
    what: 'cold',
    figures: `${ms(middle)}, slowest ${ms(Math.max(...times.isolated))}; shared, base alone: ${ms(median(times.shared))}`,
    goal: `≤ ${COLD_GOAL} ms`,
    met: middle <= COLD_GOAL,
  }
}

const ratio = (wall: Turns['wall'], name: Name): Interval =>
  medianInterval(wall[name].map((time, turn) => time / (wall.shared[turn] ?? NaN)))

const each = <T>(make: () => T): Each<T> => ({
  shared: make(),
  control: make(),
  isolated: make(),
})

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

const ms = (value: number): string => `${value.toFixed(3)} ms`

const times = ({ middle, low, high }: Interval): string =>
  `× ${middle.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`
