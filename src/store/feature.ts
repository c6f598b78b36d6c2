import type { Command, Publication, Query, Sql, StoreContext, Viewer } from '../contract.ts'
import type { Migrated } from '../migrations.ts'

/** What one feature of the base keeps in an event's store; its name prefixes tables, queries, commands. */
export interface StoreFeature extends Migrated {
  /**
   * Who a caller is by now, asked before each of its calls: a session that has ended makes a person
   * anonymous. Only features that know of sessions have one.
   */
  readonly admit?: (sql: Sql, viewer: Viewer, now: number) => Viewer
  /**
   * Does what has become due, and says when it wants to be woken next; null for not until asked. Runs
   * in a transaction, as the platform; being woken too early or twice changes nothing. Also asked when
   * a store finds itself under newer code.
   */
  readonly wake?: (sql: Sql, context: StoreContext) => number | null
  readonly operations: readonly (Query<never, unknown> | Command<never, unknown>)[]
  /** What of it is the same for everybody and asked for on every page. */
  readonly publishes?: readonly StoredPublication<unknown>[]
  /** Its part of a person's data. A feature with tables has one, or says that they hold no people. */
  readonly personal?: Personal | 'none'
  /**
   * What of it is set up for an event, and handed on to one that is made after it. A feature with tables
   * has one, or says that nothing in them is.
   */
  readonly setUp?: SetUp<unknown> | 'none'
}

/** What a feature hands on from one event's store to another's. Nothing of people may be in it. */
export interface SetUp<Data> {
  /** Version of `Data`: who gives and who takes may be of two versions of the code. */
  readonly shape: number
  /** null as long as nothing is set up. */
  readonly read: (sql: Sql) => Data | null
  /** Puts it into a store in which nothing of it is set up. */
  write(this: void, sql: Sql, data: Data, move: Move, context: StoreContext): void
}

/** From the days of one event to those of the other; the clock on the wall shows the same. */
export interface Move {
  /** Epoch milliseconds. */
  readonly instant: (at: number) => number
  /** `YYYY-MM-DD`, or a local time that begins with one. */
  readonly date: (written: string) => string
}

/** What one feature knows of a person, who goes by the id of their viewer. */
export interface Personal {
  /**
   * For themselves to read, in words that need no explanation, times in ISO 8601. Of others no more
   * than their pages show them.
   */
  readonly export: (sql: Sql, person: string) => PlainData
  /** Texts that tell who it is. Answers kept for request ids are forgotten wherever one is in them. */
  readonly names?: (sql: Sql, person: string) => readonly string[]
  /**
   * Takes it out, or makes it nobody's where others or the event's numbers need it; what was to come
   * is called off. Doing so again changes nothing. Of several features the last one goes first: what
   * it looks up with others is still there.
   */
  readonly erase: (sql: Sql, person: string, context: StoreContext) => void
}

/** What JSON can say. */
export type PlainData =
  | string
  | number
  | boolean
  | null
  | readonly PlainData[]
  | { readonly [name: string]: PlainData }

/** A publication as the store keeps it up to date. */
export interface StoredPublication<Data> extends Publication<Data> {
  /** Each of these publishes what it has changed. */
  readonly changedBy: readonly Command<never, unknown>[]
}

/** Frozen, like a command: the kit hands them to every event. */
export const query = <Input, Output>(
  name: string,
  run: (sql: Sql, input: Input, context: StoreContext) => Output,
): Query<Input, Output> => Object.freeze({ kind: 'query', name, run })

export const command = <Input, Output>(
  name: string,
  run: (sql: Sql, input: Input, context: StoreContext) => Output,
): Command<Input, Output> => Object.freeze({ kind: 'command', name, run })

/** A command that may run twice for one request id; what it answers is kept nowhere. */
export const repeatable = <Input, Output>(
  name: string,
  run: (sql: Sql, input: Input, context: StoreContext) => Output,
): Command<Input, Output> => Object.freeze({ kind: 'command', name, repeatable: true, run })
