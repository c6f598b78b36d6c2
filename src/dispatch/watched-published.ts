import type { Publication, Published } from '../contract.ts'
import type { Book } from './book.ts'
import { watched } from './watched-store.ts'

/** What the event has published, with what fails in reading it kept apart from who asked. */
export class WatchedPublished implements Published {
  readonly #published: Published
  readonly #book: Book

  constructor(published: Published, book: Book) {
    this.#published = published
    this.#book = book
  }

  read<Data>(publication: Publication<Data>): Promise<Data> {
    return watched(this.#book, () => this.#published.read(publication))
  }

  renew(): Promise<void> {
    return watched(this.#book, () => this.#published.renew())
  }
}
