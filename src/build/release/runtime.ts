import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Bundled, bundleModules } from './bundle-modules.ts'
import { withoutStore } from './without-store.ts'
import { packageFolder, versionsOf } from './versions.ts'

/** What all events are built against: base, kit and Hono, the same modules whatever an event uses. */
export interface Runtime extends Bundled {
  /** By package, of those that went into it. */
  readonly versions: Readonly<Record<string, string>>
}

/** The entry that a release's main module begins with. */
export const GUEST = 'guest'
const KIT = 'usher/kit'

/** Of Hono, what is for other runtimes than a Worker, or for browsers. */
const NOT_HERE =
  /^hono\/(?:deno|bun|aws-lambda|vercel|netlify|lambda-edge|service-worker|cloudflare-.*|ssg|dev|testing|jsx\/dom\b.*)$/

/** In few modules: each is fetched by itself when a release is first loaded. */
const GROUPS = [
  {
    name: 'hono',
    test: /node_modules\/hono\/dist\/(?!jsx\/dom|adapter|middleware|helper|client|utils)/,
  },
  { name: 'packages', test: /node_modules\/(?!hono\/|ical-generator\/)/ },
]

export async function buildRuntime(root: string): Promise<Runtime> {
  const specifiers = [KIT, ...honoSpecifiers(root)]
  const named = specifiers.map((specifier) => [entryName(specifier), specifier] as const)
  const built = await bundleModules({
    root,
    folder: 'base',
    input: {
      [GUEST]: join(root, 'src/guest.ts'),
      ...Object.fromEntries(named),
      [entryName(KIT)]: join(root, 'src/kit/kit.ts'),
    },
    groups: GROUPS,
    plugins: [withoutStore()],
  })
  return { ...built, versions: versionsOf(root, built.modules.values()) }
}

/** The runtime's module for what an event imports; null when it has none. */
export const runtimeModule = ({ entries }: Runtime, specifier: string): string | null =>
  entries.get(entryName(specifier)) ?? null

/** A name of a file, from what an import says. */
const entryName = (specifier: string): string =>
  specifier === KIT ? 'kit' : specifier.replaceAll('/', '_')

function honoSpecifiers(root: string): string[] {
  const folder = packageFolder(root, 'hono')
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, unknown>>
  }
  const utils = readdirSync(join(folder, 'dist/utils')).filter((file) => file.endsWith('.js'))
  return Object.keys(exports)
    .flatMap((path) =>
      path === './utils/*' ? utils.map((file) => `./utils/${file.slice(0, -'.js'.length)}`) : path,
    )
    .map((path) => `hono${path.slice(1)}`)
    .filter((specifier) => !NOT_HERE.test(specifier))
}
