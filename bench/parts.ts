import { runRounds } from './loop-rounds.ts'
import type { Plan } from './plan.ts'
import { type Row, type Section } from './report.ts'

/** Subject → what it stands for, and what has to be taken off. */
const PARTS: readonly (readonly [subject: string, what: string, without?: string])[] = [
  ['request id', 'request id'],
  ['host', 'host read'],
  ['timer', 'timer set and cleared'],
  ['deadline', 'promise with a deadline, timer included', 'await nothing'],
  ['log line, dropped', 'log line made'],
  ['log line, console', 'log line made and printed'],
  ['answer copied', 'answer copied, so that its headers can be set', 'answer made'],
  ['answer marked', 'headers set', 'answer made'],
  ['answer copied, marked', 'both', 'answer made'],
  ['first request', "an event's first request: read, parsed, composed", 'await nothing'],
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
