import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Build, buildWorker } from '../../src/build/build.ts'
import { checkBudgets, LIMITS } from '../../src/build/budgets.ts'
import { project } from '../support/project.ts'

// What a build says about events, one fixture a complaint, all in one build.

const EVENTS = {
  'good/event.ts': `export default { messages: { en: { 'home.agenda': 'Plan' } } }\n`,
  // Nothing of it is deployed: it is served from its releases alone.
  'alone/event.ts': `let visits = 0
export const isolated = true
export default { views: { 'home.hero': () => String(++visits) } }
`,
  'throws/event.ts': `import { read } from './deep/reader.ts'

export default { theme: { accent: read() } }
`,
  'throws/deep/reader.ts': `// A comment, so that lines differ.
export function read(): string {
  const nothing = undefined as unknown as string[]
  return nothing.map(String).join()
}
`,
  'throws-null/event.ts': `throw null\nexport default {}\n`,
  'asks-out/event.ts': `const answer = await fetch('https://example.org/')
export default { theme: { accent: await answer.text() } }
`,
  'hangs/event.ts': `await new Promise(() => {})\nexport default {}\n`,
  'loops/event.ts': `// Never gets any further.
for (;;);
export default { theme: { accent: '#112233' } }
`,
  'no-module/event.ts': `const event = 'a text'\n\nexport default event\n`,
  'unknown-key/event.ts': `export default { textes: {} }\n`,
  'misfit/event.ts': `export default {
  views: {
    'home.heroes': () => null,
  },
  pages: { visa: {} },
}
`,
  'says-wrong/event.ts': `export default {
  messages: {
    en: { 'layout.zone': 'Times are {town}.' },
    de_AT: { 'home.agenda': 'Plan' },
    de: { 'agenda.title': 'Was {läuft' },
    ja: { 'home.agenda': 42 },
  },
  views: { 'home.hero': '<h1>Hello</h1>' },
  guards: { meetings: true, meeting: () => 'pass' },
  rules: { 'meetings.request': {} },
  scorer: 0.5,
  hooks: { 'meeting.accepted': 'https://crm.example', 'meeting.lost': () => {} },
  menu: { '/agenda': 'Plan' },
}
`,
  'rewords/event.ts': `import { defineEvent, reword } from 'usher/kit'

export default defineEvent({
  messages: {
    en: reword('en', { meeting: 'chat', meetting: 'chat' }),
  },
})
`,
  'no-pattern/event.ts': `import { Hono } from 'hono'

export default new Hono().get('/own/:id{[}', (c) => c.text('own'))
`,
  'fat/event.ts': `export default { messages: { en: { 'home.agenda': '${'long '.repeat(13_000)}' } } }\n`,
  'plump/event.ts': `export default { messages: { en: { 'home.agenda': '${'long '.repeat(9_700)}' } } }\n`,
}

let root = ''
let build: Build
beforeAll(async () => {
  root = project('broken', EVENTS)
  build = await buildWorker({ root, times: { module: 500, slack: 2_000 } })
})

const problemsOf = (key: string) =>
  build.problems.filter(({ file }) => file.startsWith(join(root, 'events', key, '/')))

describe('a build refuses an event', () => {
  test.each([
    [
      'throws',
      'deep/reader.ts',
      4,
      /TypeError: Cannot read.*Called from events\/throws\/event\.ts:3/,
    ],
    ['throws-null', 'event.ts', 2, /thrown: null/],
    ['asks-out', 'event.ts', 1, /Disallowed operation/],
    ['hangs', 'event.ts', 2, /import does not end/],
    ['loops', 'event.ts', 3, /runs for ever/],
    ['no-module', 'event.ts', 3, /It exports a string/],
    ['unknown-key', 'event.ts', 1, /no "textes"\. It has messages,/],
    ['no-pattern', 'event.ts', 3, /cannot be laid over.*regular expression/i],
  ])('that %s, naming %s:%i', (key, file, line, repair) => {
    const problems = problemsOf(key)
    expect(problems).toEqual([
      { file: join(root, 'events', key, file), line, repair: expect.stringMatching(repair) },
    ])
  })

  test('whose pieces do not fit the base, each with its line', () => {
    const file = join(root, 'events/misfit/event.ts')
    expect(problemsOf('misfit')).toEqual([
      { file, line: 5, repair: expect.stringMatching(/^page:visa does not fit.*A page is/) },
      {
        file,
        line: 3,
        repair: expect.stringMatching(
          /^view:home\.heroes does not fit.*Did you mean "home\.hero"\?/,
        ),
      },
    ])
  })
})

test('a build names every piece that could never work, with file and line', () => {
  const told = problemsOf('says-wrong').map(({ line, repair }) => `${line} ${repair}`)
  expect(told.toSorted()).toEqual([
    '10 rule:meetings.request does not fit the base. TypeError: A function belongs here.',
    '11 scorer does not fit the base. TypeError: A function belongs here.',
    '12 hook:meeting.accepted does not fit the base. TypeError: A function belongs here.',
    expect.stringMatching(
      /^12 hook:meeting\.lost .*The base has no such hook\. Did you mean "meeting\.\w+"\? It has meeting\.requested, /,
    ),
    '13 menu:/agenda does not fit the base. TypeError: This way is the base’s: leave it out by false, or change its text in "messages".',
    '3 message:layout.zone does not fit the base. TypeError: There is no {town} in this text. It has {zone}, {city}.',
    '4 message:de_AT does not fit the base. TypeError: "de_AT" is no language; write "de", or "de-AT".',
    '4 message:home.agenda does not fit the base. TypeError: A message is a string.',
    expect.stringMatching(/^5 message:agenda\.title .*"Was {läuft" is no ICU message: /),
    '8 view:home.hero does not fit the base. TypeError: A function belongs here.',
    '9 guard:meeting does not fit the base. TypeError: The base has no such guard; until it is mended, all guards are closed.',
    '9 guard:meetings does not fit the base. TypeError: A function belongs here.',
  ])
})

test('a build names a word that reword finds nowhere, with file and line', () => {
  expect(problemsOf('rewords')).toEqual([
    {
      file: join(root, 'events/rewords/event.ts'),
      line: 5,
      repair: expect.stringMatching(/^message:meetting .*No text of the base in "en" has the word/),
    },
  ])
})

test('a build says nothing about sound events, and lists them alone', () => {
  expect(problemsOf('good')).toEqual([])
  expect(problemsOf('alone')).toEqual([])
  expect(Object.keys(build.manifest.events)).toEqual([
    'fat',
    'good',
    'misfit',
    'plump',
    'rewords',
    'says-wrong',
  ])
  expect(build.manifest.events['good']).toMatchObject({
    fallsOpen: true,
    file: 'events/good/event.ts',
  })
})

test('an event near its size warns, a bigger one fails, each with file and repair', () => {
  expect(build.budgets).toEqual([
    {
      file: 'events/fat/event.ts',
      fails: true,
      repair: expect.stringMatching(
        /^The event’s module takes 63\.\d KiB, 99 % of the limit of 64\.0 KiB\. Take out/,
      ),
    },
    { file: 'events/plump/event.ts', fails: false, repair: expect.stringMatching(/74 %/) },
  ])
})

describe('the whole bundle', () => {
  const told = (limits: Partial<typeof LIMITS>, startUp: number | null = null) =>
    checkBudgets(build.bundle, startUp, { ...LIMITS, event: Infinity, ...limits })
  test('is far from its limits', () => {
    expect(told({}, 100)).toEqual([])
  })

  test.each([
    ['bytes', 0.65, null],
    ['bytes', 0.75, false],
    ['bytes', 0.95, true],
    ['modules', 0.75, false],
    ['modules', 0.95, true],
    ['startUp', 0.75, false],
    ['startUp', 0.95, true],
  ] as const)('that uses of its %s %d', (what, share, fails) => {
    const used = { bytes: build.bundle.bytes, modules: build.bundle.modules.length, startUp: 300 }
    const found = told({ [what]: used[what] / share }, 300)
    expect(found.map((budget) => budget.fails)).toEqual(fails === null ? [] : [fails])
    for (const { file, repair } of found) {
      expect(file).toContain('dist/usher')
      expect(repair).toMatch(/of the limit of .*\. (?:Move|Import) /)
    }
  })
})

test('npm run build ends with 1, names the file, and leaves nothing to deploy', async () => {
  const broken = project('broken-build', {
    'bad/event.ts': `\nthrow new Error('not today')\nexport default {}\n`,
  })
  const failed = await promisify(execFile)(process.execPath, ['src/cli/build.ts'], { cwd: broken })
    .then(() => null)
    .catch((error: { code: number; stderr: string }) => error)
  expect(failed?.code).toBe(1)
  expect(failed?.stderr).toMatch(/^events\/bad\/event\.ts:2: The module throws.*Error: not today/m)
  expect(existsSync(join(broken, 'dist/usher'))).toBe(false)
})

test('npm run build -- --startup sums up what it built', async () => {
  const sound = project('sound', { 'fair/event.ts': EVENTS['good/event.ts'] })
  const args = ['src/cli/build.ts', '--startup']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: sound })
  expect(stdout).toMatch(/^dist\/usher: 1 events with code, \d+ modules, \d+ KiB, gzip [\d.]+ KiB/m)
  expect(stdout).toMatch(/^biggest: fair 0\.\d KiB$/m)
  expect(stdout).toMatch(/^start-up: \d+ ms$/m)
  expect(readFileSync(join(sound, 'dist/overrides.json'), 'utf8')).toContain('"fallsOpen": true')
})
