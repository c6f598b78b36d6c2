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
    const { sql, transaction } = this.#parts
    try {
      return transaction(() => {
        const targets = new Set<string>()
        const turn = this.#turn(targets)
        followSchedules(turn)
        const before = asked === null ? ok(null) : firstAnswer(sql, asked, turn.now)
        if (!before.ok) return before
        if (before.value !== null) return ok(before.value)
        const done = operation.run(turn, input as never)
        if (!done.ok) throw new Undone(done)
        const answered = { answer: JSON.stringify(done.value), targets: [...targets] }
        if (isDryRun(input)) throw new Undone(ok({ ...answered, targets: [] }))
        if (asked !== null) keepAnswer(sql, asked, answered, turn.now)
        return ok(answered)
      })
    } catch (error) {
      if (error instanceof Undone) return error.result
      throw error
    }
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
    return { sql, now: at, rules, touch }
  }
}

/** Takes back what was written and brings its outcome out of the transaction. */
class Undone extends Error {
  readonly result: Result<Answered, RegistrarRefusal>

  constructor(result: Result<Answered, RegistrarRefusal>) {
    super('Nothing is to be changed.')
    this.result = result
  }
}

const isDryRun = (input: object): boolean =>
  'by' in input && (input.by as { readonly dryRun?: boolean }).dryRun === true
