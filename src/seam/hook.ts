import type { HookEnv, StoreContext } from '../contract.ts'

/** The topic of hooks in the outbox. */
export const HOOKS = 'hooks'

/** Something that happens in the base, and an event may do something about after the fact. */
export interface HookSeam<Name extends string, Fact> {
  readonly name: Name
  /** Only its type counts: there is never a value. */
  readonly fact?: Fact
}

/** Written as `hookSeam<WhatIsTold>()('meeting.accepted')`. */
export const hookSeam =
  <Fact>() =>
  <const Name extends string>(name: Name): HookSeam<Name, Fact> => ({ name })

/** A module's own. What it returns is of no account, but it is waited for. */
export type Hook<Fact> = (fact: Fact, env: HookEnv) => void | Promise<void>

/** A fact on its way to the hook of that name. */
export interface HookWork {
  readonly hook: string
  readonly fact: unknown
}

/**
 * Has the event told, if it listens. Part of the transaction: what is rolled back is never told.
 *
 * @param subject what it is about: facts about the same are told in order, whatever their hooks
 */
export function tell<Fact>(
  { emit }: StoreContext,
  { name }: HookSeam<string, Fact>,
  subject: string,
  fact: NoInfer<Fact>,
): void {
  const body: HookWork = { hook: name, fact }
  emit({ topic: HOOKS, subject, body, listener: name })
}
