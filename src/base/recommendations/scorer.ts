/** What a scorer knows of a person; plain data. */
export interface ScoredPerson {
  readonly id: string
  /** null for a person without a group. */
  readonly group: string | null
  /** Ids of the tags the person looks for. */
  readonly seeks: readonly string[]
  /** Ids of the tags the person offers. */
  readonly offers: readonly string[]
  /** The event's extra fields, by name. */
  readonly fields: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
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

export interface Scored {
  /** 0 to 1. */
  readonly score: number
  /** Strongest first. */
  readonly reasons: readonly Reason[]
}

/** How well `other` suits `me`. Pure: the same people always get the same answer. */
export type Scorer = (me: ScoredPerson, other: ScoredPerson, context: ScoreContext) => Scored

export interface Recommendation extends Scored {
  /** The other person's. */
  readonly id: string
}
