import { sha256 } from './release.ts'

/** Where releases lie: R2, or what keeps a copy of it. */
export interface ReleaseFiles {
  /** null for a key that is not there, a rejection when it cannot be told. */
  get(key: string): Promise<ArrayBuffer | null>
}

export interface ReleaseCopies extends ReleaseFiles {
  /** Nobody waits for it, and nothing is lost if it fails. */
  put(key: string, bytes: ArrayBuffer): void
}

/**
 * Texts by the hash of their bytes: memory, then the copies nearby, then where they were put. What was
 * changed on the way counts as not there, and is not kept.
 */
export class HashedTexts {
  readonly #files: ReleaseFiles
  readonly #copies: ReleaseCopies | null
  readonly #size: number
  readonly #kept = new Map<string, { readonly text: string; readonly bytes: number }>()
  #bytes = 0

  /** @param size bytes kept in memory; what was used last stays */
  constructor(files: ReleaseFiles, copies: ReleaseCopies | null, size: number) {
    this.#files = files
    this.#copies = copies
    this.#size = size
  }

  /** Bytes in memory. */
  get bytes(): number {
    return this.#bytes
  }

  /** Rejects, saying why, when there is no such text or none can be had. */
  async get(key: string, hash: string): Promise<string> {
    const kept = this.#kept.get(hash)
    if (kept !== undefined) {
      this.#kept.delete(hash)
      this.#kept.set(hash, kept)
      return kept.text
    }
    const copy = await this.#copies?.get(key).catch(() => null)
    if (copy && (await sha256(copy)) === hash) return this.#keep(hash, copy)
    const bytes = await this.#files.get(key)
    if (bytes === null) throw new Error(`${key} is not there.`)
    if ((await sha256(bytes)) !== hash) throw new Error(`${key} is not what its checksum says.`)
    this.#copies?.put(key, bytes)
    return this.#keep(hash, bytes)
  }

  #keep(hash: string, given: ArrayBuffer): string {
    const text = new TextDecoder().decode(given)
    const bytes = given.byteLength
    this.#forget(hash)
    this.#kept.set(hash, { text, bytes })
    this.#bytes += bytes
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#size || this.#kept.size === 1) break
      this.#forget(oldest)
    }
    return text
  }

  #forget(hash: string): void {
    this.#bytes -= this.#kept.get(hash)?.bytes ?? 0
    this.#kept.delete(hash)
  }
}
