import { cpSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BuiltRelease, buildReleases } from '../../src/build/release/build-release.ts'
import { parseRelease, releaseId, serializeRelease, sha256 } from '../../src/isolate/release.ts'
import { project, writeEvents } from '../support/project.ts'

// What a build makes of events for isolates of their own: reproducible, shared where it can be.

const EVENTS = {
  'good/event.tsx': `import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { defineEvent, type EventEnv } from 'usher/kit'
import { title } from './title.ts'

const Hero = () => <h1>{title}</h1>

export default defineEvent({
  messages: { en: { 'home.agenda': 'Plan' } },
  views: { 'home.hero': Hero },
  routes: new Hono<EventEnv>().use('/own/*', csrf()).get('/own/x', (c) => c.text('own')),
})
`,
  'good/title.ts': `export const title = 'Good'\n`,
  'counts/event.ts': `let visits = 0
export default { views: { 'home.hero': () => String(++visits) } }
`,
  'reaches-out/event.ts': `import '../good/title.ts'
export default {}
`,
  'throws/event.ts': `const nothing = undefined as unknown as string[]

export default { messages: { en: { 'home.agenda': nothing.join() } } }
`,
}
const KEYS = ['good', 'counts', 'reaches-out', 'throws', 'no-code']

let root = ''
const built = new Map<string, BuiltRelease>()
const of = (key: string): BuiltRelease => {
  const found = built.get(key)
  if (found === undefined) throw new Error(`${key} was not built.`)
  return found
}
beforeAll(async () => {
  root = resolve(project('releases', EVENTS))
  for (const release of await buildReleases(root, KEYS)) built.set(release.manifest.event, release)
}, 60_000)

describe('a release', () => {
  test('is a manifest that reads back, and everything that it names', async () => {
    const { id, manifest, texts } = of('good')
    expect(parseRelease(serializeRelease(manifest))).toEqual({ ok: true, value: manifest })
    expect(await releaseId(manifest)).toBe(id)
    const hashes = [...Object.values(manifest.modules), ...Object.values(manifest.maps)]
    expect(new Set(hashes)).toEqual(new Set(texts.keys()))
    for (const [hash, text] of texts) {
      expect(await sha256(new TextEncoder().encode(text))).toBe(hash)
    }
  })

  test('has every module that one of its modules imports', () => {
    const { manifest, texts } = of('good')
    for (const [name, hash] of Object.entries(manifest.modules)) {
      const imports = (texts.get(hash) ?? '').matchAll(
        /(?:from|import\(|import)\s*['"`](\.[^'"`]+)/g,
      )
      for (const [, specifier = ''] of imports) {
        expect(manifest.modules).toHaveProperty([join(name, '..', specifier)])
      }
    }
  })

  test('says what the event overrides, and its texts', () => {
    const { manifest } = of('good')
    expect(manifest.overrides).toEqual({
      fallsOpen: false,
      seams: {
        messages: [{ name: 'home.agenda', locale: 'en' }],
        views: [{ name: 'home.hero' }],
        routes: [
          { name: 'ALL /own/*', stands: 'middleware' },
          { name: 'GET /own/x', stands: 'new' },
        ],
      },
    })
    expect(manifest.messages).toEqual({ en: { 'home.agenda': 'Plan' } })
    expect(manifest.versions).toMatchObject({ hono: '4.13.19' })
  })

  test('of an event without code is the base alone', () => {
    const { manifest, problems } = of('no-code')
    expect(problems).toEqual([])
    expect(manifest.overrides).toBeNull()
    expect(Object.keys(manifest.modules).filter((name) => name.startsWith('event/'))).toEqual([])
  })

  test('has the platform’s modules as all others have them', () => {
    const shared = Object.entries(of('no-code').manifest.modules).filter(
      ([name]) => name !== 'main.js',
    )
    expect(of('good').manifest.modules).toMatchObject(Object.fromEntries(shared))
  })

  test('has less than 700 KB of code', () => {
    const { manifest, texts } = of('good')
    const bytes = Object.values(manifest.modules).map((hash) => texts.get(hash)?.length ?? 0)
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(700_000)
  })
})

describe('a source', () => {
  test('that keeps state is released, with a note', () => {
    const { problems, notes } = of('counts')
    expect(problems).toEqual([])
    expect(notes).toMatchObject([{ file: join(root, 'events/counts/event.ts') }])
  })

  test('that imports another event is refused', () => {
    expect(of('reaches-out').problems).toMatchObject([
      { line: 1, repair: expect.stringContaining('leaves the event') },
    ])
  })

  test('that throws when it is imported is refused, and where it does', () => {
    expect(of('throws').problems).toMatchObject([
      { file: join(root, 'events/throws/event.ts'), line: 3 },
    ])
  })
})

describe('the same source in another folder', () => {
  let elsewhere = ''
  beforeAll(() => {
    elsewhere = resolve('dist/test/releases-elsewhere/deeper/down')
    cpSync(root, elsewhere, { recursive: true })
  })

  test('has the same id', async () => {
    const [good, bare] = await buildReleases(elsewhere, ['good', 'no-code'])
    expect(good?.id).toBe(of('good').id)
    expect(bare?.id).toBe(of('no-code').id)
  }, 60_000)

  test('has another one when a word of it is another, and the platform’s modules are as they were', async () => {
    writeEvents(elsewhere, { 'good/title.ts': `export const title = 'Better'\n` })
    const [good] = await buildReleases(elsewhere, ['good'])
    expect(good?.id).not.toBe(of('good').id)
    const base = ({ manifest }: BuiltRelease) =>
      Object.entries(manifest.modules).filter(([name]) => name.startsWith('base/'))
    expect(good && base(good)).toEqual(base(of('good')))
  }, 60_000)
})

/** An event of 5 KB, mostly a programme of its own. */
function programmeEvent(key: string): string {
  const sessions = Array.from({ length: 52 }, (_, at) => ({
    id: `${key}-${at}`,
    title: `Session ${at} of ${key}, in the great hall`,
    room: at % 7,
  }))
  return `import { Hono } from 'hono'
import { defineEvent, type EventEnv } from 'usher/kit'

const sessions = ${JSON.stringify(sessions, null, 1).replaceAll('"', "'")}

export default defineEvent({
  messages: { en: { 'home.empty': 'The programme of ${key}', 'home.agenda': 'What is on' } },
  routes: new Hono<EventEnv>().get('/sessions', (c) => c.json(sessions)),
})
`
}

test('a hundred events of 5 KB take less than a megabyte beyond the base', async () => {
  const keys = Array.from({ length: 100 }, (_, at) => `fair-${String(at).padStart(3, '0')}`)
  const files = keys.map((key) => [`${key}/event.ts`, programmeEvent(key)] as const)
  expect(files.every(([, source]) => source.length > 5_000)).toBe(true)
  const many = resolve(project('hundred-releases', Object.fromEntries(files)))
  const [bare, ...own] = await buildReleases(many, ['no-code', ...keys])
  const kept = new Map(bare?.texts)
  const sizes = own.flatMap(({ manifest, texts }) => {
    const added = [...texts].filter(([hash]) => !kept.has(hash))
    for (const [hash, text] of added) kept.set(hash, text)
    const written = [serializeRelease(manifest), ...added.map(([, text]) => text)]
    return written.map((text) => Buffer.byteLength(text))
  })
  expect(own).toHaveLength(100)
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  expect(bytes).toBeGreaterThan(400_000)
  expect(bytes).toBeLessThan(1_000_000)
}, 120_000)
