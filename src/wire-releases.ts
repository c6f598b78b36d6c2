import type { ReleaseParts } from './admin/parts.ts'
import { err, ok, type Result } from './contract.ts'
import { PROTOCOL } from './isolate/protocol.ts'
import type { ReleaseShelf } from './isolate-ports.ts'
import { RPC_VERSION } from './store/rpc.ts'

/** Where the admin host keeps releases; what to do where there is no such place. */
export const releaseParts = ({
  RELEASES,
}: {
  readonly RELEASES?: R2Bucket
}): Result<ReleaseParts, string> =>
  RELEASES === undefined
    ? err('Releases need the bucket RELEASES (wrangler.toml).')
    : ok({ shelf: shelfOf(RELEASES), protocol: PROTOCOL, store: RPC_VERSION })

const shelfOf = (bucket: R2Bucket): ReleaseShelf => ({
  size: async (key) => (await bucket.head(key))?.size ?? null,
  text: async (key) => (await (await bucket.get(key))?.text()) ?? null,
  put: async (key, bytes) => void (await bucket.put(key, bytes)),
  remove: (keys) => bucket.delete([...keys]),
  async list(cursor) {
    const page = await bucket.list(cursor === null ? {} : { cursor })
    return {
      objects: page.objects.map(({ key, size, uploaded }) => ({
        key,
        bytes: size,
        put: uploaded.getTime(),
      })),
      next: page.truncated ? page.cursor : null,
    }
  },
})
