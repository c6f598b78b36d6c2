import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createBuilder } from 'vite'
import { type BudgetProblem, checkBudgets, LIMITS, type Limits } from './budgets.ts'
import { type Bundle, builtFile, readBundle } from './bundle.ts'
import {
  buildInspector,
  inspect,
  INSPECT_TIMES,
  type Inspected,
  type InspectTimes,
} from './inspect.ts'
import { createManifest, type Manifest, MANIFEST, writeManifest } from './manifest.ts'
import type { Problem } from './problem.ts'
import { type BuiltFrom, problemsOf } from './problems-of.ts'
import { Stacks } from './stacks.ts'
import { measureStartUp } from './start-up.ts'

export interface BuildOptions {
  /** The project's folder. */
  readonly root?: string
  /** Where the Worker goes, and the manifest beside it; relative to the project. */
  readonly outDir?: string
  readonly limits?: Limits
  readonly times?: InspectTimes
  /** Whether the start-up is measured too; takes some seconds. */
  readonly startUp?: boolean
  /** Told what is being done. */
  readonly say?: (step: string) => void
}

export interface Build {
  readonly bundle: Bundle
  /** Of the events whose module is sound. */
  readonly manifest: Manifest
  /** What is wrong with events' modules: the build is not to be deployed. */
  readonly problems: readonly Problem[]
  readonly budgets: readonly BudgetProblem[]
  /** Milliseconds; null when it was not measured. */
  readonly startUp: number | null
}

/**
 * Builds the Worker, imports every event's module in the real runtime, writes what each overrides
 * and which may fall open, and measures it all against the limits. Rejects where nothing could be
 * built at all.
 */
export async function buildWorker({
  root = '.',
  outDir = DEPLOYED,
  limits = LIMITS,
  times = INSPECT_TIMES,
  startUp = false,
  say = () => undefined,
}: BuildOptions = {}): Promise<Build> {
  say('building')
  const putBack = outDir === DEPLOYED ? () => undefined : keepRedirect(root)
  const bundling = bundleWorker(root, outDir).finally(putBack)
  const [inspector] = await Promise.all([buildInspector(root), bundling])
  const bundle = readBundle(join(root, outDir, 'usher'), limits.maps / 2)
  say('importing every event’s module')
  const found = await inspect(inspectedOf(bundle), inspector, times)
  const manifest = createManifest(root, bundle, found)
  writeManifest(join(root, outDir, MANIFEST), manifest)
  writeFallsOpen(bundle.dir, manifest)
  if (startUp) say('measuring the start-up')
  const measured = startUp ? await measureStartUp(bundle.dir) : null
  return {
    bundle,
    manifest,
    problems: problemsOf(builtFrom(root, bundle), found.events),
    budgets: checkBudgets(bundle, measured, limits),
    startUp: measured,
  }
}

/** The Worker's modules without its entry, which needs its bindings. */
function inspectedOf({ dir, modules, events }: Bundle): Inspected {
  const config = JSON.parse(readFileSync(join(dir, 'wrangler.json'), 'utf8')) as {
    readonly compatibility_date: string
    readonly compatibility_flags: readonly string[]
  }
  const others = modules.filter((file) => file !== 'index.js')
  return {
    dir,
    modules: new Map(others.map((file) => [file, readFileSync(join(dir, file), 'utf8')])),
    events: new Map([...events].map(([key, { file }]) => [key, file])),
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
  }
}

const builtFrom = (root: string, { dir, modules, events }: Bundle): BuiltFrom => ({
  root,
  stacks: new Stacks(root, dir, modules),
  sources: new Map([...events].map(([key, { source }]) => [key, source])),
})

/** Where the build lies that `wrangler deploy` takes. */
const DEPLOYED = 'dist'

/** A build points wrangler to itself; one that is only looked at must not. Returns the undoing. */
function keepRedirect(root: string): () => void {
  const file = join(root, '.wrangler/deploy/config.json')
  const before = existsSync(file) ? readFileSync(file) : null
  return () => {
    if (before === null) rmSync(file, { force: true })
    else writeFileSync(file, before)
  }
}

async function bundleWorker(root: string, outDir: string): Promise<void> {
  const builder = await createBuilder({
    root,
    configFile: resolve(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, reportCompressedSize: false },
  })
  await builder.buildApp()
}

/** What dispatch asks when a module does not load; see `src/falls-open.ts`. */
function writeFallsOpen(dir: string, { events }: Manifest): void {
  const file = builtFile(dir, 'src/falls-open.ts')
  if (file === null) throw new Error('The build has no module of its own for src/falls-open.ts.')
  const keys = Object.keys(events).filter((key) => events[key]?.fallsOpen)
  writeFileSync(join(dir, file), `export const fallsOpen=${JSON.stringify(keys)}\n`)
  rmSync(join(dir, `${file}.map`), { force: true })
}

/** Leaves nothing behind that could be deployed. */
export const discard = ({ bundle }: Build): void => rmSync(bundle.dir, { recursive: true })
