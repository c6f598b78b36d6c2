import { type Rounds, runRounds } from './loop-rounds.ts'
import { mayRetry, type Plan, TOLERANCE } from './plan.ts'
import { micros, percent, type Row, type Section } from './report.ts'
import type { Interval } from './statistics.ts'

const PAGES = {
  ping: 'four letters',
  missing: 'the 404 page',
} as const
type PageName = keyof typeof PAGES

/** Microseconds that dispatch may add, timer and log line apart. */
const GOAL = 4

/** What the whole way adds to the base, in microseconds. */
export async function wholeSection(plan: Plan, dist: string): Promise<Section> {
  const rows: Row[] = []
  let counts = true
  for (const page of Object.keys(PAGES) as PageName[]) {
    const rounds = await untilControlHolds(plan, dist, page)
    const held = holds(rounds, page)
    counts &&= held
    rows.push(...pageRows(rounds, page, held))
  }
  return {
    title: 'One request, in the isolate',
    notes: [
      'Microseconds; nothing to wait for: the store is a constant, the registry a map in memory.',
      'A new request each time, for bare as well; its making is taken off bare. Nothing is logged:',
      'the log line and the timer are among the parts below.',
      'Of many short rounds the quick quarter counts; differences have their 95 % interval.',
    ],
    rows,
    counts,
  }
}

const subjects = (page: PageName): string[] => [
  'request',
  ...['bare', 'control', 'dispatched', 'untimed'].map((way) => `${page} ${way}`),
]

async function untilControlHolds(plan: Plan, dist: string, page: PageName): Promise<Rounds> {
  for (let attempt = 1; ; attempt++) {
    plan.progress(`loop: ${PAGES[page]}${attempt > 1 ? `, attempt ${attempt}` : ''}`)
    const rounds = await runRounds(dist, subjects(page), plan)
    if (holds(rounds, page) || !mayRetry(plan, attempt)) return rounds
  }
}

const control = (rounds: Rounds, page: PageName): number =>
  rounds.ratio(`${page} control`, `${page} bare`).middle

const holds = (rounds: Rounds, page: PageName): boolean =>
  Math.abs(control(rounds, page) - 1) <= TOLERANCE

function pageRows(rounds: Rounds, page: PageName, held: boolean): Row[] {
  const added = rounds.added(`${page} dispatched`, `${page} bare`)
  const untimed = rounds.added(`${page} untimed`, `${page} bare`)
  const timer = rounds.added(`${page} dispatched`, `${page} untimed`)
  const own = rounds.added(`${page} bare`, 'request').middle
  const off = held ? '' : ', this run does not count'
  return [
    {
      what: PAGES[page],
      figures: `bare ${micros(own)}, control ${percent(control(rounds, page))}${off}`,
    },
    { what: '  added, all', figures: difference(added) },
    { what: '  of it the deadline timer', figures: difference(timer) },
    page === 'ping'
      ? {
          what: '  added without it',
          figures: difference(untimed),
          goal: `≤ ${GOAL} µs`,
          ...(held ? { met: untimed.middle <= GOAL } : {}),
        }
      : { what: '  added without it', figures: difference(untimed) },
  ]
}

const difference = ({ middle, low, high }: Interval): string =>
  `${middle.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
