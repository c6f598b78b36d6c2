import { join, relative } from 'node:path'
import { unstable_readConfig } from 'wrangler'
import { PROTOCOL } from '../../isolate/protocol.ts'
import type { Release } from '../../isolate/release.ts'
import type { Inspection } from '../../inspect/report.ts'
import { RPC_VERSION } from '../../store/rpc.ts'
import { checkEvent } from '../check-events.ts'
import { writeClient } from '../client.ts'
import { buildInspector, inspect } from '../inspect.ts'
import type { Problem } from '../problem.ts'
import { problemsOf } from '../problems-of.ts'
import { Stacks } from '../stacks.ts'
import { type Assembled, assemble, MAIN, modulesOf } from './assemble.ts'
import { BUILT_IN, type BuiltModule } from './bundle-modules.ts'
import { buildEvent, eventFile } from './event-modules.ts'
import { buildRuntime, type Runtime } from './runtime.ts'

/** A release with everything that belongs to it. */
export interface BuiltRelease extends Assembled {
  /** What is wrong with the event's source: it is not to be released. */
  readonly problems: readonly Problem[]
  /** What keeps the event out of the shared lane, and is nothing to mind in one of its own. */
  readonly notes: readonly Problem[]
}

/** An event without a module of its own gets a release of the base alone. */
interface BuiltEvent {
  readonly key: string
  readonly modules: ReadonlyMap<string, BuiltModule>
  /** null without a module. */
  readonly own: { readonly source: string; readonly module: string } | null
}

/**
 * Builds releases of events as their source, and the platform's, is now: in the order asked for.
 *
 * @param root the project's folder, absolute
 * @param say told what is being done
 */
export async function buildReleases(
  root: string,
  keys: readonly string[],
  say: (step: string) => void = () => undefined,
): Promise<readonly BuiltRelease[]> {
  say('Building what all releases share')
  await writeClient(root)
  const runtime = await buildRuntime(root)
  const platform = readPlatform(root)
  const built: BuiltEvent[] = []
  for (const [at, key] of keys.entries()) {
    say(`Building ${key}, ${at + 1} of ${keys.length}`)
    built.push(await buildOne(root, key, runtime))
  }
  say('Importing what was built')
  const found = await inspectAll(root, built, platform)
  return Promise.all(
    built.map(async (event) => {
      const inspection = found.get(event.key)
      const rest = { ...platform, event: event.key, versions: runtime.versions }
      const assembled = await assemble(event.modules, { ...rest, ...contentsOf(inspection) })
      return { ...assembled, ...complaintsOf(root, event, inspection) }
    }),
  )
}

/** What the manifest tells of the module; nothing of the base alone. */
function contentsOf(inspection: Inspection | undefined): Pick<Release, 'overrides' | 'messages'> {
  const { overrides = null, messages = {} } = inspection ?? {}
  if (overrides === null) return { overrides, messages }
  const seams = Object.entries(overrides.seams).flatMap(([seam, pieces]): [string, unknown[]][] =>
    pieces.length === 0 ? [] : [[seam, [...pieces]]],
  )
  return {
    overrides: { fallsOpen: overrides.fallsOpen, seams: Object.fromEntries(seams) },
    messages,
  }
}

function complaintsOf(
  root: string,
  { key, modules, own }: BuiltEvent,
  inspection: Inspection | undefined,
): Pick<BuiltRelease, 'problems' | 'notes'> {
  if (own === null || inspection === undefined) return { problems: [], notes: [] }
  const dir = join(root, BUILT_IN)
  const maps = new Map([...modules].map(([name, { map }]) => [join(dir, `${name}.map`), map]))
  const stacks = new Stacks(root, dir, [...modules.keys()], (file) => maps.get(file) ?? null)
  const sources = new Map([[key, own.source]])
  const { shared = [], always = [] } = Object.groupBy(
    checkEvent(join(root, 'events', key)),
    (problem) => (problem.shared === true ? 'shared' : 'always'),
  )
  return {
    problems: [...always, ...problemsOf({ root, stacks, sources }, [inspection])],
    notes: shared,
  }
}

async function buildOne(root: string, key: string, runtime: Runtime): Promise<BuiltEvent> {
  const file = eventFile(root, key)
  if (file === null) return { key, modules: modulesOf(runtime, null), own: null }
  const event = await buildEvent(root, file, runtime)
  const module = event.entries.get('event') ?? ''
  return { key, modules: modulesOf(runtime, event), own: { source: relative(root, file), module } }
}

/** Imports all modules of events in the real runtime; there is nothing to tell of the base alone. */
async function inspectAll(
  root: string,
  built: readonly BuiltEvent[],
  platform: Platform,
): Promise<ReadonlyMap<string, Inspection>> {
  const events = built.flatMap(({ key, own }) => (own === null ? [] : [[key, own.module] as const]))
  if (events.length === 0) return new Map()
  const modules = new Map<string, string>()
  for (const one of built) {
    for (const [name, { code }] of one.modules) if (name !== MAIN) modules.set(name, code)
  }
  const asked = { dir: join(root, BUILT_IN), modules, events: new Map(events), ...platform }
  const answer = await inspect(asked, await buildInspector(root))
  return new Map(answer.events.map((inspection) => [inspection.key, inspection]))
}

type Platform = Pick<Release, 'protocol' | 'store' | 'compatibilityDate' | 'compatibilityFlags'>

function readPlatform(root: string): Platform {
  const { compatibility_date, compatibility_flags } = unstable_readConfig({
    config: join(root, 'wrangler.toml'),
  })
  return {
    protocol: PROTOCOL,
    store: RPC_VERSION,
    compatibilityDate: compatibility_date ?? '',
    compatibilityFlags: compatibility_flags,
  }
}
