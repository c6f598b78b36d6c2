import { ok, type Result, type Sql } from '../../contract.ts'
import { followSchedules } from './follow-schedules.ts'
import type { RegistrarRefusal } from './refusals.ts'
import { type Answered, type Asked, firstAnswer, keepAnswer } from './requests.ts'
import { touchTarget } from './targets.ts'
import type { Operation, Rules, Turn } from './turn.ts'

export interface DeciderParts {
  readonly sql: Sql
  readonly transaction: <T>(work: () => T) => T
  readonly rules: Rules
  readonly now: () => number
}

/** Runs operations, each whole or not at all. */
export class Decider {
  readonly #parts: DeciderParts

  constructor(parts: DeciderParts) {
    this.#parts = parts
  }

  /** @param asked what is answered as it was the first time; null for what need not be */
  decide(
    operation: Operation<never, unknown>,
    input: object,
    asked: Asked | null,
  ): Result<Answered, RegistrarRefusal> {
    const { sql } = this.#parts
    return this.#whole((undo) => {
      const targets = new Set<string>()
      const turn = this.#turn(targets)
      followSchedules(turn)
      const before = asked === null ? ok(null) : firstAnswer(sql, asked, turn.now)
      if (!before.ok) return before
      if (before.value !== null) return ok(before.value)
      const done = operation.run(turn, input as never)
      if (!done.ok) return done
      const answered = { answer: JSON.stringify(done.value), targets: [...targets] }
      if (isDryRun(input)) return undo(ok({ ...answered, targets: [] }))
      if (asked !== null) keepAnswer(sql, asked, answered, turn.now)
      return ok(answered)
    })
  }

  /** Moves events on whose schedule says so. */
  follow(): void {
    this.#parts.transaction(() => followSchedules(this.#turn(new Set())))
  }

  #turn(targets: Set<string>): Turn {
    const { sql, rules, now } = this.#parts
    const at = now()
    const touch = (target: string): void => {
      targets.add(target)
      touchTarget(sql, target, at)
    }
    return { sql, now: at, rules, touch, attempt: (part) => this.#whole(part) }
  }

  /** Takes back what was written where the outcome is a refusal, or it says so. */
  #whole<T>(run: (undo: (outcome: Outcome<T>) => never) => Outcome<T>): Outcome<T> {
    let outcome: Outcome<T> | undefined
    const undo = (refused: Outcome<T>): never => {
      outcome = refused
      throw UNDONE
    }
    try {
      return this.#parts.transaction(() => {
        const done = run(undo)
        return done.ok ? done : undo(done)
      })
    } catch (error) {
      if (error === UNDONE && outcome !== undefined) return outcome
      throw error
    }
  }
}

type Outcome<T> = Result<T, RegistrarRefusal>

/** Leaves a transaction that is to be taken back. */
const UNDONE = new Error('Nothing is to be changed.')

const isDryRun = (input: object): boolean =>
  'by' in input && (input.by as { readonly dryRun?: boolean }).dryRun === true
