import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoPeople } from '../../src/cli/demo-people/demo-people.ts'
import { readAnswers } from '../../src/cli/scaffold/answers.ts'
import { scaffold } from '../../src/cli/scaffold/files.ts'
import { PERSONA_NAME, peopleFile } from '../../src/cli/scaffold/people-file.ts'
import { PIECES } from '../../src/cli/scaffold/pieces.ts'
import { writeFolders } from '../../src/cli/scaffold/write-folders.ts'

// `usher new` in a copy of the project, where new events may come to be.

const LEFT_OUT = new Set(['.git', '.usher', '.wrangler', 'dist', 'docs', 'node_modules'])
const BIN = resolve('node_modules/.bin')

let project = ''
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'usher-new-'))
  for (const name of readdirSync('.')) {
    if (!LEFT_OUT.has(name)) cpSync(name, join(project, name), { recursive: true })
  }
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'))
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

interface Run {
  readonly code: number
  readonly text: string
}

/** A command in the copy, with no terminal: its exit code and all that it printed. */
function run(command: string, ...words: string[]): Promise<Run> {
  const env = { ...process.env, PATH: `${BIN}${delimiter}${process.env['PATH']}`, NO_COLOR: '1' }
  const { promise, resolve: done } = Promise.withResolvers<Run>()
  const child = execFile(join(BIN, command), words, { cwd: project, env }, (_, out, err) =>
    done({ code: child.exitCode ?? -1, text: out + err }),
  )
  child.stdin?.end()
  return promise
}

const usherNew = (...words: string[]): Promise<Run> =>
  run('node', 'src/cli/usher.ts', 'new', ...words)

const narrow = (file: string, settings: string, include: readonly string[]): void =>
  writeFileSync(join(project, file), JSON.stringify({ extends: settings, include }))

const read = (path: string): string => readFileSync(join(project, path), 'utf8')
const folders = (): string[] => [
  ...readdirSync(join(project, 'events')),
  ...readdirSync(join(project, 'demo')),
]

// Each starts a process or more: on a busy machine that takes its time.
describe('usher new', () => {
  test('without a terminal takes the defaults, and says how to see the event', async () => {
    const { code, text } = await usherNew('first-fair')
    expect(code).toBe(0)
    for (const file of [
      'events/first-fair/event.tsx',
      'events/first-fair/event.test.ts',
      'demo/first-fair/tenant.json',
      'demo/first-fair/schedule.json',
      'demo/first-fair/people.json',
    ]) {
      expect(text).toContain(file)
      expect(existsSync(join(project, file))).toBe(true)
    }
    expect(text).toContain('npm start and open http://first-fair.localhost:8787/')
    expect(text).toContain('http://first-fair.localhost:8787/__dev/as/persona-1@people.example')
  })

  test.each(['en', 'de-DE', 'pt-BR,tlh'])('in %s there are people in two groups', (locales) => {
    const answers = readAnswers('full-fair', { locales }, new Date())
    if (!answers.ok) throw new Error(answers.error.join('\n'))
    writeFileSync(join(project, 'people.json'), peopleFile(answers.value))
    const list = demoPeople(join(project, 'people.json'))
    expect(list?.people).toHaveLength(24)
    expect(new Set(list?.people.map(({ group }) => group))).toEqual(
      new Set(['visitors', 'exhibitors']),
    )
    expect(list?.people[0]).toMatchObject({
      name: PERSONA_NAME,
      email: 'persona-1@people.example',
    })
  })

  test('never writes over an event, whether it has code or only a record', async () => {
    const before = read('demo/maritime-expo/tenant.json')
    const refused = await Promise.all(
      ['pycon-apac', 'maritime-expo'].map((key) => usherNew(key, '--yes')),
    )
    for (const { code, text } of refused) {
      expect(code).toBe(2)
      expect(text).toContain('is there already')
    }
    expect(read('demo/maritime-expo/tenant.json')).toBe(before)
    expect(existsSync(join(project, 'events/maritime-expo'))).toBe(false)
  })

  test.each([
    [['Foo'], 'Try "foo"'],
    [[], 'npx usher new my-fair'],
    [['ok-fair', '--time-zone', 'Berlin'], 'Did you mean Europe/Berlin?'],
  ])('%j is refused with the repair, and nothing is written', async (words, repair) => {
    const before = folders()
    const { code, text } = await usherNew(...words)
    expect(code).toBe(2)
    expect(text).toContain(repair)
    expect(folders()).toEqual(before)
  })

  test('--dry-run lists the files and writes none', async () => {
    const before = folders()
    const { code, text } = await usherNew('dry-fair', '--dry-run')
    expect(code).toBe(0)
    expect(text).toContain('events/dry-fair/event.tsx')
    expect(folders()).toEqual(before)
  })

  test('what is typed as a name gets into the record, never into the code', async () => {
    const name = '`${process.exit(9)}` \'"</h1>*/ 🎪 معرض'
    const { code } = await usherNew('odd-fair', '--name', name, '--place', name)
    expect(code).toBe(0)
    expect(JSON.parse(read('demo/odd-fair/tenant.json'))).toMatchObject({ name, place: name })
    for (const file of ['event.tsx', 'event.test.ts']) {
      expect(read(`events/odd-fair/${file}`)).not.toContain('process')
    }
  })
})

describe('every combination of examples', () => {
  // Languages take turns: one, several, one that the examples do not speak, one that the base does.
  const LOOKS = PIECES.indexOf('guard')
  const LOCALES = ['en', 'de-DE', 'en,de', 'pt-BR,en', 'ar,de-AT,zh-Hant-TW']

  beforeAll(() => {
    for (let chosen = 1; chosen < 2 ** LOOKS; chosen++) {
      const key = chosen === 1 ? 'a'.repeat(63) : `fair-${chosen}`
      // What decides takes turns, too: none, the one, the other, both.
      const bits = chosen | ((chosen % 4) << LOOKS)
      const pieces = PIECES.filter((_, index) => bits & (1 << index))
      const locales = LOCALES[chosen % LOCALES.length] ?? 'en'
      const answers = readAnswers(key, { with: pieces.join(','), locales }, new Date())
      if (!answers.ok) throw new Error(answers.error.join('\n'))
      writeFolders(project, scaffold(key, answers.value))
    }
  })

  test('passes the checks of the project and its own tests, untouched', async () => {
    expect((await run('node', 'src/cli/map.ts')).code).toBe(0)
    // The project's own settings, for the new files alone.
    narrow('events.json', './tsconfig.json', ['events'])
    narrow('events.node.json', './tsconfig.node.json', ['events/**/*.test.ts'])
    const checks = [
      ['tsc', '--singleThreaded', '-p', 'events.json'],
      ['tsc', '--singleThreaded', '-p', 'events.node.json'],
      ['oxfmt', '--check', 'events'],
      ['oxlint', '--type-aware', 'events'],
      ['vitest', 'run', '--project', 'unit', 'events/'],
      ['knip'],
    ] as const
    const outcomes = await Promise.all(
      checks.map(async ([command, ...words]) => {
        const { code, text } = await run(command, ...words)
        return code === 0 ? null : `${command}\n${text}`
      }),
    )
    expect(outcomes.filter((outcome) => outcome !== null)).toEqual([])
  }, 120_000)
})
