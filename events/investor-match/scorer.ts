import type { Reason, Scorer } from 'usher/kit'
import type { fields } from './fields.ts'

type Match = Scorer<typeof fields>
type Guest = Parameters<Match>[0]

const PAIRS: ReadonlySet<string> = new Set(['investors startups', 'startups investors'])
const STAGES = ['idea', 'seed', 'growth']

/**
 * An investor and a start-up suit each other by stage and ticket, and nobody else suits anybody: tags
 * are for small talk. The same from both sides.
 */
export const scorer: Match = (me, other) => {
  if (!PAIRS.has(`${me.group} ${other.group}`)) return { score: 0, reasons: [] }
  const [stage, ticket] = [stageScore(me, other), ticketScore(me, other)]
  const score = 0.6 * stage + 0.4 * ticket
  return { score, reasons: stage >= 0.5 ? [atStage(other, stage === 1 ? 'at' : 'close to')] : [] }
}

const atStage = ({ group }: Guest, how: 'at' | 'close to'): Reason => {
  const invests = `Invests ${how} your stage`
  return {
    kind: 'own',
    words: { en: group === 'investors' ? invests : `Is ${how} the stage you invest in` },
  }
}

/** 1 at the same stage, less by half for each between; 0 where one of the two does not say. */
function stageScore({ fields: mine }: Guest, { fields: theirs }: Guest): number {
  if (mine.stage === undefined || theirs.stage === undefined) return 0
  return 0.5 ** Math.abs(STAGES.indexOf(mine.stage) - STAGES.indexOf(theirs.stage))
}

/** The smaller ticket as a share of the larger; 0 where one of the two does not say. */
function ticketScore({ fields: mine }: Guest, { fields: theirs }: Guest): number {
  if (mine.ticket === undefined || theirs.ticket === undefined) return 0
  return Math.min(mine.ticket, theirs.ticket) / Math.max(mine.ticket, theirs.ticket)
}
