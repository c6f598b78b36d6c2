import { join, resolve } from 'node:path'
import type { Miniflare } from 'miniflare'
import { build } from 'vite'
import { manifestKey } from '../../src/isolate/load.ts'
import { moduleKey } from '../../src/isolate/module-texts.ts'
import { PROTOCOL } from '../../src/isolate/protocol.ts'
import { type Release, releaseId, serializeRelease, sha256 } from '../../src/isolate/release.ts'
import { RPC_VERSION } from '../../src/store/rpc.ts'

/** What lies where releases lie: key → text. */
interface BuiltRelease {
  readonly id: string
  readonly files: ReadonlyMap<string, string>
}

interface ReleaseSource {
  readonly event: string
  /** Name → text; `main.js` is what it starts with. */
  readonly modules: Readonly<Record<string, string>>
  readonly manifest?: Partial<Release>
}

/** A release of these modules, as a build would put it there. */
export async function releaseOf({
  event,
  modules,
  manifest,
}: ReleaseSource): Promise<BuiltRelease> {
  const files = new Map<string, string>()
  const hashes: Record<string, string> = {}
  for (const [name, text] of Object.entries(modules)) {
    const hash = await sha256(new TextEncoder().encode(text))
    hashes[name] = hash
    files.set(moduleKey(hash), text)
  }
  const release: Release = {
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
    ...manifest,
  }
  const id = await releaseId(release)
  files.set(manifestKey(event, id), serializeRelease(release))
  return { id, files }
}

/** Puts a release where a built Worker reads them. */
export async function putRelease(worker: Miniflare, { files }: BuiltRelease): Promise<void> {
  const bucket = await worker.getR2Bucket('RELEASES')
  for (const [key, text] of files) await bucket.put(key, text)
}

/** The main module of an event's release, over the base with all it needs, in one file. */
export async function bundleGuest(key: string | null): Promise<string> {
  const guest = resolve('src/guest.ts')
  const load = key === null ? 'null' : `() => import(${JSON.stringify(eventFile(key))})`
  const main = `import { guestClass } from ${JSON.stringify(guest)}
export class Guest extends guestClass(${load}) {}`
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [
      {
        name: 'main',
        resolveId: (id) => (id === 'virtual:main' ? '\0main' : null),
        load: (id) => (id === '\0main' ? main : null),
      },
    ],
    ssr: { noExternal: true, target: 'webworker' },
    build: {
      ssr: true,
      write: false,
      minify: true,
      rolldownOptions: {
        input: { main: 'virtual:main' },
        external: ['cloudflare:workers'],
        output: { entryFileNames: 'main.js', codeSplitting: false },
      },
    },
  })
  const [output] = [built].flat()
  if (output === undefined || !('output' in output)) throw new Error('Nothing was built.')
  return output.output[0].code
}

const eventFile = (key: string): string => resolve(join('events', key, 'event.tsx'))
