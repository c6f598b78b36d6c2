import type { Miniflare } from 'miniflare'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { buildReleases } from '../../src/build/release/build-release.ts'
import { demoData } from '../../src/cli/demo-data.ts'
import { ask } from '../support/ask.ts'
import { startBuiltWorker } from '../support/built-worker.ts'
import { putRelease, releaseOf } from '../support/releases.ts'
import { essence } from '../support/reply.ts'
import { seedBuiltWorker } from '../support/seed-built-worker.ts'

// Events that run from a release in an isolate of their own, in the bundle as it would be deployed.

const KEY = 'pycon-apac'
/** Its release throws when it is loaded; the one before it is sound. */
const BROKEN = 'maritime-expo'
const shared = inject('server')

let worker: Miniflare
let isolated: string
let log: readonly string[]

beforeAll(async () => {
  const [release, before] = await buildReleases(process.cwd(), [KEY, BROKEN])
  if (release === undefined || before === undefined) throw new Error('Nothing was built.')
  const broken = await releaseOf(BROKEN, { 'main.js': "throw new Error('not today')" })
  const built = await startBuiltWorker(inject('dist'))
  ;({ worker, log } = built)
  isolated = built.url.origin
  for (const one of [release, before, broken]) await putRelease(worker, one)
  const choices = new Map([
    [KEY, { id: release.id, previous: null, pinned: false }],
    [BROKEN, { id: broken.id, previous: before.id, pinned: false }],
  ])
  const seeds = demoData('demo', []).flatMap((seed) => {
    const choice = choices.get(seed.tenant.key)
    if (choice === undefined) return []
    return [{ ...seed, tenant: { ...seed.tenant, lane: 'isolated' as const, release: choice } }]
  })
  await seedBuiltWorker(worker, seeds)
})
afterAll(() => worker.dispose())

/** The line in the log about an answer. */
function lineOf(headers: ReadonlyMap<string, string>): unknown {
  const id = headers.get('x-request-id') ?? ''
  const line = log.find((one) => one.includes(id) && one.includes('"type":"request"'))
  return JSON.parse(line ?? '{}')
}

test.each(['/', '/agenda', '/visa', '/sign-in', '/nowhere', '/directory'])(
  'GET %s is answered by the release as beside other events',
  async (path) => {
    const here = await ask(isolated, `${KEY}.localhost`, path)
    expect(essence(here)).toEqual(essence(await ask(shared, `${KEY}.localhost`, path)))
    expect(lineOf(here.headers)).toMatchObject({ lane: 'isolated', fault: null, degraded: [] })
  },
)

test('where a release throws when it is loaded the one before it answers, and says so', async () => {
  const here = await ask(isolated, `${BROKEN}.localhost`, '/agenda')
  const { 'usher-degraded': degraded, ...headers } = Object.fromEntries(here.headers)
  expect(degraded).toBe('release')
  const there = await ask(shared, `${BROKEN}.localhost`, '/agenda')
  expect(essence({ ...here, headers: new Map(Object.entries(headers)) })).toEqual(essence(there))
  expect(log.filter((line) => line.includes('"type":"fault"')).join()).toContain('not today')
})
