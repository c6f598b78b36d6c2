import { asSeen } from './scored-people.ts'
import { harmonicMean, canonical, tagReasons, totalWeight } from './score.ts'
import type { Recommendation, ScoredPerson, Scorer } from './scorer.ts'
import type { TagIndex } from './tag-index.ts'

export interface RankOptions {
  /** Ids not to recommend: `vetoedBy`, whom the viewer may not see, whom they meet already. */
  readonly except: ReadonlySet<string>
  /** At most so many. */
  readonly limit: number
  /** Filled up to so many, as far as there are people; not beyond the limit. */
  readonly least: number
}

/** Ten is what every attendee is promised. */
export const LEAST = 10

/**
 * Best first, equal scores by id; the base's scorer for everybody at once. After those who match both
 * ways, to fill up: those who match one way (score 0, with that way's reasons), best first; then those
 * whom most people look for. `me` need not be in the index.
 */
export const rank = (me: ScoredPerson, index: TagIndex, options: RankOptions): Recommendation[] => {
  const { people, weights, sought } = index
  const [mine, all] = gather(me.seeks, index.offering, index)
  const [theirs] = gather(me.offers, index.seeking, index)
  const both: Candidate[] = []
  const oneWay: Candidate[] = []
  for (const [place, { id }] of people.entries()) {
    const [toMe, toThem] = [mine[place] ?? 0, theirs[place] ?? 0]
    if (toMe + toThem === 0 || id === me.id || options.except.has(id)) continue
    const [wanted, wanting] = [all > 0 ? toMe / all : 0, toThem > 0 ? toThem / sought[place]! : 0]
    const score = harmonicMean(wanted, wanting)
    if (score > 0) both.push({ place, score, order: score })
    else oneWay.push({ place, score, order: wanted + wanting })
  }
  const found = [...both.toSorted(bestFirst), ...oneWay.toSorted(bestFirst)]
  const matched = found.slice(0, Math.max(Math.min(both.length, options.limit), fillTo(options)))
  const best = matched.map(({ place, score }) => {
    const other = people[place]!
    return { id: other.id, score, reasons: tagReasons(me, other, weights) }
  })
  return fillUp(best, me, index, options)
}

export interface RankByOptions extends RankOptions {
  /** Names of the event's own fields that everybody sees. */
  readonly visible: ReadonlySet<string>
}

/**
 * With a scorer of the event's own, asked about everybody. Who scores 0 is left out; to fill up come
 * those whom most people look for. The order may come of what not everybody sees; reasons never do:
 * where somebody says more than that, they are asked for anew without it.
 */
export const rankBy = (
  scorer: Scorer,
  me: ScoredPerson,
  index: TagIndex,
  options: RankByOptions,
): Recommendation[] => {
  // Its own: what it is handed is kept for everybody, and a Map cannot be frozen.
  const context = { weights: new Map(index.weights) }
  const scored = index.people
    .filter(({ id }) => id !== me.id && !options.except.has(id))
    .map((other) => ({ other, ...scorer(me, other, context) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  const best = scored.slice(0, options.limit).map(({ other, score, reasons }) => {
    const shown = asSeen(other, options.visible)
    return {
      id: other.id,
      score,
      reasons: shown === other ? reasons : scorer(me, shown, context).reasons,
    }
  })
  return fillUp(best, me, index, options)
}

interface Candidate {
  readonly place: number
  readonly score: number
  readonly order: number
}

// People are in the order of their ids, and sorting keeps it among equals.
const bestFirst = (a: Candidate, b: Candidate): number => b.order - a.order
const fillTo = ({ least, limit }: RankOptions): number => Math.min(least, limit)

/** For everybody the weight of those of the tags that they carry; and the weight of them all. */
const gather = (
  tags: readonly string[],
  carrying: ReadonlyMap<string, readonly number[]>,
  { people, weights }: TagIndex,
): [Float64Array, number] => {
  const sums = new Float64Array(people.length)
  const wanted = canonical(tags)
  for (const tag of wanted) {
    const weight = weights.get(tag) ?? 0
    for (const place of carrying.get(tag) ?? []) sums[place]! += weight
  }
  return [sums, totalWeight(wanted, weights)]
}

const fillUp = (
  best: readonly Recommendation[],
  me: ScoredPerson,
  { people, popular }: TagIndex,
  options: RankOptions,
): Recommendation[] => {
  const filled = [...best]
  const taken = new Set([me.id, ...best.map(({ id }) => id)])
  for (const { place, reason } of popular) {
    if (filled.length >= fillTo(options)) break
    const { id } = people[place]!
    if (!taken.has(id) && !options.except.has(id)) filled.push({ id, score: 0, reasons: [reason] })
  }
  return filled
}
