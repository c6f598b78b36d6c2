/** What people may agree to, each by itself and without being asked for it anywhere else. */
export const CONSENTS = ['later-events', 'exhibitors'] as const
export type ConsentKind = (typeof CONSENTS)[number]

/** One consent as it was given. Times are epoch milliseconds. */
export interface Consent {
  readonly kind: ConsentKind
  /** Word for word what stood beside the box. */
  readonly text: string
  /** SHA-256 of the text, in hex. */
  readonly version: string
  /** The language it was read in; BCP 47. */
  readonly locale: string
  readonly given: number
  readonly withdrawn: number | null
}

/** What a kind of consent says now in a language, and its version. */
export interface ConsentText {
  readonly text: string
  readonly version: string
}

/** The consent of a kind that holds: the last one, unless it was withdrawn. Expects the latest first. */
export const holding = (consents: readonly Consent[], kind: ConsentKind): Consent | null =>
  consents.find((consent) => consent.kind === kind && consent.withdrawn === null) ?? null
