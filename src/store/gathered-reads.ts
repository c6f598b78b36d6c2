import { MOST_CALLS, type StoreCall, type StoreReply, type StoreStub } from './rpc.ts'

/** Turns of the microtask queue that a read waits for others: a page asks for all that it needs at once. */
const PATIENCE = 8

interface Waiting {
  readonly call: StoreCall
  readonly resolve: (reply: StoreReply | PromiseLike<StoreReply>) => void
  readonly reject: (error: unknown) => void
}

/** One visitor's calls of a store: reads that are asked for at once travel together. */
export class GatheredReads {
  readonly #openStub: () => StoreStub
  #waiting: Waiting[] = []

  /** @param openStub a new one for every call: one that has thrown stays broken */
  constructor(openStub: () => StoreStub) {
    this.#openStub = openStub
  }

  call(call: StoreCall): Promise<StoreReply> {
    if (call.requestId !== null) return this.#openStub().call(call)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject })
      if (this.#waiting.length === 1) void this.#gather()
    })
  }

  async #gather(): Promise<void> {
    for (let turn = 0; turn < PATIENCE; turn++) await Promise.resolve()
    const all = this.#waiting
    this.#waiting = []
    for (let at = 0; at < all.length; at += MOST_CALLS) {
      void this.#ask(all.slice(at, at + MOST_CALLS))
    }
  }

  async #ask(asked: readonly Waiting[]): Promise<void> {
    if (asked.length === 1) return this.#each(asked)
    try {
      const replies = await this.#openStub().calls(asked.map(({ call }) => call))
      for (const [at, reply] of replies.entries()) asked[at]?.resolve(reply)
    } catch (error) {
      // The store itself is not reached, or has too much to do: that goes for each.
      if (isTheStores(error)) for (const { reject } of asked) reject(error)
      // Which of them it was, each can only tell by itself; to read again changes nothing.
      else this.#each(asked)
    }
  }

  #each(asked: readonly Waiting[]): void {
    for (const { call, resolve, reject } of asked) {
      this.#openStub().call(call).then(resolve, reject)
    }
  }
}

const isTheStores = (error: unknown): boolean =>
  error instanceof Error && ('retryable' in error || 'overloaded' in error)
