import type { Tenant } from '../../contract.ts'
import type { TagIndex } from './tag-index.ts'

/** Whose people an index is of. */
type Owner = Pick<Tenant, 'key' | 'storeId'>

export interface KeptIndex {
  readonly version: string
  readonly index: TagIndex
}

/**
 * The indexes of the events that were asked for last, in one isolate. An event's is found by its key
 * and store, which stand in the value too: nobody is ever handed another event's people.
 */
export class IndexCache {
  /** In the order of use, the last one last. */
  readonly #kept = new Map<string, KeptIndex & { readonly owner: Owner }>()
  readonly #size: number
  #people = 0

  /** @param size people kept, of all events together; an event with more is not kept at all */
  constructor(size: number) {
    this.#size = size
  }

  get(owner: Owner): KeptIndex | null {
    const name = nameOf(owner)
    const kept = this.#kept.get(name)
    if (kept?.owner.key !== owner.key || kept.owner.storeId !== owner.storeId) return null
    this.#kept.delete(name)
    this.#kept.set(name, kept)
    return kept
  }

  /** Takes the place of the event's one before. */
  keep({ key, storeId }: Owner, { version, index }: KeptIndex): void {
    const name = nameOf({ key, storeId })
    this.#drop(name)
    this.#kept.set(name, { owner: { key, storeId }, version, index })
    this.#people += index.people.length
    for (const oldest of this.#kept.keys()) {
      if (this.#people <= this.#size) break
      this.#drop(oldest)
    }
  }

  #drop(name: string): void {
    this.#people -= this.#kept.get(name)?.index.people.length ?? 0
    this.#kept.delete(name)
  }
}

const nameOf = ({ key, storeId }: Owner): string => JSON.stringify([key, storeId])
