import type { StoreCall, StoreReply, StoreStub } from '../store/rpc.ts'
import { type GuestPorts, MOST_READS } from './protocol.ts'

/** Turns of the microtask queue that a read waits for others: a page asks for all that it needs at once. */
const PATIENCE = 8

interface Waiting {
  readonly call: StoreCall
  readonly resolve: (reply: StoreReply | PromiseLike<StoreReply>) => void
  readonly reject: (error: unknown) => void
}

/**
 * An event's store as an isolate reaches it. Reads that are asked for at once are one call to the
 * platform: the way out of an isolate costs more than most reads.
 */
export class GatheredReads implements StoreStub {
  readonly #ports: Pick<GuestPorts, 'store' | 'stores'>
  #waiting: Waiting[] = []

  constructor(ports: Pick<GuestPorts, 'store' | 'stores'>) {
    this.#ports = ports
  }

  call(call: StoreCall): Promise<StoreReply> {
    if (call.requestId !== null) return this.#ports.store(call)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject })
      if (this.#waiting.length === 1) void this.#gather()
    })
  }

  async #gather(): Promise<void> {
    for (let turn = 0; turn < PATIENCE; turn++) await Promise.resolve()
    const all = this.#waiting
    this.#waiting = []
    for (let at = 0; at < all.length; at += MOST_READS) {
      void this.#ask(all.slice(at, at + MOST_READS))
    }
  }

  async #ask(asked: readonly Waiting[]): Promise<void> {
    if (asked.length === 1) return this.#each(asked)
    try {
      const replies = await this.#ports.stores(asked.map(({ call }) => call))
      for (const [at, reply] of replies.entries()) asked[at]?.resolve(reply)
    } catch {
      // Which of them it was, each can only tell by itself; to read again changes nothing.
      this.#each(asked)
    }
  }

  #each(asked: readonly Waiting[]): void {
    for (const { call, resolve, reject } of asked) this.#ports.store(call).then(resolve, reject)
  }
}
