import type { FieldValues } from '../fields/field.ts'
import type { ScorerSeam } from '../../seam/scorer.ts'
import { isWords, type Words } from '../../seam/words.ts'

/** What a scorer knows of a person; plain data. */
export interface ScoredPerson<Fields extends object = FieldValues> {
  readonly id: string
  /** null for a person without a group. */
  readonly group: string | null
  /** Ids of the tags the person looks for. */
  readonly seeks: readonly string[]
  /** Ids of the tags the person offers. */
  readonly offers: readonly string[]
  /**
   * The event's own fields by name, but texts of several lines. Of both sides those for contacts and
   * organisers, too; what is not known is not there.
   */
  readonly fields: Fields
}

export interface ScoreContext {
  /** See `tagWeights`. A tag that is not in it weighs nothing. */
  readonly weights: ReadonlyMap<string, number>
}

/** Why somebody is recommended, to be put into words by the page. */
export type Reason =
  /** `they-offer`: they offer what I look for. `they-seek`: they look for what I offer. */
  | { readonly kind: 'tag'; readonly tag: string; readonly direction: 'they-offer' | 'they-seek' }
  /** They offer a tag that many look for. */
  | { readonly kind: 'popular'; readonly tag: string }
  /** Nothing is known that could match yet. */
  | { readonly kind: 'new' }
  /** In the words of an event's own scorer. */
  | { readonly kind: 'own'; readonly words: Words }

export interface Scored {
  /** 0 to 1. */
  readonly score: number
  /** Strongest first. */
  readonly reasons: readonly Reason[]
}

/** How well `other` suits `me`. Pure: the same people always get the same answer. */
export type Scorer<Fields extends object = FieldValues> = (
  me: ScoredPerson<Fields>,
  other: ScoredPerson<Fields>,
  context: ScoreContext,
) => Scored

export interface Recommendation extends Scored {
  /** The other person's. */
  readonly id: string
}

/**
 * How people are matched. An event's own scorer is asked about everybody whom a person may be
 * recommended, a few thousand times for one page, at once and without waiting; what it scores 0 is not
 * recommended. Dismissals stand whatever it says. The order may come of everything that it is told;
 * reasons may not: about those who are shown it is asked once more, without what of `other` not
 * everybody sees, and only the reasons of that answer are told. One fault, and the base's scores the
 * whole list. Since 0.2.
 */
export const scorerSeam: ScorerSeam<Scorer> = {
  read(value) {
    if (value instanceof Promise) value.catch(() => undefined)
    if (typeof value !== 'object' || value === null || !('score' in value && 'reasons' in value))
      throw new TypeError('A scorer answers { score, reasons }, at once.')
    const { score, reasons } = value
    if (typeof score !== 'number' || !(score >= 0 && score <= 1))
      throw new TypeError('A score is a number from 0 to 1.')
    if (!Array.isArray(reasons) || !reasons.every(isReason))
      throw new TypeError('Reasons are a list: { kind: "own", words: { en: "…" } }, or the base’s.')
    return { score, reasons }
  },
}

const isReason = (value: unknown): value is Reason => {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false
  const { kind } = value
  const hasTag = 'tag' in value && typeof value.tag === 'string'
  switch (kind) {
    case 'new':
      return true
    case 'popular':
      return hasTag
    case 'tag':
      return hasTag && 'direction' in value && /^they-(?:offer|seek)$/.test(String(value.direction))
    case 'own':
      return 'words' in value && isWords(value.words)
    default:
      return false
  }
}
