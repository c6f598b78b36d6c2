import { runRounds, type Rounds } from './loop-rounds.ts'
import type { Plan } from './plan.ts'
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
  const rounds = await runRounds(dist, [one, ...names], plan)
  return {
    title: 'Many events in one isolate',
    notes: [
      'Microseconds for four letters of one of N events, the nth asked for 1/n as often as the first.',
      'The ratio is that of the times: above 1 is slower.',
    ],
    counts: true,
    rows: [
      { what: '1', figures: micros(rounds.time(one)) },
      ...names.map((name, at): Row => {
        const ratio = rounds.ratio(name, one)
        return {
          what: Number(TENANTS[at]).toLocaleString('en'),
          figures: `${micros(rounds.time(name))}  ${times(ratio)}`,
          goal: `${LOW} to ${HIGH}`,
          met: ratio.middle >= LOW && ratio.middle <= HIGH,
        }
      }),
    ],
  }
}

/** What an event's own code costs, sound and broken. */
export async function ownCodeSection(plan: Plan, dist: string): Promise<Section> {
  plan.progress('loop: own and broken code')
  const subjects = [
    'plain ping',
    'own ping',
    'plain home',
    'own home',
    'faulty route',
    'faulty view',
  ]
  const rounds = await runRounds(dist, subjects, plan)
  return {
    title: 'Events with code of their own',
    notes: [
      'Microseconds of the whole way; ratios of the times to those of an event without code.',
    ],
    counts: true,
    rows: [
      { what: 'ping, no code', figures: micros(rounds.time('plain ping')) },
      against(rounds, 'own ping', 'plain ping', 'ping, route replaced'),
      { what: 'home, no code', figures: micros(rounds.time('plain home')) },
      against(rounds, 'own home', 'plain home', 'home, own message and theme'),
      against(rounds, 'faulty view', 'plain home', 'home, a view that throws'),
      against(rounds, 'faulty route', 'plain home', 'home, a route that throws'),
    ],
  }
}

const against = (rounds: Rounds, subject: string, plain: string, what: string): Row => ({
  what,
  figures: `${micros(rounds.time(subject))}  ${times(rounds.ratio(subject, plain))}`,
})

const times = ({ middle, low, high }: Interval): string =>
  `× ${middle.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`
