import type { Command, Query, Store } from '../contract.ts'
import { PlatformFault } from '../seam/fault.ts'
import { type Book, PLATFORM } from './book.ts'

/** The event's store, with what fails or hangs in it kept apart from the code that called it. */
export class WatchedStore implements Store {
  readonly #store: Store
  readonly #book: Book

  constructor(store: Store, book: Book) {
    this.#store = store
    this.#book = book
  }

  read<Input, Output>(query: Query<Input, Output>, input: Input): Promise<Output> {
    return watched(this.#book, () => this.#store.read(query, input))
  }

  write<Input, Output>(
    command: Command<Input, Output>,
    input: Input,
    requestId: string,
  ): Promise<Output> {
    return watched(this.#book, () => this.#store.write(command, input, requestId))
  }
}

/** A call of event code into the platform: what fails or hangs in it is not the caller's. */
export async function watched<Output>(book: Book, call: () => Promise<Output>): Promise<Output> {
  const caller = book.running
  book.running = PLATFORM
  try {
    return await call()
  } catch (error) {
    throw new PlatformFault(error)
  } finally {
    book.running = caller
  }
}
