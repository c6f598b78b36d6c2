import { CONFIG } from '../src/config.ts'
import { runRounds, type Rounds } from './loop-rounds.ts'
import { mayRetry, type Plan, TOLERANCE } from './plan.ts'
import { micros, type Row, type Section } from './report.ts'
import type { Interval } from './statistics.ts'

const LOW = 0.95
const HIGH = 1.05

const TENANTS = ['100', '1000', '10000'] as const

/** Whether it matters how many events there are. */
export async function tenantsSection(plan: Plan, dist: string): Promise<Section> {
  plan.progress('loop: 1 to 10,000 events')
  const one = 'tenants 1'
  const names = TENANTS.map((count) => `tenants ${count}`)
  const control = 'tenants control'
  const rounds = await untilControlHolds(dist, [one, control, ...names], plan)
  const held = holds(rounds, control, one)
  return {
    title: 'Many events in one isolate',
    notes: [
      'Microseconds for four letters of one of N events, the nth asked for 1/n as often as the first.',
      'Ratios of the times to those of one event: above 1 is slower. An isolate keeps',
      `${CONFIG.directory.size.toLocaleString('en')} hosts and ${CONFIG.apps.toLocaleString('en')} composed apps; what fell out is made anew.`,
    ],
    counts: held,
    rows: [
      { what: '1', figures: micros(rounds.time(one)) },
      controlRow(rounds, control, one),
      ...names.map((name, at): Row => {
        const ratio = rounds.ratio(name, one)
        return {
          what: Number(TENANTS[at]).toLocaleString('en'),
          figures: `${micros(rounds.time(name))}  ${times(ratio)}`,
          goal: `${LOW} to ${HIGH}`,
          ...(held ? { met: ratio.middle >= LOW && ratio.middle <= HIGH } : {}),
        }
      }),
    ],
  }
}

/** What an event's own code costs, sound and broken. */
export async function ownCodeSection(plan: Plan, dist: string): Promise<Section> {
  plan.progress('loop: own and broken code')
  const subjects: [string, string, ...string[]] = [
    'plain ping',
    'control ping',
    'own ping',
    'plain home',
    'own home',
    'faulty route',
    'open view',
    'open route',
    'faulty view',
  ]
  const rounds = await untilControlHolds(dist, subjects, plan)
  return {
    title: 'Events with code of their own',
    notes: [
      'Microseconds of the whole way; ratios of the times to those of an event without code.',
    ],
    counts: holds(rounds, 'control ping', 'plain ping'),
    rows: [
      { what: 'ping, no code', figures: micros(rounds.time('plain ping')) },
      controlRow(rounds, 'control ping', 'plain ping'),
      against(rounds, 'own ping', 'plain ping', 'ping, route replaced'),
      { what: 'home, no code', figures: micros(rounds.time('plain home')) },
      against(rounds, 'own home', 'plain home', 'home, own message and theme'),
      against(rounds, 'faulty view', 'plain home', 'home, a view that throws'),
      against(rounds, 'open view', 'plain home', '  left alone by the breaker'),
      against(rounds, 'faulty route', 'plain home', 'home, a route that throws'),
      against(rounds, 'open route', 'plain home', '  left alone by the breaker'),
    ],
  }
}

/** The first two subjects are the same thing and its control. */
async function untilControlHolds(
  dist: string,
  subjects: readonly [string, string, ...string[]],
  plan: Plan,
): Promise<Rounds> {
  const [plain, control] = subjects
  for (let attempt = 1; ; attempt++) {
    const rounds = await runRounds(dist, subjects, plan)
    if (holds(rounds, control, plain) || !mayRetry(plan, attempt)) return rounds
  }
}

const holds = (rounds: Rounds, control: string, plain: string): boolean =>
  Math.abs(rounds.ratio(control, plain).middle - 1) <= TOLERANCE

const controlRow = (rounds: Rounds, control: string, plain: string): Row => ({
  what: '  the same again',
  figures:
    `${micros(rounds.time(control))}  ${times(rounds.ratio(control, plain))}` +
    (holds(rounds, control, plain) ? '' : '  control off, this run does not count'),
})

const against = (rounds: Rounds, subject: string, plain: string, what: string): Row => ({
  what,
  figures: `${micros(rounds.time(subject))}  ${times(rounds.ratio(subject, plain))}`,
})

const times = ({ middle, low, high }: Interval): string =>
  `× ${middle.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
