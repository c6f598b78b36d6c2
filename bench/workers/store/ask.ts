/** Where the worker of the store is asked; every other path is the event's own. */
export const STORE_PATH = '/bench/store'

export type StoreAsk =
  /** Fills the event's store. Answers an `OpenFair`. */
  | { readonly kind: 'open'; readonly meetings: number }
  /** Runs a subject for so many milliseconds. Answers microseconds a run. */
  | { readonly kind: 'time'; readonly subject: string; readonly time: number }
  /** Accepts so many requests. Answers microseconds for one. */
  | { readonly kind: 'accept'; readonly count: number }

/** What is needed to book over HTTP. */
export interface OpenFair {
  readonly host: string
  /** Signed in, and with no meeting in the slots from `firstSlot` on. */
  readonly people: readonly Ticket[]
  readonly firstSlot: number
  readonly slots: number
}

export interface Ticket {
  /** The person's. */
  readonly id: string
  readonly cookie: string
}
