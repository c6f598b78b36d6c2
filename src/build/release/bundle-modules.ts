import { basename } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'

/** A module as a release has it. */
export interface BuiltModule {
  /** `base/kit-Dx3a.js`. */
  readonly name: string
  readonly code: string
  /** The source map's text, without the source itself; null for what has no source. */
  readonly map: string | null
  /** Names of the modules that it imports, lazily or not; also those of another build. */
  readonly imports: readonly string[]
  /** Files that went into it, as the machine has them. */
  readonly sources: readonly string[]
}

/** Where the modules' folders would lie in the project: source maps lead out of there. */
export const BUILT_IN = 'dist'

export interface Bundled {
  /** By name. */
  readonly modules: ReadonlyMap<string, BuiltModule>
  /** The names of the entries' modules, by what the entry was called. */
  readonly entries: ReadonlyMap<string, string>
}

export interface BundleModulesOptions {
  /** The project's folder. */
  readonly root: string
  /** Of the modules in the release: `base`. */
  readonly folder: string
  /** By name: a file, or what an import would say. */
  readonly input: Readonly<Record<string, string>>
  readonly plugins?: readonly Plugin[]
  /** Of modules that are not built: what is written for them. */
  readonly paths?: Readonly<Record<string, string>>
  readonly groups?: readonly { readonly name: string; readonly test: RegExp }[]
}

/**
 * Builds source into modules that are named by their content: the same source makes the same bytes,
 * whatever folder it lies in.
 */
export async function bundleModules(options: BundleModulesOptions): Promise<Bundled> {
  const { root, folder, input, plugins = [], paths = {}, groups = [] } = options
  const file = `${folder}/[name]-[hash].js`
  const built = await build({
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    mode: 'production',
    plugins: [...plugins],
    resolve: { conditions: ['workerd', 'worker', 'browser'] },
    ssr: { noExternal: true },
    // Where NODE_ENV says otherwise, elements would name their files, as this machine has them.
    oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ssr: true,
      outDir: BUILT_IN,
      write: false,
      minify: true,
      // Nothing in a module's own text points to its map: the map may be left out.
      sourcemap: 'hidden',
      target: 'es2024',
      rolldownOptions: {
        input: { ...input },
        preserveEntrySignatures: 'strict',
        external: (id) => /^(?:cloudflare|node):/.test(id) || Object.hasOwn(paths, id),
        output: {
          paths: { ...paths },
          entryFileNames: file,
          chunkFileNames: file,
          sourcemapExcludeSources: true,
          sourcemapPathTransform: withoutMachine,
          codeSplitting: { groups: [...groups] },
        },
      },
    },
  })
  return read(built)
}

/** Packages may lie outside of the project's folder; where they do says nothing of what they are. */
const withoutMachine = (path: string): string =>
  path.replace(/^.*\/node_modules\//, 'node_modules/')

function read(built: Awaited<ReturnType<typeof build>>): Bundled {
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
  const modules = new Map<string, BuiltModule>()
  const entries = new Map<string, string>()
  for (const output of outputs) {
    if (output.type === 'chunk') {
      modules.set(output.fileName, moduleOf(output))
      if (output.isEntry) entries.set(output.name, output.fileName)
    } else if (!output.fileName.endsWith('.map')) {
      throw new Error(
        `${basename(output.fileName)} became a file of its own, which a release has no place for. Write it into the code: import it with "?inline" or "?raw".`,
      )
    }
  }
  return { modules, entries }
}

function moduleOf(chunk: Rolldown.OutputChunk): BuiltModule {
  const { fileName, code, map, imports, dynamicImports, moduleIds } = chunk
  return {
    name: fileName,
    code,
    map: map && JSON.stringify(map),
    // A module of another build is spoken of as it is written.
    imports: [...imports, ...dynamicImports].map((name) => name.replace(/^\.\.\//, '')),
    sources: moduleIds,
  }
}
