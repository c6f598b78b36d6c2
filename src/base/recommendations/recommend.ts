import { ok, type Result } from '../../contract.ts'
import type { SignedOut } from '../people/signed-in.ts'
import type { MatchEnv, MatchPieces } from '../pieces.ts'
import { readCards, type SuggestedPerson } from './cards.ts'
import { IndexCache, type KeptIndex } from './index-cache.ts'
import { LEAST, rank, rankBy } from './rank.ts'
import { tagWeights } from './score.ts'
import type { Reason, Recommendation } from './scorer.ts'
import { publicFields, scoredPeople, toldFields } from './scored-people.ts'
import { readSnapshot, type Snapshot } from './snapshot.ts'
import { indexPeople } from './tag-index.ts'

/** Shown on one page. */
const SHOWN = 20

/** Characters of people as the store sends them: some 20,000 people who say a few things each. */
const KEPT = new IndexCache(8_000_000)

export interface RecommendedPerson {
  readonly person: SuggestedPerson
  /** Strongest first. */
  readonly reasons: readonly Reason[]
}

export interface Recommendations {
  /** Best first. */
  readonly recommended: readonly RecommendedPerson[]
  /** Whom the visitor dismissed, the latest first. */
  readonly dismissed: readonly SuggestedPerson[]
  /** Tag id → label in the organiser's words. */
  readonly labels: ReadonlyMap<string, string>
  /** Whether the visitor offers or looks for anything that could match. */
  readonly hasTags: boolean
  /** Whether the event's own scorer is asked, which need not go by tags. */
  readonly ownScorer: boolean
}

/** Whom the visitor should meet. The store is asked twice: what decides, and who the best are. */
export async function recommendPeople(
  { tenant, store, pieces }: Pick<MatchEnv, 'tenant' | 'store' | 'pieces'>,
  indexes: IndexCache = KEPT,
): Promise<Result<Recommendations, SignedOut>> {
  const known = indexes.get(tenant)
  const fields = pieces.scores
  const question = { known: known?.fields === fields ? known.version : null, fields }
  const snapshot = await store.read(readSnapshot, question)
  if (!snapshot.ok) return snapshot
  const { dismissed, me } = snapshot.value
  const kept = indexOf(snapshot.value) ?? known
  if (kept !== null && kept !== known) indexes.keep(tenant, kept)
  const ranked = kept === null ? [] : best(snapshot.value, kept, pieces)
  const ids = [...ranked.map(({ id }) => id), ...dismissed]
  const cards = await store.read(readCards, { ids })
  if (!cards.ok) return cards
  const people = new Map(cards.value.people.map((person) => [person.id, person]))
  return ok({
    recommended: ranked.flatMap(({ id, reasons }) => {
      const person = people.get(id)
      return person === undefined ? [] : [{ person, reasons }]
    }),
    dismissed: dismissed.flatMap((id) => people.get(id) ?? []),
    labels: new Map(cards.value.tags.map(({ id, label }) => [id, label])),
    hasTags: me.seeks.length + me.offers.length > 0,
    ownScorer: pieces.scores,
  })
}

function indexOf({ version, everybody, told }: Snapshot): KeptIndex | null {
  if (everybody === null) return null
  const fields = toldFields(told ?? [])
  const people = scoredPeople(everybody, fields)
  const index = indexPeople(people, tagWeights(people))
  const [size, visible] = [everybody.length, publicFields(fields)]
  return { version, fields: told !== undefined, size, index, visible }
}

/** The event's own scorer is never asked about whom a veto or a group rule leaves out. */
function best(
  { me, groups, except: left }: Snapshot,
  { index, visible }: KeptIndex,
  pieces: Pick<MatchPieces, 'scored'>,
): readonly Recommendation[] {
  const except = new Set(left)
  const seen = new Set<string | null>(groups)
  for (const { id, group } of index.people) if (!seen.has(group)) except.add(id)
  const options = { except, limit: SHOWN, least: LEAST }
  return pieces.scored({
    use: (scorer) => rankBy(scorer, me, index, { ...options, visible }),
    base: () => rank(me, index, options),
  })
}
