import type { Result, Viewer } from '../contract.ts'

/** Version of the calls between event apps and stores: a release pins one side for weeks. */
export const RPC_VERSION = 1

/** One call to an event's store, as it travels. */
export interface StoreCall {
  readonly version: typeof RPC_VERSION
  /** The event key the caller serves; the store refuses any other than its own. */
  readonly event: string
  readonly viewer: Viewer
  /** Name of the query or command. */
  readonly name: string
  readonly input: unknown
  /** Present for commands: the same id again is answered with the first answer. */
  readonly requestId: string | null
  /** Where the event is found, for the store to keep; absent from older callers. */
  readonly address?: StoreAddress
  /** Names that the event's module listens to; absent where that is not known: everything may be. */
  readonly listeners?: readonly string[]
  /** What the store is to know first. Callers without it, and older ones, are answered as things are. */
  readonly told?: ToldTag
}

/** What a store was told, by its name. */
export interface ToldTag {
  /** The same for the same data alone. */
  readonly tag: string
  /** Of the record it was made of. */
  readonly revision: number
  /** Whether it is this call that tells it. */
  readonly tells: boolean
}

export interface StoreAddress {
  readonly storeId: string
  /** The event's canonical host. */
  readonly host: string
}

export type StoreRefusal =
  | { readonly tag: 'wrong-event' }
  | { readonly tag: 'unknown-operation'; readonly name: string }
  | { readonly tag: 'unknown-version'; readonly version: number }
  /** The caller knows something newer than the store does; nothing was run. */
  | { readonly tag: 'untold' }
  /** The event is suspended, and its caller is not the platform. */
  | { readonly tag: 'suspended' }
  /** Somebody looks at a release of the event; nothing was run. */
  | { readonly tag: 'read-only' }

/** JSON text on success: one cheap string over the wire instead of a deep clone. */
export type StoreReply = Result<string, StoreRefusal>

/** What of a Durable Object stub is needed. */
export interface StoreStub {
  call(call: StoreCall): Promise<StoreReply>
  /** At most `MOST_CALLS`, each as if it were alone, answered in their order; rejects when one of them does. */
  calls(calls: readonly StoreCall[]): Promise<readonly StoreReply[]>
}

/** How many calls travel together. */
export const MOST_CALLS = 20
