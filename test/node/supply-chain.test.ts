import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}
interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly license?: string }>
  >
}

const { dependencies, devDependencies } = JSON.parse(
  readFileSync('package.json', 'utf8'),
) as Manifest
const lockText = readFileSync('package-lock.json', 'utf8')
const lock = JSON.parse(lockText) as Lock
const all = Object.entries({ ...dependencies, ...devDependencies })

test('every dependency is one exact version', () => {
  for (const [name, version] of all)
    expect(`${name} ${version}`).toMatch(/ \d+\.\d+\.\d+(-[\w.]+)?$/)
})

test('every dependency has a line that says why it is there', () => {
  const reasons = readFileSync('docs/dependencies.md', 'utf8')
  const rows = reasons.split('\n').filter((line) => line.startsWith('|'))
  for (const [name] of all) {
    const row = rows.find((line) =>
      line
        .split('|')[1]
        ?.split(', ')
        .some((cell) => cell.trim() === name),
    )
    expect(row, name).toBeDefined()
  }
})

// Versions below these have known holes.
test.each([
  ['hono', '4.13.16'],
  ['wrangler', '4.59.1'],
])('%s is at least %s', (name, floor) => {
  const version = lock.packages[`node_modules/${name}`]?.version ?? '0'
  expect(version.localeCompare(floor, 'en', { numeric: true })).toBeGreaterThanOrEqual(0)
})

test('there is one local runtime in the tree', () => {
  const copies = Object.keys(lock.packages).filter((path) =>
    /(^|\/)node_modules\/workerd$/.test(path),
  )
  expect(copies).toEqual(['node_modules/workerd'])
})

test('the lock file names no host that packages were fetched from', () => {
  expect(lockText).not.toContain('"resolved"')
})

test('no package is under a licence that reaches over the network', () => {
  const licences = Object.entries(lock.packages).filter(([, { license }]) =>
    /AGPL/.test(license ?? ''),
  )
  expect(licences).toEqual([])
})
