import type { Miniflare } from 'miniflare'
import { PROTOCOL } from '../../src/isolate/protocol.ts'
import {
  manifestKey,
  moduleKey,
  type Release,
  releaseId,
  serializeRelease,
  sha256,
} from '../../src/isolate/release.ts'
import { RPC_VERSION } from '../../src/store/rpc.ts'

/** A release as a build makes it. */
export interface KeptRelease {
  readonly id: string
  readonly manifest: Release
  /** By hash. */
  readonly texts: ReadonlyMap<string, string>
}

/** A release made by hand of these modules; `main.js` is what it starts with. */
export async function releaseOf(
  event: string,
  modules: Readonly<Record<string, string>>,
  different: Partial<Release> = {},
): Promise<KeptRelease> {
  const texts = new Map<string, string>()
  const hashes: Record<string, string> = {}
  for (const [name, text] of Object.entries(modules)) {
    const hash = await sha256(new TextEncoder().encode(text))
    hashes[name] = hash
    texts.set(hash, text)
  }
  const manifest: Release = {
    schema: 1,
    event,
    protocol: PROTOCOL,
    store: RPC_VERSION,
    compatibilityDate: '2026-11-01',
    compatibilityFlags: ['new_module_registry'],
    main: 'main.js',
    modules: hashes,
    maps: {},
    versions: {},
    overrides: null,
    messages: {},
    ...different,
  }
  return { id: await releaseId(manifest), manifest, texts }
}

/** Puts a release where a built Worker reads them. */
export async function putRelease(
  worker: Miniflare,
  { id, manifest, texts }: KeptRelease,
): Promise<void> {
  const bucket = await worker.getR2Bucket('RELEASES')
  for (const [hash, text] of texts) await bucket.put(moduleKey(hash), text)
  await bucket.put(manifestKey(manifest.event, id), serializeRelease(manifest))
}
