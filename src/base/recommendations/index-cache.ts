import type { Tenant } from '../../contract.ts'
import type { TagIndex } from './tag-index.ts'

/** Whose people an index is of. */
type Owner = Pick<Tenant, 'key' | 'storeId'>

export interface KeptIndex {
  readonly version: string
  /** Whether its people have what they say in the event's own fields. */
  readonly fields: boolean
  /** What it takes of the cache's room. */
  readonly size: number
  readonly index: TagIndex
  /** Names of the event's own fields that everybody sees. */
  readonly visible: ReadonlySet<string>
}

/**
 * The indexes of the events that were asked for last, in one isolate. An event's is found by its key
 * and store, which stand in the value too: nobody is ever handed another event's people.
 */
export class IndexCache {
  /** In the order of use, the last one last. */
  readonly #kept = new Map<string, KeptIndex & { readonly owner: Owner }>()
  readonly #room: number
  #taken = 0

  /** @param room for all events together; an event that needs more is not kept at all */
  constructor(room: number) {
    this.#room = room
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
  keep({ key, storeId }: Owner, index: KeptIndex): void {
    const name = nameOf({ key, storeId })
    this.#drop(name)
    this.#kept.set(name, { ...index, owner: { key, storeId } })
    this.#taken += index.size
    for (const oldest of this.#kept.keys()) {
      if (this.#taken <= this.#room) break
      this.#drop(oldest)
    }
  }

  #drop(name: string): void {
    this.#taken -= this.#kept.get(name)?.size ?? 0
    this.#kept.delete(name)
  }
}

const nameOf = ({ key, storeId }: Owner): string => JSON.stringify([key, storeId])
