import { runRounds } from './loop-rounds.ts'
import type { Plan } from './plan.ts'
import { type Row, type Section } from './report.ts'

/** Subject → what it stands for, and what has to be taken off. */
const PARTS: readonly (readonly [subject: string, what: string, without?: string])[] = [
  ['request id', 'request id'],
  ['host', 'host read'],
  ['resolve', 'tenant found in memory', 'await nothing'],
  ['gate', 'gate'],
  ['event app', 'event app found', 'await nothing'],
  ['environment', 'environment and pieces bound'],
  ['narrow context', 'execution context narrowed'],
  ['contain, no promise', 'contained, answer at once', 'await nothing'],
  ['contain, promise', 'contained, answer as a promise', 'await nothing'],
  ['contain, promise, untimed', '  the same without the timer', 'await nothing'],
  ['timer', 'deadline timer set and cleared'],
  ['log line, dropped', 'log line made'],
  ['log line, console', 'log line made and printed'],
  ['response marked', 'answer copied and marked', 'response made'],
  ['response marked in place', '  the same without the copy', 'response made'],
  ['compose', 'event app composed (once per event)'],
  ['compose, first request', '  with its first request'],
]

/** Where the time goes. */
export async function partsSection(plan: Plan, dist: string): Promise<Section> {
  plan.progress('loop: the parts')
  const needed = new Set(PARTS.flatMap(([subject, , without]) => [subject, without ?? 'nothing']))
  const rounds = await runRounds(dist, [...needed], plan)
  return {
    title: 'The parts of the way',
    notes: ['Microseconds, each alone; alone a part is compiled better than among the others.'],
    counts: true,
    rows: PARTS.map(([subject, what, without = 'nothing']): Row => {
      const { middle } = rounds.added(subject, without)
      return { what, figures: Math.max(0, middle).toFixed(2).padStart(7) }
    }),
  }
}
