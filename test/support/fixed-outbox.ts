import type { TakenWork, WorkOutcome } from '../../src/contract.ts'
import type { Outbox } from '../../src/ports.ts'

/** An outbox that hands out what it is given, round by round, and remembers how it went. */
export function fixedOutbox(
  ...rounds: readonly (readonly Partial<TakenWork>[])[]
): Outbox & { readonly outcomes: WorkOutcome[]; readonly asked: boolean[] } {
  const left = rounds.map((round) => round.map(work))
  const outcomes: WorkOutcome[] = []
  const asked: boolean[] = []
  return {
    outcomes,
    asked,
    work: async (settled, more) => {
      outcomes.push(...settled)
      asked.push(more)
      return more ? (left.shift() ?? []) : []
    },
    state: async () => ({ parked: [], parkedInAll: 0, open: 0, due: null }),
    replay: async () => 0,
    drop: async () => ({ ok: true, value: null }),
  }
}

const work = (given: Partial<TakenWork>): TakenWork => ({
  id: 'w1',
  lease: 'l1',
  topic: 'greet',
  subject: 's1',
  body: null,
  tries: 1,
  planned: 0,
  ...given,
})
