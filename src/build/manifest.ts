import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Surface } from '../base/surface.ts'
import type { InspectAnswer } from '../inspect/report.ts'
import type { Overrides } from '../seam/seams.ts'
import type { Bundle } from './bundle.ts'
import { isIsolated } from './events-map.ts'

/** Name of the manifest's file, beside the Worker's folder: it is not deployed. */
export const MANIFEST = 'overrides.json'

/** What every event overrides, as the build found it. Written in a stable order. */
export interface Manifest {
  readonly schema: 1
  /** Hash of what the events are laid over: the platform's source and its locked packages. */
  readonly platform: string
  readonly base: Surface
  /** By event key, sorted. */
  readonly events: Readonly<Record<string, ManifestEvent>>
}

export interface ManifestEvent extends Overrides {
  /** The module's source, `events/my-fair/event.tsx`. */
  readonly file: string
  /** Hash of the files of its folder, tests left out. */
  readonly source: string
}

/** The manifest of a build: what the inspector found of sound modules. */
export function createManifest(
  root: string,
  bundle: Bundle,
  { events, surface }: InspectAnswer,
): Manifest {
  const found = events.flatMap(({ key, overrides }) => {
    const built = bundle.events.get(key)
    if (overrides === null || built === undefined) return []
    const entry: ManifestEvent = {
      file: built.source,
      source: hashFolder(join(root, 'events', key)),
      fallsOpen: overrides.fallsOpen,
      seams: overrides.seams,
    }
    return [[key, entry] as const]
  })
  return {
    schema: 1,
    platform: hashPlatform(root),
    base: surface,
    events: Object.fromEntries(found.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

export const writeManifest = (file: string, manifest: Manifest): void =>
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`)

/** The manifest that a build has left; null when there is none that is true of the source now. */
export function readManifest(file: string, root: string): Manifest | null {
  if (!existsSync(file)) return null
  const manifest = parse(readFileSync(file, 'utf8'))
  if (manifest?.schema !== 1 || manifest.platform !== hashPlatform(root)) return null
  const folders = readdirSync(join(root, 'events'), { withFileTypes: true })
  const keys = folders
    .filter((entry) => entry.isDirectory() && !isIsolated(join(root, 'events', entry.name)))
    .map(({ name }) => name)
  if (Object.keys(manifest.events).length !== keys.length) return null
  const isCurrent = (key: string): boolean =>
    manifest.events[key]?.source === hashFolder(join(root, 'events', key))
  return keys.every(isCurrent) ? manifest : null
}

function parse(text: string): Manifest | null {
  try {
    return JSON.parse(text) as Manifest
  } catch {
    return null
  }
}

const hashPlatform = (root: string): string =>
  hashFiles(root, [
    ...filesOf(root, 'src'),
    ...['package.json', 'package-lock.json', 'wrangler.toml', 'vite.config.ts'].filter((file) =>
      existsSync(join(root, file)),
    ),
  ])

const hashFolder = (folder: string): string => hashFiles(folder, filesOf(folder, '.'))

const filesOf = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => !/\.test\.tsx?$/.test(file) && statSync(join(root, file)).isFile())
    .toSorted()

function hashFiles(root: string, files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex').slice(0, 16)
}
