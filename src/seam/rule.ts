import { err, type Result } from '../contract.ts'
import type { Deciders } from './deciders.ts'
import { SeamFault, type SeamWatch } from './fault.ts'
import { isWords, type Words } from './words.ts'

/**
 * Something that the base's features ask the module about before they do it. Event code never runs in
 * a store: the facts are read from it with a version, the rule decides where the event's code runs, and
 * the store refuses the write when the facts have moved meanwhile.
 */
export interface RuleSeam<Name extends string, Facts> {
  readonly name: Name
  /** Only a type: what the module's rule is given, plain data. */
  readonly facts?: Facts
}

export const ruleSeam =
  <Facts>() =>
  <Name extends string>(name: Name): RuleSeam<Name, Facts> => ({ name })

/** It may be done, as far as the module is concerned; the base's own conditions stand. */
export const ALLOW = 'allow'

export type RuleVerdict = typeof ALLOW | { readonly refuse: Words }

/** Pure and at once: the same facts always get the same verdict, and nothing is waited for. */
export type Rule<Facts> = (facts: Facts) => RuleVerdict

/**
 * Asks the module's rule. To be called only where there is one (`rules.has`).
 *
 * @throws a closed `SeamFault` for a rule that fails
 */
export const askRule = <Facts>(
  rules: Deciders,
  { name }: RuleSeam<string, Facts>,
  facts: Facts,
  watch: SeamWatch,
): RuleVerdict =>
  rules.ask(name, watch, (decide, seam) => {
    try {
      const verdict = readVerdict((decide as (facts: Facts) => unknown)(facts))
      watch.succeeded(seam)
      return verdict
    } catch (error) {
      throw new SeamFault(seam, error, true)
    }
  })

function readVerdict(value: unknown): RuleVerdict {
  if (value === ALLOW) return ALLOW
  if (value instanceof Promise) {
    value.catch(() => undefined)
    throw new TypeError('A rule answers at once: it is not asynchronous.')
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 1) {
    if ('refuse' in value && isWords(value.refuse)) return { refuse: value.refuse }
  }
  throw new TypeError('A rule answers ALLOW or { refuse: "why" }.')
}

/** Facts as a store read them; the version is another as soon as one of them is. */
export interface Versioned<Facts> {
  readonly facts: Facts
  readonly version: string
}

/** The facts themselves, written out: no other version is as sure to move with them. */
export const versioned = <Facts>(facts: Facts): Versioned<Facts> => ({
  facts,
  version: JSON.stringify(facts),
})

/** What a store answers to a write whose verdict is of facts that are no longer so; nothing changed. */
export interface Stale {
  readonly tag: 'stale'
}

/** The module said no, in its own words. */
export interface RuleRefusal {
  readonly tag: 'refused'
  readonly why: Words
}

/** One thing that is done only when the module's rule allows it. */
export interface RuledAct<Facts, Done, Refusal> {
  readonly read: () => Promise<Result<Versioned<Facts>, Refusal>>
  readonly decide: (facts: Facts) => RuleVerdict
  /**
   * @param attempt 1 for the first: a request id answers again what it was answered, so that each
   * attempt needs one of its own
   */
  readonly write: (version: string, attempt: number) => Promise<Result<Done, Refusal | Stale>>
}

/** Facts move between reading and writing once in a while; that they do so each time is no accident. */
const ATTEMPTS = 4

/** Reads, asks the rule, writes; anew while the facts move, a few times at most, then `stale`. */
export async function underRule<Facts, Done, Refusal>({
  read,
  decide,
  write,
}: RuledAct<Facts, Done, Refusal>): Promise<Result<Done, Refusal | RuleRefusal | Stale>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const known = await read()
    if (!known.ok) return known
    const verdict = decide(known.value.facts)
    if (verdict !== ALLOW) return err({ tag: 'refused', why: verdict.refuse })
    const done = await write(known.value.version, attempt)
    if (done.ok || !isStale(done.error)) return done
  }
  return err({ tag: 'stale' })
}

const isStale = (refusal: unknown): refusal is Stale =>
  typeof refusal === 'object' && refusal !== null && 'tag' in refusal && refusal.tag === 'stale'
