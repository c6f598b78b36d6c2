import { GIVEN_UP, SeamFault, type SeamWatch } from './fault.ts'

/** What kind of decision: how its pieces are named, `guard:meetings`. */
type Kind = 'guard' | 'rule'

/**
 * A module's functions that decide whether something may be shown or done. They fail closed: one that
 * cannot be asked throws a closed `SeamFault`, and is never taken for a yes. A name that the base does
 * not have guards what nobody knows, so that all of its kind are closed.
 */
export class Deciders {
  readonly #kind: Kind
  readonly #own: ReadonlyMap<string, unknown>
  readonly #unknown: string | undefined

  /** @param names what the base has of this kind */
  constructor(
    kind: Kind,
    names: ReadonlySet<string>,
    own: Readonly<Record<string, unknown>> | undefined,
  ) {
    this.#kind = kind
    this.#own = new Map(Object.entries(own ?? {}))
    this.#unknown = [...this.#own.keys()].find((name) => !names.has(name))
  }

  /** What is wrong with a name, to be told when the module is laid over the base; null for nothing. */
  get misnamed(): readonly [seam: string, error: Error] | null {
    return this.#unknown === undefined ? null : [this.#seam(this.#unknown), MISNAMED(this.#kind)]
  }

  /** Whether the module decides here. Costs next to nothing where it has no such functions. */
  has(name: string): boolean {
    return this.#own.size > 0 && (this.#unknown !== undefined || this.#own.has(name))
  }

  /**
   * Asks the module's function and hands its answer to `read`, which throws for what is none.
   *
   * @throws a closed `SeamFault`, whatever the function does
   */
  ask<Answer>(
    name: string,
    watch: SeamWatch,
    run: (decide: (facts: never) => unknown, seam: string) => Answer,
  ): Answer {
    const seam = this.#seam(this.#unknown ?? name)
    if (this.#unknown !== undefined) throw new SeamFault(seam, MISNAMED(this.#kind), true)
    if (!watch.allows(seam)) throw new SeamFault(seam, GIVEN_UP, true)
    const decide = this.#own.get(name)
    if (typeof decide !== 'function') {
      throw new SeamFault(seam, new TypeError(`A ${this.#kind} is a function.`), true)
    }
    return run(decide as (facts: never) => unknown, seam)
  }

  #seam(name: string): string {
    return `${this.#kind}:${name}`
  }
}

const MISNAMED = (kind: Kind): Error =>
  new TypeError(`The base has no such ${kind}; until it is mended, all ${kind}s are closed.`)
