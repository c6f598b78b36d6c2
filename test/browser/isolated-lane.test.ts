import type { Miniflare } from 'miniflare'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoData } from '../../src/cli/demo-data.ts'
import { ask } from '../support/ask.ts'
import { startBuiltWorker } from '../support/built-worker.ts'
import { bundleGuest, putRelease, releaseOf } from '../support/bundle-release.ts'
import { essence } from '../support/reply.ts'
import { seedBuiltWorker } from '../support/seed-built-worker.ts'

// Events that run from a release in an isolate of their own, in the bundle as it would be deployed.

const KEY = 'pycon-apac'
const host = `${KEY}.localhost`
const shared = inject('server')

let worker: Miniflare
let isolated: string
let log: readonly string[]

beforeAll(async () => {
  const release = await releaseOf({ event: KEY, modules: { 'main.js': await bundleGuest(KEY) } })
  const built = await startBuiltWorker(inject('dist'))
  ;({ worker, log } = built)
  isolated = built.url.origin
  await putRelease(worker, release)
  const choice = { id: release.id, previous: null, pinned: false }
  const seeds = demoData('demo', []).filter(({ tenant }) => tenant.key === KEY)
  await seedBuiltWorker(
    worker,
    seeds.map((seed) => ({
      ...seed,
      tenant: { ...seed.tenant, lane: 'isolated' as const, release: choice },
    })),
  )
})
afterAll(() => worker.dispose())

test.each(['/', '/agenda', '/visa', '/sign-in', '/nowhere', '/directory'])(
  'GET %s is answered by the release as beside other events',
  async (path) => {
    const here = await ask(isolated, host, path)
    expect(essence(here)).toEqual(essence(await ask(shared, host, path)))
    const id = here.headers.get('x-request-id') ?? ''
    const line = log.find((one) => one.includes(id) && one.includes('"type":"request"')) ?? '{}'
    expect(JSON.parse(line)).toMatchObject({ lane: 'isolated', fault: null, degraded: [] })
  },
)
