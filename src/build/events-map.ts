import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { refuseEventKey } from '../event-key.ts'
import { writeIfChanged } from './generated-file.ts'
import type { Problem } from './problem.ts'
import { readSource } from './source-file.ts'

export interface EventsMapResult {
  readonly keys: readonly string[]
  readonly problems: readonly Problem[]
  /** Whether the generated file had to be written. */
  readonly changed: boolean
}

const MODULE_FILES = ['event.ts', 'event.tsx']

/**
 * Finds `events/<key>/event.ts(x)` and writes `events/map.gen.ts`: event key → lazy importer. A folder
 * whose key is refused is left out; a file that only does not parse stays in, so that its own host
 * can say so while the others go on.
 */
export function writeEventsMap(eventsDir: string): EventsMapResult {
  const { modules, problems } = findModules(eventsDir)
  const changed = writeIfChanged(join(eventsDir, 'map.gen.ts'), source(eventsDir, modules))
  return { keys: [...modules.keys()], problems, changed }
}

export interface FoundModules {
  /** Event key → its module's file, in the event's folder. */
  readonly modules: ReadonlyMap<string, string>
  readonly problems: readonly Problem[]
}

/** What an event's module says of itself that is never to run beside others. */
const ISOLATED = /^export const isolated = true\b/m

/** Whether an event is served from its releases alone: no build puts its code beside that of others. */
export function isIsolated(folder: string): boolean {
  const name = MODULE_FILES.find((file) => existsSync(join(folder, file)))
  return name !== undefined && ISOLATED.test(readSource(join(folder, name)).text)
}

/**
 * How an event's module is imported, as source. One that is served from its releases alone fails where
 * it would be imported: the base must not stand in for what it may guard.
 */
export function importerOf(folder: string, key: string, path: string): string {
  if (!isIsolated(folder)) return `() => import('${path}')`
  const text = `${key} is served from a release alone. Build one: npx usher release ${key} --promote; then: npx usher lane ${key} isolated`
  return `() => Promise.reject(new Error('${text}'))`
}

/** What there is under `events/`; a folder whose key is refused is a problem and no module. */
export function findModules(eventsDir: string): FoundModules {
  const problems: Problem[] = []
  const entries = new Map<string, string>()
  for (const key of eventFolders(eventsDir)) {
    const found = MODULE_FILES.filter((name) => existsSync(join(eventsDir, key, name)))
    const [name] = found
    const folder = join(eventsDir, key)
    const refusal = refuseEventKey(key)
    if (refusal !== null) problems.push({ file: folder, repair: refusal })
    else if (name === undefined) problems.push({ file: folder, repair: MISSING_FILE })
    else {
      if (found.length > 1) problems.push({ file: folder, repair: TWO_FILES })
      const repair = checkModule(join(folder, name))
      if (repair !== null) problems.push({ file: join(folder, name), repair })
      entries.set(key, name)
    }
  }
  return { modules: entries, problems }
}

const MISSING_FILE =
  'The folder has no event.ts or event.tsx. Add one with a default export, or remove the folder.'
const TWO_FILES =
  'The folder has both event.ts and event.tsx: one key, two modules. Keep one of them.'
const NO_DEFAULT =
  'The file has no default export. End it with: export default defineEvent({ … }) or a Hono app.'

const eventFolders = (eventsDir: string): string[] =>
  readdirSync(eventsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()

/** What does not parse is for the check of the source to say: it knows the line. */
function checkModule(file: string): string | null {
  const { hasDefault, syntaxError } = readSource(file)
  return hasDefault || syntaxError !== null ? null : NO_DEFAULT
}

function source(eventsDir: string, entries: ReadonlyMap<string, string>): string {
  const lines = [...entries].map(([key, file]) => {
    const importer = importerOf(join(eventsDir, key), key, `./${key}/${file}`)
    return `  ['${key}', ${importer}],`
  })
  return `// Generated from the folders beside it; do not edit. Only the Worker's entry imports it.
export const events: ReadonlyMap<string, () => Promise<unknown>> = new Map<
  string,
  () => Promise<unknown>
>([
${lines.join('\n')}
])
`
}
