import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { buildReleases } from '../../src/build/release/build-release.ts'
import type { WholeRelease } from '../../src/cli/contract/boot.ts'
import { type Checked, checkReleases } from '../../src/cli/contract/check-releases.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { serializeRelease } from '../../src/isolate/release.ts'
import { sampleHash } from '../support/sample-release.ts'

// What a deployment does first: every release that is in force runs over the build that is to come.

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })

const KEYS = ['pycon-apac', 'maritime-expo'] as const
const seeds = demoData('demo', [])
const seedOf = (key: string) => {
  const found = seeds.find(({ tenant }) => tenant.key === key)
  if (found === undefined) throw new Error(`The demo has no ${key}.`)
  return found
}
const releases = new Map<string, WholeRelease>()
const changed = mkdtempSync(join(tmpdir(), 'usher-check-'))

beforeAll(async () => {
  for (const { id, manifest, texts } of await buildReleases(resolve('.'), KEYS)) {
    const modules = Object.values(manifest.modules).map((hash) => [hash, texts.get(hash) ?? ''])
    const text = serializeRelease(manifest)
    releases.set(manifest.event, { id, manifest: text, modules: new Map(modules as never) })
  }
})
afterAll(() => rmSync(changed, { recursive: true, force: true }))

const check = (dist: string, ...keys: readonly string[]): Promise<readonly Checked[]> =>
  checkReleases(
    dist,
    keys.map((key) => ({
      tenant: seedOf(key).tenant,
      release: releases.get(key) ?? { id: '', manifest: '', modules: new Map() },
    })),
    () => undefined,
  )

/** The build, with something of it called another name. */
function without(name: string): string {
  cpSync(inject('dist'), changed, { recursive: true })
  const files = readdirSync(changed, { recursive: true, encoding: 'utf8' })
  let found = 0
  for (const file of files.filter((one) => one.endsWith('.js'))) {
    const text = readFileSync(join(changed, file), 'utf8')
    found += text.split(name).length - 1
    writeFileSync(join(changed, file), text.replaceAll(name, `${name}-2`))
  }
  expect(found).toBeGreaterThan(0)
  return changed
}

test('releases of the same source pass, from door to door', async () => {
  const checked = await check(inject('dist'), ...KEYS)
  expect(checked).toMatchObject([
    { event: 'pycon-apac', failures: [], notes: [] },
    { event: 'maritime-expo', failures: [], notes: [] },
  ])
  for (const { pages } of checked) expect(pages).toBeGreaterThan(40)
})

test('a store that has lost what a release asks for is told, with what fails', async () => {
  const [checked] = await check(without('meetings.request'), 'maritime-expo')
  expect(checked?.failures.join('\n')).toContain('The store has no "meetings.request"')
  expect(checked?.failures.join('\n')).toMatch(/POST \/people\/[^:]+: 503/)
  expect(checked?.repairs).toEqual([expect.stringContaining('Put back what it asks of the store')])
})

test('a release that does not load is told', async () => {
  const known = releases.get('pycon-apac')
  if (known === undefined) throw new Error('not built')
  const [first = ''] = known.modules.keys()
  releases.set('pycon-apac', { ...known, modules: new Map([[first, 'throw new Error()']]) })
  const [checked] = await check(inject('dist'), 'pycon-apac')
  expect(checked?.failures.join('\n')).toContain('release:')
  expect(checked?.repairs).toEqual([expect.stringContaining('is not whole')])
})

test('a release whose own code throws when it is imported is told to be mended or taken back', async () => {
  const [built] = await buildReleases(resolve('.'), ['pycon-apac'])
  if (built === undefined) throw new Error('not built')
  const thrown = "throw new Error('The hall plan is missing.')"
  const named = Object.entries(built.manifest.modules).map(([name, hash]): [string, string] => [
    name,
    name.startsWith('event/') ? sampleHash(thrown) : hash,
  ])
  const manifest = serializeRelease({ ...built.manifest, modules: Object.fromEntries(named) })
  const modules = new Map([...built.texts, [sampleHash(thrown), thrown]])
  releases.set('pycon-apac', { id: sampleHash(manifest), manifest, modules })
  const [checked] = await check(inject('dist'), 'pycon-apac')
  expect(checked?.failures.join('\n')).toContain('The hall plan is missing.')
  expect(checked?.repairs).toEqual([
    expect.stringContaining('Its own code fails when it is loaded'),
  ])
})
