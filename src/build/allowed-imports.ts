import { posix } from 'node:path'

/**
 * Packages that every event may import beside the kit and Hono: name → why. To add one: pin it in
 * package.json, give it its line in docs/dependencies.md, and name it here and in the rule for
 * events in .oxlintrc.json. It has to run in a Worker and to keep no state of its own.
 */
const ALLOWED_PACKAGES: ReadonlyMap<string, string> = new Map()

const KIT = 'usher/kit'
const FOR_TESTS: ReadonlySet<string> = new Set(['vitest', 'usher/kit/testing'])
const TEST_FILE = /\.test\.[cm]?[jt]sx?$/

export const isTestFile = (path: string): boolean => TEST_FILE.test(path)

/**
 * Why a file of an event may not import this, with the repair; null when it may.
 *
 * @param path of the importing file, inside its event's folder, with forward slashes
 */
export function refuseImport(specifier: string, path: string): string | null {
  const target = specifier.replace(/[?#].*$/, '')
  if (target.startsWith('./') || target.startsWith('../') || target === '.' || target === '..') {
    return refuseRelative(specifier, posix.join(posix.dirname(path), target), isTestFile(path))
  }
  if (target === KIT || isPartOf(target, 'hono')) return null
  if (isTestFile(path) && FOR_TESTS.has(target)) return null
  if (FOR_TESTS.has(target)) {
    return `"${specifier}" is for tests. Import it in a file named *.test.ts only.`
  }
  if (target.startsWith('cloudflare:')) {
    return `"${specifier}" opens the platform, and with it every event. Use what c.env gives your event: store, viewer, tenant, clock.`
  }
  if (target.startsWith('node:')) {
    return `"${specifier}" is Node's. Use what the web platform has: fetch, URL, crypto, TextEncoder, Intl.`
  }
  if ([...ALLOWED_PACKAGES.keys()].some((name) => isPartOf(target, name))) return null
  return `"${specifier}" is not on the list. An event imports ${allowed()}, and files of its own folder by a path that begins with "./" or "../". To have a package allowed, ask the platform's maintainers; the list is in src/build/allowed-imports.ts.`
}

const allowed = (): string => [`"${KIT}"`, '"hono"', ...ALLOWED_PACKAGES.keys()].join(', ')

const isPartOf = (target: string, name: string): boolean =>
  target === name || (target.startsWith(`${name}/`) && posix.normalize(target) === target)

function refuseRelative(specifier: string, target: string, fromTest: boolean): string | null {
  if (target === '..' || target.startsWith('../') || specifier.includes('\\')) {
    return `"${specifier}" leaves the event's folder. Events never import each other or the platform's source: copy what you need into this folder, or import it from "${KIT}".`
  }
  if (!fromTest && isTestFile(target)) {
    return `"${specifier}" is a test. Move what both need into a file of its own and import that.`
  }
  return null
}
