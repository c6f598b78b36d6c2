import { describe, expect, test, vi } from 'vitest'
import type { Tenant } from '../../contract.ts'
import { parseTenant } from '../../registry/tenant.ts'
import { readAnswers } from './answers.ts'
import { tenantFile } from './demo-files.ts'
import * as read from './read-answer.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const refusal = (answer: { ok: boolean; error?: unknown }) => (answer.ok ? null : answer.error)

describe('an event key that is refused', () => {
  test.each([
    ['Foo', 'Try "foo".'],
    ['a--b', 'Try "a-b".'],
    ['Größe & Maß!', 'Try "grosse-mass".'],
    ['__proto__', 'Try "proto".'],
    ['../../etc', 'Try "etc".'],
    ['www', '"www" is reserved for the platform.'],
    ['constructor', '"constructor" is reserved'],
    ['-', '1 to 63 lower-case letters'],
    ['', '1 to 63 lower-case letters'],
    ['a'.repeat(70), `Try "${'a'.repeat(63)}".`],
  ])('%s: %s', (key, repair) => {
    expect(refusal(read.eventKey(key))).toContain(repair)
  })
})

describe('what nobody answers has a default', () => {
  test('name from the key, two days in two months, one colour a key', () => {
    expect(readAnswers('my-fair', {}, NOW)).toMatchObject({
      ok: true,
      value: {
        name: 'My Fair',
        place: '',
        starts: '2027-01-23',
        ends: '2027-01-24',
        locales: ['en'],
        with: ['messages', 'theme', 'page'],
      },
    })
  })

  test.each([undefined, 'Etc/Nowhere'])(
    'on a machine in the time zone %s it is UTC',
    (timeZone) => {
      const options = { ...Intl.DateTimeFormat('en').resolvedOptions(), timeZone }
      vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValueOnce(
        options as never,
      )
      expect(readAnswers('my-fair', {}, NOW)).toMatchObject({ value: { timeZone: 'UTC' } })
      vi.restoreAllMocks()
    },
  )

  test('the first day is no later than a last day that is given', () => {
    expect(readAnswers('my-fair', { ends: '2026-12-05' }, NOW)).toMatchObject({
      value: { starts: '2026-12-05', ends: '2026-12-05' },
    })
  })

  test('the last day follows the first', () => {
    expect(readAnswers('my-fair', { starts: '2028-02-28' }, NOW)).toMatchObject({
      value: { ends: '2028-02-29' },
    })
  })
})

describe('an answer is read the way people write it', () => {
  test.each([
    [read.accent('#FC0'), '#ffcc00'],
    [read.accent('7C2D92'), '#7c2d92'],
    [read.timeZone('asia/manila'), 'Asia/Manila'],
    [read.timeZone('utc'), 'UTC'],
    [read.locales('de-de, EN  pt-br,en'), ['de-DE', 'en', 'pt-BR']],
    [read.pieces('route messages'), ['messages', 'route']],
    [read.name('  “Fair” `${x}` 🎪 معرض  '), '“Fair” `${x}` 🎪 معرض'],
  ])('%o', (answer, value) => {
    expect(answer).toEqual({ ok: true, value })
  })
})

describe('a wrong answer is refused with the repair', () => {
  test.each([
    [read.name('   '), 'An event has a name.'],
    [read.name('x'.repeat(121)), 'at most 120'],
    [read.place('Hall 1\nHall 2'), 'Write it in one line.'],
    [read.day('2027-02-30'), 'Write year-month-day'],
    [read.day('27.3.2027'), 'Write year-month-day'],
    [read.lastDay('2027-03-26', '2027-03-27'), 'is before the first day, 2027-03-27'],
    [read.timeZone('berlin'), 'Did you mean Europe/Berlin?'],
    [read.timeZone('+02:00'), 'Write it like Europe/Berlin.'],
    [read.locales('en_US'), 'Did you mean en-US?'],
    [read.locales('english'), 'Write it like en or pt-BR.'],
    [read.locales(`de-${'a1b2c3-'.repeat(6)}x`), 'is no language tag'],
    [read.accent('blue'), 'Write it like #'],
    [read.accent('#fff;}</style>'), 'Write it like #'],
    [read.pieces('hook'), 'There is no example "hook".'],
    [read.pieces(''), 'at least one example'],
  ])('%o', (answer, repair) => {
    expect(refusal(answer)).toContain(repair)
  })

  test('every wrong one is told at once', () => {
    const answers = readAnswers('my-fair', { accent: 'blue', starts: 'soon' }, NOW)
    expect(refusal(answers)).toEqual([
      expect.stringMatching(/^--starts: /),
      expect.stringMatching(/^--ends: /),
      expect.stringMatching(/^--accent: /),
    ])
  })
})

test('a colour too light for text is accepted, and one is named that is not', () => {
  expect(read.accentNote('#7c2d92')).toBeNull()
  const [, better = ''] = /(#\w{6}) would do/.exec(read.accentNote('#e8b80c') ?? '') ?? []
  expect(better).not.toBe('')
  expect(read.accentNote(better)).toBeNull()
})

test.each([
  { name: `'"\`\${process.exit()}</script> 🎪 \u202Eمعرض\\` },
  { name: '日本', place: "L'Été", locales: 'ar,zh-Hant-TW', timeZone: 'UTC' },
])('whatever the name, the record can stand in the registry: %o', (given) => {
  const answers = readAnswers('my-fair', given, NOW)
  if (!answers.ok) throw new Error(answers.error.join('\n'))
  const record = JSON.parse(tenantFile(answers.value)) as Partial<Tenant>
  const host = 'my-fair.localhost'
  const tenant = parseTenant({
    schema: 1,
    revision: 1,
    key: 'my-fair',
    storeId: 'my-fair-1',
    canonicalHost: host,
    hosts: [host],
    status: 'live',
    theme: {},
    ...record,
  })
  expect(tenant).toMatchObject({ ok: true, value: { name: given.name } })
})
