import type { Result, Sql } from '../../contract.ts'
import type { KeepPolicy } from './audit-calls.ts'
import type { DomainTimes } from './domain-states.ts'
import type { RegistrarRefusal } from './refusals.ts'

/** What an operation works with: one transaction, at one time. */
export interface Turn {
  readonly sql: Sql
  /** Epoch milliseconds. */
  readonly now: number
  readonly rules: Rules
  /** Runs a part that is done as a whole or, when it is refused, not at all. */
  readonly attempt: <T>(part: () => Result<T, RegistrarRefusal>) => Result<T, RegistrarRefusal>
  /** Has something follow from what is decided here; see `targets.ts`. */
  readonly touch: (target: string) => void
}

/** What differs between the deployed registrar and those of tests. */
export interface Rules {
  /** The platform's own domains, lower case. */
  readonly apexes: ReadonlySet<string>
  /** Eight letters and digits that were never there before. */
  readonly newId: () => string
  readonly keep: KeepPolicy
  /** Milliseconds that the hosts of a deleted event are nobody's. */
  readonly hostsKept: number
  /** Whether a host is served only once its domain's owner has shown that they want it. */
  readonly needsProof: (host: string) => boolean
  readonly domains: DomainTimes
}

export interface Operation<Input, Answer> {
  /** A write may change things; what it refuses changes nothing. */
  readonly kind: 'read' | 'write'
  readonly run: (turn: Turn, input: Input) => Result<Answer, RegistrarRefusal>
}

/** One operation for each of some calls. */
export type Operations<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends {
    readonly input: infer Input
    readonly answer: infer Answer
  }
    ? Operation<Input, Answer>
    : never
}

type Run<Input, Answer> = Operation<Input, Answer>['run']

export const read = <Input, Answer>(run: Run<Input, Answer>): Operation<Input, Answer> => ({
  kind: 'read',
  run,
})

export const write = <Input, Answer>(run: Run<Input, Answer>): Operation<Input, Answer> => ({
  kind: 'write',
  run,
})
