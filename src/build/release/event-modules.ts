import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { type Bundled, bundleModules } from './bundle-modules.ts'
import { type Runtime, runtimeModule } from './runtime.ts'

/** The event's module in its folder, `event.tsx`; null for an event without code. */
export function eventFile(root: string, key: string): string | null {
  const found = ['event.ts', 'event.tsx'].find((name) =>
    existsSync(join(root, 'events', key, name)),
  )
  return found === undefined ? null : join(root, 'events', key, found)
}

/** Builds an event's own modules; what it imports of the platform is the runtime's. */
export async function buildEvent(root: string, file: string, runtime: Runtime): Promise<Bundled> {
  const names = [...runtime.modules.keys()]
  return bundleModules({
    root,
    folder: 'event',
    input: { event: file },
    plugins: [runtimePlugin(runtime)],
    paths: Object.fromEntries(names.map((name) => [name, `../${name}`])),
  })
}

function runtimePlugin(runtime: Runtime): Plugin {
  return {
    name: 'usher:runtime',
    enforce: 'pre',
    resolveId(specifier) {
      if (!/^(?:hono|usher\/kit)(?:\/|$)/.test(specifier)) return null
      const id = runtimeModule(runtime, specifier)
      if (id === null) throw new Error(`"${specifier}" is nothing that runs in a Worker.`)
      return { id, external: true }
    },
  }
}
