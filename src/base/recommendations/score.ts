import type { Reason, ScoreContext, Scored, ScoredPerson } from './scorer.ts'

type Weights = ScoreContext['weights']
type Tagged = Pick<ScoredPerson, 'seeks' | 'offers'>

/**
 * Weight of each tag that somebody carries (seeks, offers or both): log2(1 + people / carriers). A tag
 * that everybody carries weighs 1; one that half as many carry weighs up to 1 more.
 */
export const tagWeights = (people: readonly Tagged[]): Map<string, number> => {
  const carriers = new Map<string, number>()
  for (const { seeks, offers } of people)
    for (const tag of new Set([...seeks, ...offers]))
      carriers.set(tag, (carriers.get(tag) ?? 0) + 1)
  const weigh = (count: number) => Math.log2(1 + people.length / count)
  return new Map(Array.from(carriers, ([tag, count]) => [tag, weigh(count)]))
}

/** Weight of what is sought and offered, of the weight of all that is sought; 0 when nothing is. */
export const directedScore = (
  seeks: readonly string[],
  offers: readonly string[],
  weights: Weights,
): number => {
  const offered = new Set(offers)
  const sought = canonical(seeks)
  const all = totalWeight(sought, weights)
  const matched = sought.filter((tag) => offered.has(tag))
  return all > 0 ? totalWeight(matched, weights) / all : 0
}

/** 0 as soon as one of the two is 0. */
export const harmonicMean = (a: number, b: number): number =>
  a * b > 0 ? (2 * a * b) / (a + b) : 0

/**
 * The base's scorer: what I look for against what they offer, and the other way round, joined by the
 * harmonic mean. The score is the same from both sides.
 */
export const scoreTags = (me: Tagged, other: Tagged, { weights }: ScoreContext): Scored => ({
  score: harmonicMean(
    directedScore(me.seeks, other.offers, weights),
    directedScore(other.seeks, me.offers, weights),
  ),
  reasons: tagReasons(me, other, weights),
})

/** The tags that match, either way: heaviest first, then what they offer, then by id. */
export const tagReasons = (me: Tagged, other: Tagged, weights: Weights): Reason[] => {
  const matches = (
    seeks: readonly string[],
    offers: readonly string[],
    direction: 'they-offer' | 'they-seek',
  ) => {
    const offered = new Set(offers)
    const found = canonical(seeks).filter((tag) => offered.has(tag))
    return found.map((tag) => ({ kind: 'tag' as const, tag, direction }))
  }
  const weight = (tag: string): number => weights.get(tag) ?? 0
  return [
    ...matches(me.seeks, other.offers, 'they-offer'),
    ...matches(other.seeks, me.offers, 'they-seek'),
  ]
    .filter(({ tag }) => weight(tag) > 0)
    .toSorted((a, b) => weight(b.tag) - weight(a.tag))
}

/** Each tag once and always in the same order: sums of weights come out the same to the last bit. */
export const canonical = (tags: readonly string[]): string[] => [...new Set(tags)].toSorted()

export const totalWeight = (tags: readonly string[], weights: Weights): number =>
  tags.reduce((sum, tag) => sum + (weights.get(tag) ?? 0), 0)
