import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Told } from '../../src/admin/told.ts'
import { type Build, buildWorker } from '../../src/build/build.ts'
import { Stacks } from '../../src/build/stacks.ts'
import { ask } from '../support/ask.ts'
import { type BuiltWorker, startBuiltWorker } from '../support/built-worker.ts'
import { project } from '../support/project.ts'
import { publish } from '../support/seed-built-worker.ts'
import { tenant } from '../support/tenants.ts'

// Faults of what is deployed: modules that do not load there although they did when they were built,
// and stacks that lead back into the source.

const EVENTS = {
  'looks/event.ts': `export default { messages: { en: { 'home.empty': 'Our own words' } } }\n`,
  'guards/event.ts': `import { Hono } from 'hono'

export default new Hono().get('/api', (c) => c.text('own'))
`,
  'faulty/event.ts': `import { Hono } from 'hono'
import { count } from './count.ts'

export default new Hono().get('/seats', (c) => c.text(String(count(undefined))))
`,
  'faulty/count.ts': `interface Hall {
  readonly seats: readonly string[]
}

/** Counts. */
export function count(hall: Hall | undefined): number {
  const sure = hall as Hall
  return sure.seats.length
}
`,
}

const TOKEN = 'a-token'
const root = 'dist/test/faults'
let build: Build
let built: BuiltWorker
beforeAll(async () => {
  build = await buildWorker({ root: project('faults', EVENTS) })
  for (const key of ['looks', 'guards']) {
    const { file = '' } = build.bundle.events.get(key) ?? {}
    writeFileSync(join(build.bundle.dir, file), `throw new Error('torn on the way')\n`)
  }
  built = await startBuiltWorker(join(root, 'dist/usher'), { bindings: { ADMIN_TOKEN: TOKEN } })
  for (const key of ['looks', 'guards', 'faulty']) await publish(built.worker, tenant(key))
})
afterAll(() => built.worker.dispose())

const get = (key: string, path = '/') => ask(built.url.origin, `${key}.localhost`, path)
const lines = (event: string) =>
  built.log
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['event'] === event)

test('an event that has only pieces which fall open is answered by the base', async () => {
  const home = await get('looks')
  expect([home.status, home.headers.get('usher-degraded')]).toEqual([200, 'module'])
  expect(home.body).toContain('The looks')
  expect(home.body).not.toContain('Our own words')
  await expect
    .poll(() => lines('looks'))
    .toMatchObject([
      { type: 'fault', seam: 'module', error: 'Error: torn on the way' },
      { type: 'request', lane: 'base', status: 200, degraded: ['module'], fault: 'module' },
    ])
})

test('one that has more is answered with 503', async () => {
  const home = await get('guards')
  expect([home.status, home.headers.get('usher-degraded')]).toEqual([503, undefined])
  // What is printed comes by another way than the answer.
  await expect
    .poll(() => lines('guards'))
    .toMatchObject([
      { type: 'fault', seam: 'module' },
      { type: 'request', lane: 'shared', status: 503, degraded: [], fault: 'module' },
    ])
})

test('explain says what happens, and what would', async () => {
  const explain = async (key: string): Promise<Told> => {
    const path = `/api/v1/explain?url=http://${key}.localhost/`
    const headers = { authorization: `Bearer ${TOKEN}` }
    const { body } = await ask(built.url.origin, 'admin.localhost', path, { headers })
    return JSON.parse(body) as Told
  }
  expect(await explain('looks')).toMatchObject({
    outcome: 'the base answers alone: the module does not load: Error: torn on the way',
    lane: 'base',
    app: { layer: { by: 'base', pattern: '/' } },
  })
  expect(await explain('guards')).toMatchObject({
    outcome: '503: the module does not load: Error: torn on the way',
    app: null,
  })
  expect(await explain('faulty')).toMatchObject({
    outcome: 'the event answers',
    app: { ifItDoesNotLoad: '503 of this event' },
  })
})

test('a route’s fault is logged with a stack that leads to the event’s own file and line', async () => {
  expect((await get('faulty', '/seats')).status).toBe(500)
  const [{ stack } = { stack: '' }] = lines('faulty')
  // The runtime names the event, and the map of the build the file and line.
  expect(stack).toMatch(/assets\/event-faulty-[\w-]+\.js:\d+:\d+/)
  const { dir, modules } = build.bundle
  const stacks = new Stacks(root, dir, modules)
  expect(stacks.places(String(stack)).slice(0, 2)).toEqual([
    { file: 'events/faulty/count.ts', line: 8 },
    { file: 'events/faulty/event.ts', line: 4 },
  ])
  expect(stacks.read(String(stack))).toContain('(events/faulty/count.ts:8)')
})

test('usher trace reads a fault line of the log', async () => {
  const [line] = lines('faulty')
  const args = [join(process.cwd(), 'src/cli/usher.ts'), 'trace']
  const traced = promisify(execFile)(process.execPath, args, { cwd: root })
  traced.child.stdin?.end(JSON.stringify(line))
  expect((await traced).stdout).toMatch(/^TypeError: .*\n.*\(events\/faulty\/count\.ts:8\)/)
})

test('source maps are uploaded with the Worker', () => {
  const config = JSON.parse(readFileSync(join(build.bundle.dir, 'wrangler.json'), 'utf8')) as object
  expect(config).toMatchObject({ upload_source_maps: true })
})
