import { execFile } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildWorker } from '../../src/build/build.ts'
import { writeEventsMap } from '../../src/build/events-map.ts'
import { type Manifest, type ManifestEvent, readManifest } from '../../src/build/manifest.ts'
import { nearest } from '../../src/nearest.ts'
import type { Touched } from '../../src/cli/overrides/changes.ts'
import { readQuery, usesFor } from '../../src/cli/overrides/query.ts'
import { UsageError } from '../../src/cli/exit-codes.ts'
import { labelOf } from '../../src/seam/seams.ts'
import { project, writeEvents } from '../support/project.ts'

// `usher overrides` in a project of its own, with a history of its own.

const HERO = `import type { HomeProps } from 'usher/kit'

export const Hero = ({ page }: HomeProps) => <h1>{page.tenant.name}</h1>
`
const EVENTS = {
  'looks/hero.tsx': HERO,
  'looks/event.tsx': `import { defineEvent } from 'usher/kit'
import { Hero } from './hero.tsx'

export default defineEvent({
  messages: { en: { 'home.agenda': 'Plan' }, de: { 'home.agenda': 'Plan' } },
  theme: { accent: '#123456' },
  views: { 'home.hero': Hero },
})
`,
  'pages/event.ts': `import { Hono } from 'hono'

export default new Hono().get('/agenda', (c) => c.text('own')).get('/api', (c) => c.text('own'))
`,
  'guards/event.ts': `import { Hono } from 'hono'

export default { wraps: 'base', routes: new Hono().use(async (_c, next) => next()) }
`,
}

let cwd = ''
const run = async (command: string, ...args: string[]) => {
  const done = await promisify(execFile)(command, args, { cwd }).catch((error: object) => error)
  const { code = 0, stdout, stderr } = done as { code?: number; stdout: string; stderr: string }
  return { code, stdout: stripVTControlCharacters(stdout), stderr }
}
const usher = (...args: string[]) => run(process.execPath, 'src/cli/usher.ts', 'overrides', ...args)
const json = async <T>(...args: string[]) =>
  JSON.parse((await usher(...args, '--json')).stdout) as T

const edit = (path: string, from: string, to: string): void => {
  const file = join(cwd, path)
  const text = readFileSync(file, 'utf8')
  expect(text).toContain(from)
  writeFileSync(file, text.replace(from, to))
}

beforeAll(async () => {
  cwd = project('overrides', EVENTS)
  writeFileSync(join(cwd, '.gitignore'), 'dist/\n*.gen.ts\n')
  await run('git', 'init', '--quiet')
  await run('git', 'add', '.')
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']
  expect(await run('git', ...who, 'commit', '--quiet', '-m', 'first')).toMatchObject({ code: 0 })
  // The first one builds, and says so.
  expect(await usher()).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('reading it anew'),
  })
})

test('lists events and counts, seam by seam, without building again', async () => {
  expect(await usher()).toEqual({
    code: 0,
    stderr: '',
    stdout: `event   messages  theme  views  routes  wraps  if it does not load
guards  ·         ·      ·      1       1      503
looks   2         1      1      ·       ·      the base
pages   ·         ·      ·      2       ·      503
3 events with code; the others are the base alone
`,
  })
})

test('--event names its pieces', async () => {
  expect((await usher('--event', 'pages')).stdout).toBe(`pages                events/pages/event.ts
routes               GET /agenda  replaces GET /agenda
                     GET /api  new
if it does not load  503
`)
  expect(await json<ManifestEvent>('--event', 'looks')).toMatchObject({
    fallsOpen: true,
    source: expect.stringMatching(/^[0-9a-f]{16}$/),
    seams: { views: [{ name: 'home.hero' }], pages: [] },
  })
})

const manifest = (): Manifest => {
  const current = readManifest(join(cwd, 'dist/overrides/overrides.json'), cwd)
  if (current === null) throw new Error('The manifest is not there, or not current.')
  return current
}

describe('--of says who depends on', () => {
  test.each([
    ['view', ['looks home.hero']],
    ['views', ['looks home.hero']],
    ['view:home.hero', ['looks home.hero']],
    ['message:home.agenda', ['looks de home.agenda', 'looks en home.agenda']],
    ['theme:accent', ['looks accent']],
    ['route:/agenda', ['pages GET /agenda']],
    ['route:GET /agenda', ['pages GET /agenda']],
    ['wraps', ['guards base']],
    ['view:home.facts', []],
    ['page', []],
  ])('%s', (of, expected) => {
    const uses = usesFor(readQuery(of, manifest()), manifest())
    expect(uses.map((use) => `${use.event} ${labelOf(use)}`)).toEqual(expected)
  })

  test('a piece, as text and for programs', async () => {
    expect((await usher('--of', 'route:/agenda')).stdout).toBe(
      'event  seam   piece\npages  route  GET /agenda  replaces GET /agenda\n1 of 3 events\n',
    )
    expect(await json('--of', 'theme')).toEqual([{ event: 'looks', seam: 'theme', name: 'accent' }])
    expect((await usher('--of', 'view:home.facts')).stdout).toBe(
      'No event overrides view:home.facts.\n',
    )
  })
})

describe('is asked wrongly, and says what to ask', () => {
  test.each([
    ['veiw', 'There is no seam "veiw". Did you mean "view"? Known: message, theme,'],
    ['view:home.heroo', 'has a view "home.heroo". Did you mean "home.hero"?'],
    ['message:home.adenda', 'Did you mean "home.agenda"?'],
    ['page:/visa', 'Neither the base nor an event has a page "/visa".'],
    ['', 'There is no seam "".'],
  ])('--of %j', (of, repair) => {
    expect(() => readQuery(of, manifest())).toThrow(repair)
    expect(() => readQuery(of, manifest())).toThrow(UsageError)
  })

  test.each([
    [['--of', 'veiw'], 'There is no seam "veiw". Did you mean "view"?'],
    [['--event', 'loosk'], 'No event "loosk" has code in events/. Did you mean "looks"?'],
    [['--event', '__proto__'], 'No event "__proto__" has code'],
    [['--against', 'nowhere'], 'git knows no commit "nowhere".'],
    [['--against', '--output=x'], 'git knows no commit'],
    [['--of', 'view', '--event', 'looks'], 'Give one of --event, --of and --against.'],
  ])('%j', async (args, repair) => {
    const { code, stdout, stderr } = await usher(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(repair)
  })
})

test('the nearest name is one that is near', () => {
  expect(nearest('HOME.HERO', ['home', 'home.hero', 'agenda'])).toBe('home.hero')
  expect(nearest('xyzxyz', ['home', 'agenda'])).toBeNull()
  expect(nearest('', [])).toBeNull()
})

test('--against names the events that a change of the base touches, and why', async () => {
  expect((await usher('--against', 'HEAD')).stdout).toBe(
    '0 changes of the base since HEAD; they touch no event.\n',
  )
  edit('src/base/home/hero.tsx', 'viewSeam(', '/* mended */ viewSeam(')
  edit('src/base/home/messages.ts', "agenda: 'See the agenda'", "agenda: 'The whole agenda'")
  edit(
    'src/base/home/feature.tsx',
    "Hono<{ Bindings: MatchEnv }>().get('/',",
    "Hono<{ Bindings: MatchEnv }>().get('/about', (c) => c.text('new')).get('/',",
  )
  edit('src/base/agenda/feature.tsx', 'const track =', 'const  track =')

  const { code, stderr } = await usher()
  expect([code, stderr]).toEqual([0, expect.stringContaining('reading it anew')])
  const touched = await json<Touched[]>('--against', 'HEAD')
  expect(touched.map((use) => `${use.event} ${use.seam} ${labelOf(use)}: ${use.why}`)).toEqual([
    'guards wraps base: the base has it now',
    'looks messages en home.agenda: the base’s own was "See the agenda", is "The whole agenda"',
    'looks views home.hero: src/base/home/hero.tsx changed',
    'pages routes GET /agenda: src/base/agenda/feature.tsx changed',
  ])
  expect((await usher('--against', 'HEAD')).stdout).toMatch(/since HEAD, 3 of 3 events$/m)
})

test('what it builds is not what would be deployed', () => {
  expect(existsSync(join(cwd, 'dist/overrides/usher/wrangler.json'))).toBe(true)
  expect(existsSync(join(cwd, 'dist/usher'))).toBe(false)
  expect(existsSync(join(cwd, '.wrangler/deploy/config.json'))).toBe(false)
})

test('an event that cannot be read is left out, said, and makes the answer fail', async () => {
  writeEvents(cwd, { 'bad/event.ts': `throw new Error('not today')\nexport default {}\n` })
  const { code, stdout, stderr } = await usher('--of', 'view')
  expect([code, stdout]).toEqual([1, expect.stringContaining('looks')])
  expect(stderr).toMatch(/^events\/bad\/event\.ts:1: The module throws.*not today/m)
})

/** Seams that no demo event fills. */
const NONE = {
  settings: [],
  fields: [],
  wraps: [],
  onFault: [],
  guards: [],
  rules: [],
  scorer: [],
  hooks: [],
  app: [],
  keeps: [],
  menu: [],
}

test('the manifest of this project’s own events', async () => {
  const own = await buildWorker({ outDir: 'dist/test/own' })
  expect(own.problems).toEqual([])
  const told = Object.entries(own.manifest.events).map(([key, { fallsOpen, seams }]) => ({
    key,
    fallsOpen,
    ...Object.fromEntries(
      Object.entries(seams).map(([seam, pieces]) => [
        seam,
        pieces.map((piece) => `${labelOf(piece)}${piece.stands ? ` ${piece.stands}` : ''}`),
      ]),
    ),
  }))
  const [shown, all] = [new Set(['makers-fair', 'pycon-apac']), told.map(({ key }) => key)]
  expect(all).toEqual(writeEventsMap('events').keys)
  expect(told.filter(({ key }) => shown.has(key))).toEqual([
    {
      key: 'makers-fair',
      fallsOpen: false,
      messages: [],
      theme: [],
      views: [],
      pages: [],
      routes: ['GET /api/workshops new', 'GET /workshops new', 'GET /workshops/:id new'],
      ...NONE,
    },
    {
      key: 'pycon-apac',
      fallsOpen: false,
      messages: [
        'en agenda.title',
        'en errors.missing',
        'en errors.missing-text',
        'en home.agenda',
        'en home.first',
        'en home.people',
        'en home.topics',
      ],
      theme: ['accent', 'css', 'highlight', 'radius'],
      views: ['home', 'home.hero', 'layout.brand'],
      pages: ['/visa new'],
      routes: ['GET /api/sessions.json new'],
      ...NONE,
    },
  ])
})
