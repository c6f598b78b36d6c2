import type { OutboxState } from '../contract.ts'
import type { KeepAlive, Outbox } from '../ports.ts'

/** What is to be done for events after the fact, and which of their mails came back. */
export interface EventWorkParts {
  /** The work of an event, by its key or one of its hosts; null when there is no such event. */
  readonly outboxOf: (event: string, keepAlive: KeepAlive) => Promise<EventOutbox | null>
  /** By an event's key or one of its hosts; null when there is no such event. */
  readonly bouncesOf: (event: string, keepAlive: KeepAlive) => Promise<EventBounces | null>
}

export interface EventOutbox {
  /** The event's key, however it was asked for. */
  readonly event: string
  readonly outbox: Outbox
}

/** The work of an event, for programs. */
export type OutboxTold = OutboxState & { readonly event: string }

/** The mails of one event that came back. */
export interface EventBounces {
  /** The event's key, however it was asked for. */
  readonly event: string
  /** The latest first. */
  list(): Promise<readonly Bounce[]>
  /** Notes another one. Answers whether the address is on the event's list. */
  note(
    bounce: { readonly email: string; readonly reason: string },
    requestId: string,
  ): Promise<boolean>
}

/** Somebody whose mails come back. */
export interface Bounce {
  readonly person: string
  /** Of the last one, epoch milliseconds. */
  readonly at: number
  readonly reason: string
  readonly times: number
}
