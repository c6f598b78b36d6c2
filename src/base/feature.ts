import type { Hono } from 'hono'
import type { DoWork } from '../seam/base.ts'
import type { GuardSeam } from '../seam/guard.ts'
import type { HookSeam } from '../seam/hook.ts'
import type { MessageSeam } from '../seam/message.ts'
import type { RuleSeam } from '../seam/rule.ts'
import type { ViewSeam } from '../seam/view.ts'
import type { StoreFeature } from '../store/feature.ts'
import type { GuardFacts } from './guarded.tsx'
import type { MatchEnv, MatchPieces } from './pieces.ts'

/** One folder of the base: everything that belongs to one thing a person can do. */
export interface Feature {
  /** The folder's. An event with an app of its own keeps features by it. */
  readonly name: string
  readonly messages?: MessageSeam<string, string>
  readonly views?: readonly ViewSeam<string, never>[]
  readonly routes?: Hono<{ Bindings: MatchEnv }>
  /** What must pass before any of its routes answers: its own guard, and those of whose data it shows. */
  readonly guards?: readonly GuardSeam<string, GuardFacts>[]
  /**
   * Routes for programs without a session, told by a secret whose they are. They ask the guards
   * themselves, about the secret's owner.
   */
  readonly feeds?: Hono<{ Bindings: MatchEnv }>
  /** What it asks the event about before it does it. */
  readonly rules?: readonly RuleSeam<string, unknown>[]
  /** Of its routes those that everybody may GET: they may stand in for a module's faulty ones. */
  readonly publicPaths?: readonly `/${string}`[]
  /** What the menu leads to, in this order, after what features before this one add. */
  readonly menu?: readonly MenuEntry[]
  readonly store?: StoreFeature
  /** What happens in it that an event may do something about. */
  readonly hooks?: readonly HookSeam<string, unknown>[]
  /** What it does about what it has noted in the outbox, by topic. */
  readonly work?: Readonly<Record<string, DoWork<MatchPieces>>>
}

/** One way of the menu; its label is a text of the feature that has it. */
export interface MenuEntry {
  readonly path: string
  readonly label: () => readonly [seam: MessageSeam<string, string>, key: string]
  /** Whom it is for; everybody when left out. */
  readonly only?: 'signed-in' | 'signed-out'
  /** How much waits behind it for the visitor. */
  readonly count?: MenuCount
}

export interface MenuCount {
  /** Answers the number and its text as JSON (`menu-count.ts`). */
  readonly path: string
  /** The text that says it; its value is `count`. */
  readonly text: () => readonly [seam: MessageSeam<string, string>, key: string]
}

/** A menu entry whose label is one of the texts of `seam`. */
export const menuEntry = <Key extends string>(
  path: string,
  seam: MessageSeam<string, Key>,
  key: NoInfer<Key>,
  only?: 'signed-in' | 'signed-out',
): MenuEntry => ({ path, label: () => [seam, key], ...(only === undefined ? {} : { only }) })
