import { assemble, type Assembled, modulesOf } from '../../src/build/release/assemble.ts'
import type { Bundled } from '../../src/build/release/bundle-modules.ts'
import { buildRuntime, type Runtime, runtimeModule } from '../../src/build/release/runtime.ts'
import { writeClient } from '../../src/build/client.ts'
import { PROTOCOL } from '../../src/isolate/protocol.ts'
import { RPC_VERSION } from '../../src/store/rpc.ts'
import type { WorkerConfig } from './built-worker.ts'

/**
 * Releases of events over the runtime that all releases share. Their source is JavaScript in one file
 * already: only what it imports of the platform is put in, and no check is asked.
 */
export async function releaseSources(
  sources: ReadonlyMap<string, string>,
  { compatibility_date, compatibility_flags }: WorkerConfig,
): Promise<readonly Assembled[]> {
  const root = process.cwd()
  await writeClient(root)
  const runtime = await buildRuntime(root)
  return Promise.all(
    [...sources].map(([event, source]) =>
      assemble(modulesOf(runtime, eventOf(runtime, source)), {
        event,
        protocol: PROTOCOL,
        store: RPC_VERSION,
        compatibilityDate: compatibility_date,
        compatibilityFlags: [...compatibility_flags],
        versions: {},
        overrides: null,
        messages: {},
      }),
    ),
  )
}

const NAME = 'event/event.js'

function eventOf(runtime: Runtime, source: string): Bundled {
  const imports: string[] = []
  const code = source.replaceAll(/(?<= from ')(?:hono|usher\/kit)(?=')/g, (specifier) => {
    const module = runtimeModule(runtime, specifier)
    if (module === null) throw new Error(`The runtime has no "${specifier}".`)
    imports.push(module)
    return `../${module}`
  })
  const module = { name: NAME, code, map: null, imports, sources: [] }
  return { modules: new Map([[NAME, module]]), entries: new Map([['event', NAME]]) }
}
