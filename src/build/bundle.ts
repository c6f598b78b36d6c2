import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a build has written, measured. Sizes in bytes. */
export interface Bundle {
  /** Folder of the Worker; all paths below are relative to it. */
  readonly dir: string
  /** The Worker's modules, its entry first. */
  readonly modules: readonly string[]
  readonly bytes: number
  readonly gzip: number
  /** Of all source maps, which are uploaded beside the modules; 0 while they are too small to matter. */
  readonly mapsGzip: number
  /** By event key. */
  readonly events: ReadonlyMap<string, BuiltEvent>
}

export interface BuiltEvent {
  /** The module's source, relative to the project: `events/my-fair/event.tsx`. */
  readonly source: string
  /** Its built module. */
  readonly file: string
  /** Of that module and the ones that nobody else needs. */
  readonly bytes: number
}

interface Chunk {
  readonly file: string
  readonly src?: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}
type Chunks = Readonly<Record<string, Chunk>>

/**
 * Reads a build's folder.
 *
 * @param maps bytes of source maps, uncompressed, from which on they are worth compressing to tell
 */
export function readBundle(dir: string, maps: number): Bundle {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
  const modules = files
    .filter((file) => file.endsWith('.js'))
    .toSorted((a, b) => Number(b === 'index.js') - Number(a === 'index.js') || (a < b ? -1 : 1))
  const contents = modules.map((file) => readFileSync(join(dir, file)))
  const mapFiles = files.filter((file) => file.endsWith('.js.map')).map((file) => join(dir, file))
  const mapBytes = mapFiles.reduce((sum, file) => sum + statSync(file).size, 0)
  return {
    dir,
    modules,
    bytes: total(contents),
    gzip: total(contents.map((content) => gzipSync(content))),
    mapsGzip: mapBytes < maps ? 0 : total(mapFiles.map((file) => gzipSync(readFileSync(file)))),
    events: builtEvents(readChunks(dir), dir),
  }
}

const total = (contents: readonly Uint8Array[]): number =>
  contents.reduce((sum, { length }) => sum + length, 0)

const readChunks = (dir: string): Chunks =>
  JSON.parse(readFileSync(join(dir, '.vite/manifest.json'), 'utf8')) as Chunks

/** The file of the build that one source file has become; null when it is part of another. */
export function builtFile(dir: string, source: string): string | null {
  return readChunks(dir)[source]?.file ?? null
}

function builtEvents(chunks: Chunks, dir: string): Map<string, BuiltEvent> {
  const entries = Object.entries(chunks).flatMap(([id, { src = '', file }]) => {
    const key = /^events\/([^/]+)\/event\.tsx?$/.exec(src)?.[1]
    return key === undefined ? [] : [{ key, id, src, file }]
  })
  const events = new Set(entries.map(({ id }) => id))
  const users = new Map<string, number>()
  const needs = entries.map(({ id }) => reach(chunks, id, new Set()))
  const root = Object.keys(chunks).find((id) => chunks[id]?.file === 'index.js')
  for (const needed of root === undefined ? needs : [...needs, reach(chunks, root, events)]) {
    for (const id of needed) users.set(id, (users.get(id) ?? 0) + 1)
  }
  const sizeOf = (id: string): number => {
    const file = chunks[id]?.file
    return file === undefined ? 0 : statSync(join(dir, file)).size
  }
  return new Map(
    entries.map(({ key, src, file }, at) => {
      const own = [...(needs[at] ?? [])].filter((id) => users.get(id) === 1)
      return [key, { source: src, file, bytes: own.reduce((sum, id) => sum + sizeOf(id), 0) }]
    }),
  )
}

/** The chunks that one needs, itself included, but none of those to leave out. */
function reach(chunks: Chunks, from: string, without: ReadonlySet<string>): Set<string> {
  const seen = new Set<string>()
  const waiting = [from]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id) || without.has(id)) continue
    seen.add(id)
    const { imports = [], dynamicImports = [] } = chunks[id] ?? {}
    waiting.push(...imports, ...dynamicImports)
  }
  return seen
}
