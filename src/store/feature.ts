import type { Command, Query, Sql, StoreContext } from '../contract.ts'

/** What one feature of the base keeps in an event's store. */
export interface StoreFeature {
  /** Prefix of its tables, queries and commands. */
  readonly name: string
  /**
   * One list of SQL statements a version, applied in order and each once. Only ever append; a step
   * must leave the previous code version working, because both run during a rollout.
   */
  readonly migrations: readonly (readonly string[])[]
  readonly operations: readonly (Query<never, unknown> | Command<never, unknown>)[]
}

export const query = <Input, Output>(
  name: string,
  run: (sql: Sql, input: Input, context: StoreContext) => Output,
): Query<Input, Output> => ({ kind: 'query', name, run })

export const command = <Input, Output>(
  name: string,
  run: (sql: Sql, input: Input, context: StoreContext) => Output,
): Command<Input, Output> => ({ kind: 'command', name, run })
