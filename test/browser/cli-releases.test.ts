import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { ask } from '../support/ask.ts'
import type { BuiltWorker } from '../support/built-worker.ts'
import { project } from '../support/project.ts'
import {
  create,
  done,
  lines,
  openPlatform,
  revisionOf,
  told,
  usher,
} from '../support/usher-command.ts'

// Releases from the command line, on what would be deployed: built, sent, put in force, taken back.

const KEY = 'released-fair'
const SOURCE = `events/${KEY}/event.ts`

/** What was deployed knows nothing of it: it is of a project of its own. */
const MODULE = `import { defineEvent } from 'usher/kit'

export default defineEvent({
  messages: { de: { 'errors.missing': 'Nothing here but coffee' } },
})
`

const home = process.cwd()
let built: BuiltWorker
beforeAll(async () => {
  built = await openPlatform(inject('dist'))
  await create(KEY, '--live')
  process.chdir(resolve(project('cli-releases', { [`${KEY}/event.ts`]: MODULE })))
}, 60_000)
afterAll(async () => {
  process.chdir(home)
  vi.unstubAllEnvs()
  await built.worker.dispose()
})

interface Sent {
  readonly id: string
  readonly sent: number
}
interface Listed {
  readonly id: string
  readonly use: string | null
}

const release = async (...more: string[]): Promise<Sent> => {
  const [sent] = await lines<Sent>('release', KEY, ...more)
  if (sent === undefined) throw new Error('nothing was sent')
  return sent
}
const list = () => lines<Listed>('releases', KEY)
const inForce = async () =>
  (await told<{ tenant: { release?: object } }>('tenants', 'show', KEY)).tenant.release
const visit = () => ask(built.url.origin, `${KEY}.localhost`, '/nowhere')

/** The event with another text, until the test is over. */
function reworded(to: string): void {
  const before = readFileSync(SOURCE, 'utf8')
  onTestFinished(() => writeFileSync(SOURCE, before))
  writeFileSync(SOURCE, before.replace('defineEvent({', `defineEvent({ ${to}`))
}

let first: Sent
describe('a release', () => {
  test('is built and sent, what is there already not again', async () => {
    const dry = await usher('release', KEY, '--dry-run')
    expect(dry.out).toMatch(/^Would be: released-fair has release [0-9a-f]{12}, \d+ new modules, /)
    expect(await list()).toEqual([])
    first = await release('--note', 'the first one')
    expect(first.sent).toBeGreaterThan(5)
    expect(await release()).toMatchObject({ id: first.id, sent: 0 })
    expect(await done('releases', KEY)).toMatch(
      new RegExp(`^release .*\n${first.id.slice(0, 12)} .* the first one$`, 'm'),
    )
    const [other] = await lines<Sent>('release', KEY, '--out', 'written')
    expect(other?.id).toBe(first.id)
  }, 60_000)

  test('serves nobody until it is in force and the event isolated', async () => {
    expect((await usher('lane', KEY, 'isolated')).err).toContain('it has none in force')
    const promoted = await usher('releases', 'promote', KEY, first.id.slice(0, 6))
    expect(promoted.out).toContain(`released-fair has release ${first.id.slice(0, 12)} in force`)
    expect(promoted.err).toContain('once it is isolated')
    expect(await inForce()).toEqual({ id: first.id, previous: null, pinned: false })
    await done('lane', KEY, 'isolated')
    // Visited before, it would be as it was for as long as its record is kept.
    const isolated = await visit()
    expect(isolated.status).toBe(404)
    expect(isolated.headers.has('usher-degraded')).toBe(false)
    expect(isolated.body).toContain('Nothing here but coffee')
  })

  test('with another source is another one, and says what is different', async () => {
    reworded(`theme: { accent: '#123456' },`)
    const second = await release('--note', 'another colour')
    expect(second.id).not.toBe(first.id)
    expect(second.sent).toBeLessThan(4)
    const diff = await done('releases', 'diff', KEY, second.id.slice(0, 8))
    expect(diff).toMatch(/^the event’s own, event\.js +[\d.]+ KiB +[\d.]+ KiB +\+\d+ bytes$/m)
    expect(diff).toMatch(/^theme +accent +added$/m)
    expect(diff).not.toContain('the platform’s')
    await done('releases', 'promote', KEY, second.id.slice(0, 8))
    expect((await list()).map(({ use }) => use)).toEqual(['in-force', 'previous'])
    expect(await done('releases', 'roll-back', KEY)).toContain('in force again, revision')
    expect(await inForce()).toEqual({ id: first.id, previous: null, pinned: false })
  }, 60_000)

  test('that is older is refused where somebody else was first, or the event is pinned', async () => {
    const revision = await revisionOf(KEY)
    const [newest] = await list()
    const id = newest?.id ?? ''
    await done('releases', 'pin', KEY)
    const late = await usher('releases', 'promote', KEY, id, '--revision', String(revision))
    expect([late.code, late.err]).toEqual([4, expect.stringContaining('Somebody else was first')])
    const pinned = await usher('releases', 'promote', KEY, id)
    expect([pinned.code, pinned.err]).toEqual([1, expect.stringContaining('Unpin it first.')])
    await done('releases', 'unpin', KEY)
    await done('releases', 'promote', KEY, id)
    await done('releases', 'roll-back', KEY)
  })

  test('that does not exist, or is no id, is named', async () => {
    const none = await usher('releases', 'promote', KEY, '00000000')
    expect([none.code, none.err]).toEqual([3, expect.stringContaining('usher releases list')])
    const odd = await usher('releases', 'promote', KEY, 'latest')
    expect([odd.code, odd.err]).toEqual([2, expect.stringContaining('is no release')])
  })

  test('of a source that is refused is not sent', async () => {
    reworded(`theme: (() => { throw new Error('no') })(),`)
    const { code, err } = await usher('release', KEY)
    expect([code, err]).toEqual([1, expect.stringContaining(`${SOURCE}:`)])
    expect(err).toContain('Nothing was sent.')
    expect(await list()).toHaveLength(2)
  }, 60_000)

  test('is pruned when it is in nobody’s use; its objects go an hour later', async () => {
    const pruned = await told('releases', 'prune', KEY, '--keep', '0', '--dry-run')
    expect(pruned['releases']).toHaveLength(1)
    expect(await done('releases', 'prune', KEY, '--keep', '0')).toMatch(
      /^Gone: 1 release, 0 objects/,
    )
    expect(await list()).toEqual([expect.objectContaining({ id: first.id, use: 'in-force' })])
  })

  test('is left when the event goes back beside the others, with a word of warning', async () => {
    const moved = await usher('lane', KEY, 'shared')
    expect(moved.err).toContain('runs the code that was deployed last')
    const source = readFileSync(SOURCE, 'utf8')
    onTestFinished(() => writeFileSync(SOURCE, source))
    writeFileSync(SOURCE, `let visits = 0\nexport const count = () => ++visits\n${source}`)
    await done('lane', KEY, 'isolated')
    const asked = await usher('lane', KEY, 'shared')
    expect([asked.code, asked.err]).toEqual([2, expect.stringContaining(`${SOURCE}:1: `)])
    await done('lane', KEY, 'shared', '--yes')
  })
})

test('what a release does that is refused beside others is known where its source is not', async () => {
  const source = readFileSync(SOURCE, 'utf8')
  const away = `${KEY}.away`
  writeFileSync(SOURCE, `let visits = 0\nexport const count = () => ++visits\n${source}`)
  const { err } = await usher('release', KEY, '--promote')
  expect(err).toContain(`${SOURCE}:1: `)
  await done('lane', KEY, 'isolated')
  renameSync(`events/${KEY}`, away)
  onTestFinished(() => {
    renameSync(away, `events/${KEY}`)
    writeFileSync(SOURCE, source)
  })
  const asked = await usher('lane', KEY, 'shared', '--dry-run')
  expect([asked.code, asked.err]).toEqual([0, expect.stringContaining(`${SOURCE}:1: `)])
}, 60_000)

test('each change is in the audit log', async () => {
  const entries = await lines<{ action: string }>('audit', KEY, '--limit', 'all')
  const actions = new Set(entries.map(({ action }) => action))
  for (const action of ['record', 'promote', 'roll-back', 'pin', 'unpin', 'prune']) {
    expect(actions).toContain(`releases.${action}`)
  }
  expect(actions).toContain('lanes.move')
  const id = first.id.slice(0, 12)
  const log = await done('audit', KEY, '--limit', 'all')
  expect(log).toMatch(new RegExp(`releases\\.promote +\\S+ +release none → ${id}`))
  expect(log).toMatch(new RegExp(`releases\\.roll-back .*release [0-9a-f]{12} → ${id}`))
  expect(log).toMatch(/releases\.unpin .* unpinned/)
  expect(log).toMatch(/lanes\.move .* lane shared → isolated/)
})
