import { canonical, totalWeight } from './score.ts'
import type { Reason, ScoreContext, ScoredPerson } from './scorer.ts'

/** People by what they seek and offer; plain data, good until one of them or the weights change. */
export interface TagIndex extends ScoreContext {
  /** By id. */
  readonly people: readonly ScoredPerson[]
  /** Tag → places in `people`. */
  readonly seeking: ReadonlyMap<string, readonly number[]>
  readonly offering: ReadonlyMap<string, readonly number[]>
  /** Weight of all that each one seeks. */
  readonly sought: Float64Array
  /** All of them, most wanted first: those who offer what most people look for. */
  readonly popular: readonly Popular[]
}

interface Popular {
  readonly place: number
  readonly reason: Reason
}

/** `everyone` has each id once; `weights` from `tagWeights`. */
export const indexPeople = (
  everyone: readonly ScoredPerson[],
  weights: ScoreContext['weights'],
): TagIndex => {
  const people = everyone.toSorted((a, b) => byId(a.id, b.id))
  const seeking = new Map<string, number[]>()
  const offering = new Map<string, number[]>()
  const sought = new Float64Array(people.length)
  for (const [place, { seeks, offers }] of people.entries()) {
    const wanted = canonical(seeks)
    sought[place] = totalWeight(wanted, weights)
    for (const tag of wanted) append(seeking, tag, place)
    for (const tag of new Set(offers)) append(offering, tag, place)
  }
  return { people, weights, seeking, offering, sought, popular: rankPopular(people, seeking) }
}

const rankPopular = (
  people: readonly ScoredPerson[],
  seeking: ReadonlyMap<string, readonly number[]>,
): Popular[] => {
  const seekers = (tag: string): number => seeking.get(tag)?.length ?? 0
  const ranked = people.map(({ offers }, place) => {
    let demand = 0
    let top: string | null = null
    for (const tag of new Set(offers)) {
      const count = seekers(tag)
      demand += count
      const ahead = top === null ? count : count - seekers(top) || byId(top, tag)
      if (ahead > 0) top = tag
    }
    const reason: Reason = top === null ? { kind: 'new' } : { kind: 'popular', tag: top }
    return { place, reason, demand }
  })
  return ranked
    .toSorted((a, b) => b.demand - a.demand)
    .map(({ place, reason }) => ({ place, reason }))
}

const byId = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

const append = (map: Map<string, number[]>, tag: string, place: number): void => {
  const places = map.get(tag)
  if (places) places.push(place)
  else map.set(tag, [place])
}
