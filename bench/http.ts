import { compare, type Comparison } from './http-rounds.ts'
import type { Dists } from './http-runtime.ts'
import { perSecond, percent, type Row, type Section } from './report.ts'
import type { Interval } from './statistics.ts'
import { mayRetry, type Plan, TOLERANCE } from './plan.ts'

const PATHS = [
  { path: '/bench/ping', what: 'four letters, no store' },
  { path: '/bench/missing', what: "the event's 404 page, no store" },
  { path: '/', what: 'the home page, one store call' },
  { path: '/agenda', what: 'the programme, one store call' },
] as const

const GOAL = 0.95
const GOAL_LOW = 0.93

export async function httpSection(plan: Plan, dists: Dists): Promise<Section> {
  const rows: Row[] = []
  let counts = true
  for (const { path, what } of PATHS) {
    const { comparison, attempts } = await untilControlHolds(plan, dists, path)
    const held = holds(comparison)
    counts &&= held
    rows.push(...pathRows(path, what, comparison, attempts, held))
  }
  return {
    title: 'Requests over HTTP',
    notes: [
      'One keep-alive connection per worker, one request at a time, in turns of some 4 ms,',
      `with ${plan.isolates} sets of isolates.`,
      'bare: the base as an app of its own. control: the same code again. dispatched: the whole way.',
      'bare has its tenant and environment from the start and sets none of the headers dispatch adds.',
      'Ratios are medians of the rounds, with their 95 % interval. Log lines are made, then dropped.',
    ],
    rows,
    counts,
  }
}

/** Measures anew, with new isolates, as long as two equal workers differ too much. */
async function untilControlHolds(
  plan: Plan,
  dists: Dists,
  path: string,
): Promise<{ readonly comparison: Comparison; readonly attempts: number }> {
  for (let attempts = 1; ; attempts++) {
    plan.progress(`HTTP ${path}${attempts > 1 ? `, attempt ${attempts}` : ''}`)
    const comparison = await compare(dists, path, plan)
    if (holds(comparison) || !mayRetry(plan, attempts)) return { comparison, attempts }
  }
}

const holds = ({ control }: Comparison): boolean => Math.abs(control.middle - 1) <= TOLERANCE

function pathRows(
  path: string,
  what: string,
  { rates, rounds, dispatched, control }: Comparison,
  attempts: number,
  held: boolean,
): Row[] {
  const off = `control off by ${percent(control.middle)}, this run does not count`
  const tries = attempts === 1 ? '' : `, attempt ${attempts}`
  return [
    { what: path, figures: `${what}; ${rounds} rounds${tries}` },
    { what: '  bare', figures: `${perSecond(rates.bare)}/s` },
    {
      what: '  control',
      figures: `${perSecond(rates.control)}/s  ${ratio(control)}${held ? '' : `  ${off}`}`,
    },
    {
      what: '  dispatched',
      figures: `${perSecond(rates.dispatched)}/s  ${ratio(dispatched)}`,
      goal: `≥ ${GOAL} × bare, lower end > ${GOAL_LOW}`,
      ...(held ? { met: dispatched.middle >= GOAL && dispatched.low > GOAL_LOW } : {}),
    },
  ]
}

const ratio = ({ middle, low, high }: Interval): string =>
  `${middle.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`
