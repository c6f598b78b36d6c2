import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BuiltModule } from './bundle-modules.ts'

const PACKAGE = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/

/**
 * Versions of what modules were built of, by package; `platform` names the platform's own source, with
 * whatever it was built with: the modules that came of it are what is hashed.
 */
export function versionsOf(
  root: string,
  modules: Iterable<BuiltModule>,
): Readonly<Record<string, string>> {
  const packages = new Set<string>()
  const hash = createHash('sha256')
  const sorted = [...modules].toSorted((one, other) => (one.name < other.name ? -1 : 1))
  for (const { name, code, sources } of sorted) {
    hash.update(`${name}\0${code}\0`)
    for (const source of sources) {
      const found = PACKAGE.exec(source)?.[1]
      if (found !== undefined) packages.add(found)
    }
  }
  const versions = [...packages].map((name) => [name, packageVersion(root, name)] as const)
  return { ...Object.fromEntries(versions), platform: hash.digest('hex').slice(0, 16) }
}

function packageVersion(root: string, name: string): string {
  const file = join(packageFolder(root, name), 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version
}

/** Where a package that the project uses is installed: there, or above. */
export function packageFolder(root: string, name: string): string {
  const folder = join(root, 'node_modules', name)
  if (existsSync(folder)) return folder
  if (dirname(root) === root) throw new Error(`${name} is not installed.`)
  return packageFolder(dirname(root), name)
}
