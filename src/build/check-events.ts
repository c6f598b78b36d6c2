import { readdirSync } from 'node:fs'
import { join, posix, sep } from 'node:path'
import { isTestFile, refuseImport } from './allowed-imports.ts'
import { heldAt, type Held, UNKNOWN } from './containers.ts'
import { isIsolated } from './events-map.ts'
import type { Problem } from './problem.ts'
import { lineAt, readSource, type SourceFile } from './source-file.ts'
import type { DistantCall } from './state-check.ts'

/**
 * Bytes of source that one event may have. Tests and assets are left out: tests are not deployed, and
 * what the bundler makes of assets is measured on the bundle. The longest event so far has 15 KB; a
 * thousand at the limit would still be read in a minute. It is there to catch a copied library.
 */
const MAX_SOURCE_BYTES = 256 * 1024

const SOURCE_FILE = /\.[cm]?[jt]sx?$/

/**
 * Checks the source of every event: its imports, its state, its size. Says what is wrong file by
 * file; what has not changed since the last call is not read again.
 */
export function checkEvents(eventsDir: string): Problem[] {
  return readdirSync(eventsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted()
    .flatMap((key) => {
      const problems = checkEvent(join(eventsDir, key))
      const isAlone = isIsolated(join(eventsDir, key))
      return isAlone ? problems.filter(({ shared }) => shared !== true) : problems
    })
}

/** The same for one event, by its folder. */
export function checkEvent(folder: string): Problem[] {
  const problems: Problem[] = []
  const sources = new Map<string, SourceFile>()
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true })
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isSymbolicLink()) problems.push({ file, repair: LINK })
    else if (entry.isFile() && SOURCE_FILE.test(entry.name)) {
      sources.set(file.slice(folder.length + 1).replaceAll(sep, '/'), readSource(file))
    }
  }
  for (const [path, source] of sources) {
    problems.push(...checkFile(join(folder, path), path, source, sources))
  }
  return [...problems, ...checkSize(folder, sources)]
}

const LINK =
  'This is a link, which may lead out of the folder. Put the file itself here, or remove the link.'

function checkFile(
  file: string,
  path: string,
  source: SourceFile,
  sources: ReadonlyMap<string, SourceFile>,
): Problem[] {
  const found: Found[] = source.syntaxError === null ? [] : [source.syntaxError]
  for (const finding of source.findings) found.push({ ...finding, shared: true })
  for (const { specifier, start } of source.imports) {
    const repair = specifier === null ? COMPUTED : refuseImport(specifier, path)
    if (repair !== null) found.push({ start, repair })
  }
  for (const call of source.distant)
    if (changesExport(call, path, sources)) found.push({ ...call, shared: true })
  const lines = found
    .toSorted((one, other) => one.start - other.start)
    .map(({ start, repair, shared }): Problem => ({
      file,
      line: lineAt(source, start),
      repair,
      ...(shared && { shared }),
    }))
  return lines.filter((one, at) => lines.findIndex((other) => isSame(one, other)) === at)
}

interface Found {
  readonly start: number
  readonly repair: string
  /** What runs on and holds what it holds for all its visitors: state, changed globals. */
  readonly shared?: true
}

const COMPUTED =
  'What is imported here is computed, so nobody can tell what it is. Write the path as a string: import("./file.ts"). To choose among files, choose among such imports.'

const isSame = (one: Problem, other: Problem): boolean =>
  one.line === other.line && one.repair === other.repair

/** Whether the method changes what the other file exports, as far as that file tells. */
function changesExport(
  { specifier, name, path, method, ofInstance }: DistantCall,
  from: string,
  sources: ReadonlyMap<string, SourceFile>,
): boolean {
  const target = posix.join(posix.dirname(from), specifier.replace(/[?#].*$/, ''))
  const exported: Held = sources.get(target)?.exported.get(name) ?? UNKNOWN
  return ofInstance ? exported.ofInstances.has(method) : heldAt(exported, path).changes.has(method)
}

function checkSize(folder: string, sources: ReadonlyMap<string, SourceFile>): Problem[] {
  const sizes = [...sources]
    .filter(([path]) => !isTestFile(path))
    .map(([path, { text }]) => ({ path, bytes: Buffer.byteLength(text) }))
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  const [largest] = sizes.toSorted((one, other) => other.bytes - one.bytes)
  if (total <= MAX_SOURCE_BYTES || largest === undefined) return []
  const repair = `The event has ${kilobytes(total)} of source, the limit is ${kilobytes(MAX_SOURCE_BYTES)}. The largest file is ${largest.path} with ${kilobytes(largest.bytes)}: take out what the event does not need, or put its data into a JSON file.`
  return [{ file: folder, repair }]
}

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`
