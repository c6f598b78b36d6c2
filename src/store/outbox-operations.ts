import {
  type Command,
  err,
  ok,
  type OutboxState,
  type Query,
  type Result,
  type WorkOutcome,
} from '../contract.ts'
import { command, query, repeatable } from './feature.ts'
import {
  drop,
  nextDue,
  OUTBOX,
  type OutboxOptions,
  readState,
  replay,
  settle,
  type TakenRow,
  takeDue,
} from './outbox.ts'
import { platformOnly } from './platform-only.ts'

/** What the platform does about an event's work; nobody else may. */
export interface OutboxOperations {
  /**
   * Says how taken work went and takes what is due now, in one call; `more: false` takes nothing. What
   * the answer is lost of is given out again when its lease ends.
   */
  readonly work: Command<WorkInput, readonly TakenRow[]>
  readonly state: Query<object, OutboxState>
  /** Has parked work tried again; all of it without an id. Answers how much. */
  readonly replay: Command<{ readonly id: string | null }, { readonly replayed: number }>
  readonly drop: Command<{ readonly id: string }, Result<null, { readonly tag: 'not-parked' }>>
}

export interface WorkInput {
  readonly outcomes: readonly WorkOutcome[]
  readonly more: boolean
}

export function outboxOperations(options: OutboxOptions): OutboxOperations {
  return {
    work: repeatable('outbox.work', (sql, { outcomes, more }: WorkInput, context) => {
      platformOnly(context)
      settle(sql, outcomes, context.now, options)
      const taken = more ? takeDue(sql, context.now, options) : []
      const due = nextDue(sql)
      // Who takes comes back for what is left; the alarm is for when they do not.
      const patience = more ? options.again : 0
      if (due !== null) context.wakeAt(due > context.now ? due : context.now + patience)
      return taken
    }),
    state: query('outbox.state', (sql, _input: object, context) => {
      platformOnly(context)
      return readState(sql)
    }),
    replay: command('outbox.replay', (sql, { id }: { readonly id: string | null }, context) => {
      platformOnly(context)
      context.wakeAt(context.now)
      return { replayed: replay(sql, id, context.now) }
    }),
    drop: command('outbox.drop', (sql, { id }: { readonly id: string }, context) => {
      platformOnly(context)
      context.wakeAt(context.now)
      return drop(sql, id, context.now) ? ok(null) : err({ tag: 'not-parked' } as const)
    }),
  }
}

/** Handles for callers: only their names and inputs travel. */
export const OUTBOX_CALLS = outboxOperations(OUTBOX)
