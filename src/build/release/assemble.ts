import { type Release, releaseId, sha256 } from '../../isolate/release.ts'
import type { Bundled, BuiltModule } from './bundle-modules.ts'
import { GUEST, type Runtime } from './runtime.ts'

/** The name of the module that a release starts with. */
export const MAIN = 'main.js'
const EVENT = 'event'

/** The modules that an event is served from, by name: its own, and what they need of the runtime. */
export function modulesOf(
  { modules, entries }: Runtime,
  event: Bundled | null,
): ReadonlyMap<string, BuiltModule> {
  const main = mainModule(nameOf(entries, GUEST), event && nameOf(event.entries, EVENT))
  const needed = new Map([[MAIN, main]])
  const waiting = [...main.imports]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const module = modules.get(name) ?? event?.modules.get(name)
    if (module === undefined || needed.has(name)) continue
    needed.set(name, module)
    waiting.push(...module.imports)
  }
  return needed
}

/**
 * Imports the event lazily: one that throws when it is imported is told from a runtime that does.
 */
function mainModule(guest: string, event: string | null): BuiltModule {
  const load = event === null ? 'null' : `()=>import('./${event}')`
  const code = `import{guestClass}from'./${guest}'\nexport class Guest extends guestClass(${load}){}\n`
  const imports = event === null ? [guest] : [guest, event]
  return { name: MAIN, code, map: null, imports, sources: [] }
}

function nameOf(entries: ReadonlyMap<string, string>, entry: string): string {
  const name = entries.get(entry)
  if (name === undefined) throw new Error(`The build has no module for ${entry}.`)
  return name
}

/** A release's manifest, named, with the texts of what it names by their hashes. */
export interface Assembled {
  readonly id: string
  readonly manifest: Release
  readonly texts: ReadonlyMap<string, string>
}

/** What the manifest says of modules is told here; the rest is given. */
export async function assemble(
  built: ReadonlyMap<string, BuiltModule>,
  rest: Omit<Release, 'schema' | 'main' | 'modules' | 'maps'>,
): Promise<Assembled> {
  const texts = new Map<string, string>()
  const keep = async (text: string): Promise<string> => {
    const hash = await sha256(new TextEncoder().encode(text))
    texts.set(hash, text)
    return hash
  }
  const modules: Record<string, string> = {}
  const maps: Record<string, string> = {}
  for (const [name, { code, map }] of [...built].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    modules[name] = await keep(code)
    if (map !== null) maps[name] = await keep(map)
  }
  const manifest: Release = { schema: 1, ...rest, main: MAIN, modules, maps }
  return { id: await releaseId(manifest), manifest, texts }
}
