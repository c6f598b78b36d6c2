import { runRounds } from './loop-rounds.ts'
import type { Plan } from './plan.ts'
import { micros, type Row, type Section } from './report.ts'

/** Microseconds that a seam may cost where the event does not fill it. */
const GOAL = 1

/** Subject → what it stands for, and the same without the seam. */
const SEAMS: readonly (readonly [subject: string, what: string, without: string])[] = [
  ['text, unfilled', 'a text of the base', 'text, no seam'],
  ['view, unfilled', 'a view of the base', 'view, no seam'],
  ['handler, unfilled guard', 'a handler behind a guard', 'handler, no guard'],
  ['rule, unfilled', 'a place where a rule could decide', 'nothing'],
  ['scorer, unfilled', 'the scorer', 'scorer, no seam'],
]

/** What it costs that an event could fill a seam and does not. */
export async function seamsSection(plan: Plan, dist: string): Promise<Section> {
  plan.progress('loop: the seams')
  const needed = new Set(SEAMS.flatMap(([subject, , without]) => [subject, without]))
  const rounds = await runRounds(dist, [...needed], plan)
  return {
    title: 'Seams that an event does not fill',
    notes: ['Microseconds a use, over the same without the seam.'],
    counts: true,
    rows: SEAMS.map(([subject, what, without]): Row => {
      const middle = Math.max(0, rounds.added(subject, without).middle)
      return { what, figures: micros(middle).padStart(7), goal: `≤ ${GOAL}`, met: middle <= GOAL }
    }),
  }
}
