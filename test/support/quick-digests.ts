import { createHash } from 'node:crypto'

/**
 * Node hands every digest to another thread, which takes far longer than to work it out, and a page
 * needs some: from here on the same bytes come at once.
 */
export function quickenDigests(): void {
  const digest: SubtleCrypto['digest'] = async (algorithm, data) => {
    if (algorithm !== 'SHA-256') throw new TypeError('Only SHA-256 is quickened.')
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data)
    return Uint8Array.from(createHash('sha256').update(bytes).digest()).buffer
  }
  Object.defineProperty(crypto.subtle, 'digest', { value: digest, configurable: true })
}
