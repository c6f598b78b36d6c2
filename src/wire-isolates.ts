import type { Config } from './config.ts'
import type { Clock, Tenant } from './contract.ts'
import { heldByNow } from './held-by-now.ts'
import { createIsolates } from './isolate/isolates.ts'
import { HashedTexts, type ReleaseCopies, type ReleaseFiles } from './isolate/module-texts.ts'
import type { Around } from './isolate/protocol.ts'
import { type IsolateExports, startBy } from './isolate/start.ts'
import type { Isolates } from './isolate-ports.ts'
import type { Snapshots } from './registry/kv-published.ts'

export interface IsolatesEnv {
  /** Releases, module by module, and their manifests; without it no event runs in an isolate. */
  readonly RELEASES?: R2Bucket
  /** Starts isolates. */
  readonly LOADER?: WorkerLoader
}

interface Surroundings {
  /** Left out by whoever serves no isolates. */
  readonly exports: IsolateExports | undefined
  readonly config: Config
  readonly clock: Clock
  readonly around: Around
  readonly snapshots: Pick<Snapshots, 'current'>
}

/** Isolates that serve events, and those in which somebody looks at a release. */
interface Opened {
  readonly isolates: Isolates
  readonly previews: Isolates
}

/** The isolates of a front. */
export function openIsolates(
  { RELEASES, LOADER }: IsolatesEnv,
  { exports, config, clock, around, snapshots }: Surroundings,
): Opened {
  if (RELEASES === undefined || LOADER === undefined || exports === undefined) {
    return { isolates: NO_ISOLATES, previews: NO_ISOLATES }
  }
  const { isolates: options, limits } = config
  const texts = new HashedTexts(filesOf(RELEASES), copies, options.memory)
  const published = (tenant: Tenant): number | null => snapshots.current(tenant)
  const common = { texts, around, limits, published, clock, options }
  const startIn = (looks: boolean): Isolates =>
    createIsolates({ ...common, start: startBy(LOADER, exports, options.limits, looks) })
  return { isolates: startIn(false), previews: startIn(true) }
}

const NO_ISOLATES: Isolates = {
  open: () => ({
    ok: false,
    error: new Error('Releases need the bindings RELEASES and LOADER (wrangler.toml).'),
  }),
}

const filesOf = (bucket: R2Bucket): ReleaseFiles => ({
  get: async (key) => (await (await bucket.get(key))?.arrayBuffer()) ?? null,
})

/** The data centre's own cache: what was read of R2 once is near for every isolate of it. */
const copies: ReleaseCopies = {
  get: async (key) => (await (await caches.default.match(copyOf(key)))?.arrayBuffer()) ?? null,
  put(key, bytes) {
    const headers = { 'Cache-Control': 'public, max-age=31536000, immutable' }
    const put = caches.default.put(copyOf(key), new Response(bytes, { headers }))
    heldByNow(put.catch(() => undefined))
  },
}

/** An address that is nobody's, so that no visitor finds it. */
const copyOf = (key: string): string => `https://releases.invalid/${key}`
