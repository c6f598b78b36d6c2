import { isSeamFault, SeamFault, type SeamWatch } from './fault.ts'

/** The one function of the base that says how well things fit, to be replaced as a whole. */
export interface ScorerSeam<Scorer extends (...args: never[]) => unknown> {
  /** Throws for what is no score. */
  readonly read: (value: unknown) => ReturnType<Scorer>
  /** Only a type. */
  readonly scorer?: Scorer
}

const SEAM = 'scorer'

/**
 * What the module's scorer makes of it; the base's own when there is none, or as soon as it fails
 * once: one list is never scored by both.
 *
 * @param use is handed the module's scorer, checked at every call
 */
export function scored<Scorer extends (...args: never[]) => unknown, T>(
  { read }: ScorerSeam<Scorer>,
  own: unknown,
  watch: SeamWatch,
  { use, base }: { readonly use: (scorer: Scorer) => T; readonly base: () => T },
): T {
  if (own === undefined || !watch.allows(SEAM)) return base()
  const checked = (...args: never[]): unknown => {
    try {
      if (typeof own !== 'function') throw new TypeError('A scorer is a function.')
      return read((own as Scorer)(...args))
    } catch (error) {
      throw new SeamFault(SEAM, error)
    }
  }
  try {
    const value = use(checked as Scorer)
    watch.succeeded(SEAM)
    return value
  } catch (error) {
    if (!isSeamFault(error)) throw error
    watch.failed(SEAM, error.cause)
    return base()
  }
}
