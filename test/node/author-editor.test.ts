import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { features } from '../../src/base/match.ts'
import type { Feature } from '../../src/base/feature.ts'
import { LanguageServer } from '../support/language-server.ts'
import { project } from '../support/project.ts'

// What an author sees while typing: names that complete, and mistakes told in words.

const event = (definition: string): string =>
  `import { ALLOW, defineEvent, PASS } from 'usher/kit'\n\nexport default defineEvent(${definition})\nexport { ALLOW, PASS }\n`

const STAGE =
  "stage: { type: 'choice', label: 'Stage', visibility: 'public', options: { seed: 'Seed', growth: 'Growth' } }"

/** `@@` is where the author has got to. */
const TYPING = {
  'a-seam/event.tsx': event('{ @@ }'),
  'a-text/event.tsx': event("{ messages: { en: { '@@' } } }"),
  'a-view/event.tsx': event("{ views: { '@@' } }"),
  'a-token/event.tsx': event("{ theme: { '@@' } }"),
  'a-guard/event.tsx': event('{ guards: { @@ } }'),
  'a-rule/event.tsx': event("{ rules: { '@@' } }"),
  'a-hook/event.tsx': event("{ hooks: { '@@' } }"),
  'a-part/event.tsx': event("{ keeps: ['@@'] }"),
  'a-fact/event.tsx': event('{ guards: { meetings: ({ person }) => person.@@ } }'),
  'a-field/event.tsx': event("{ fields: { volume: { type: 'number', @@ } } }"),
  'a-value/event.tsx': event(`{ fields: { ${STAGE} }, scorer: (me, other) => other.fields.@@ }`),
  'an-option/event.tsx': event(
    `{ fields: { ${STAGE} }, scorer: (me) => me.fields.stage === '@@' ? one : none }`,
  ),
  'a-prop/event.tsx': event("{ views: { 'meetings.card': ({ meeting }) => <p>{meeting.@@}</p> } }"),
} as const

const WRONG = {
  'bad-key/event.tsx': event("{ messages: { en: { 'home.agends': 'Plan' } } }"),
  'bad-value/event.tsx': event("{ messages: { de: { 'layout.zone': 'In {town}' } } }"),
  'bad-language/event.tsx': event("{ messages: { en_US: { 'home.agenda': 'Plan' } } }"),
  'bad-view/event.tsx': event("{ views: { 'home.heroes': () => <p /> } }"),
  'bad-guard/event.tsx': event('{ guards: { meeting: () => PASS } }'),
  'bad-rule/event.tsx': event("{ rules: { 'meetings.cancel': async () => ALLOW } }"),
  'bad-part/event.tsx': event("{ keeps: ['signin'] }"),
  'bad-field/event.tsx': event(
    "{ fields: { city: { type: 'text', label: 'City', visibility: 'public', unit: 'km' } } }",
  ),
  'bad-value-of/event.tsx': event(
    `{ fields: { ${STAGE} }, rules: { 'meetings.request': ({ to }) => to.fields.stake ? ALLOW : ALLOW } }`,
  ),
  'bad-token/event.tsx': event("{ theme: { acent: '#123456' } }"),
} as const

let root = ''
let errors = ''
const server = new LanguageServer()

beforeAll(async () => {
  root = project('editor', { ...TYPING, ...WRONG })
  writeFileSync(
    join(root, 'wrong.json'),
    '{ "extends": "./tsconfig.json", "include": ["events/bad-*/*"] }',
  )
  const checked = Promise.withResolvers<string>()
  execFile(resolve('node_modules/.bin/tsc'), ['-p', 'wrong.json'], { cwd: root }, (_, out) =>
    checked.resolve(out),
  )
  await server.open(root)
  errors = await checked.promise
})
afterAll(() => server.close())

const offered = (key: keyof typeof TYPING): Promise<string[]> =>
  server.completions(join(root, 'events', key), '@@')

const all: readonly Feature[] = features
const viewNames = all.flatMap(({ views = [] }) => views.map(({ name }) => name))

describe('an editor offers', () => {
  test.each<[keyof typeof TYPING, readonly string[]]>([
    [
      'a-seam/event.tsx',
      ['messages', 'theme', 'views', 'guards', 'rules', 'scorer', 'hooks', 'app', 'menu'],
    ],
    ['a-text/event.tsx', ['home.agenda', 'layout.zone', 'meetings.title']],
    ['a-view/event.tsx', viewNames],
    ['a-token/event.tsx', ['accent', 'radius', 'css']],
    ['a-guard/event.tsx', ['badge', 'directory', 'meetings']],
    ['a-rule/event.tsx', ['meetings.cancel', 'meetings.request']],
    ['a-hook/event.tsx', ['meeting.accepted', 'attendee.erased', 'contact.exchanged']],
    ['a-part/event.tsx', ['sign-in', 'me', 'badge']],
    ['a-fact/event.tsx', ['group', 'organisation', 'fields']],
    ['a-field/event.tsx', ['label', 'visibility', 'unit', 'min', 'filterable', 'retention']],
    ['a-value/event.tsx', ['stage']],
    ['an-option/event.tsx', ['seed', 'growth']],
    ['a-prop/event.tsx', ['other', 'time', 'place', 'status']],
  ])(
    'the base’s names in %s',
    async (key, names) => {
      const labels = await offered(key)
      expect(names.filter((name) => !labels.includes(name))).toEqual([])
    },
    30_000,
  )
})

describe('the compiler says in words', () => {
  test.each<[keyof typeof WRONG, string]>([
    ['bad-key/event.tsx', "'home.agends'' does not exist"],
    ['bad-value/event.tsx', 'There is no {town} here, only'],
    ['bad-language/event.tsx', 'is no language: write \\"de\\", or \\"de-AT\\".'],
    ['bad-view/event.tsx', "'home.heroes'' does not exist"],
    ['bad-guard/event.tsx', "'meeting' does not exist in type"],
    ['bad-rule/event.tsx', "Type 'Promise<string>' is not assignable to type 'RuleVerdict'."],
    ['bad-part/event.tsx', `Type '"signin"' is not assignable to type '"agenda"`],
    ['bad-field/event.tsx', 'A field of this type has no \\"unit\\".'],
    ['bad-value-of/event.tsx', "Did you mean 'stage'?"],
    ['bad-token/event.tsx', "Did you mean to write 'accent'?"],
  ])('what is wrong in %s', (key, words) => {
    const told = errors.split(/\n(?=\S)/).filter((error) => error.startsWith(`events/${key}(3,`))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain(words)
  })
})
