import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventField, FieldDefinition, FieldValue } from './field.ts'
import { formFields, inputName, writeInput } from './form-field.ts'
import { keptField, readValue } from './kept-field.ts'

const common = { label: { en: 'Label' }, visibility: 'public' } as const
const options = { eu: { en: 'Europe' }, us: { en: 'America' }, asia: { en: 'Asia' } }
const named = (field: FieldDefinition): EventField => ({ name: 'own', ...field })

const FIELDS = {
  number: named({ ...common, type: 'number', min: 0, max: 1_000 }),
  text: named({ ...common, type: 'text', max: 10 }),
  lines: named({ ...common, type: 'text', lines: true }),
  choice: named({ ...common, type: 'choice', options }),
  choices: named({ ...common, type: 'choices', options, max: 2 }),
  date: named({ ...common, type: 'date', min: '2027-01-01', max: '2027-12-31' }),
  'yes-no': named({ ...common, type: 'yes-no' }),
}

const read = (field: EventField, value: unknown): unknown => {
  const result = readValue(keptField(field), value)
  return result.ok ? result.value : result.error.key
}

describe('a value', () => {
  test.each<[keyof typeof FIELDS, unknown, unknown]>([
    ['number', 12.5, 12.5],
    ['number', 0, 0],
    ['number', -1, 'too-small'],
    ['number', 1_001, 'too-large'],
    ['number', '12', 'number'],
    ['number', Number.NaN, 'number'],
    ['number', Infinity, 'number'],
    ['text', ' two  words ', 'two words'],
    ['text', '  ', null],
    ['text', 'x'.repeat(11), 'too-long'],
    ['text', 'a\u202eb', 'characters'],
    ['text', 5, 'characters'],
    ['text', { toString: () => 'x' }, 'characters'],
    ['lines', 'one\r\ntwo', 'one\ntwo'],
    ['choice', 'eu', 'eu'],
    ['choice', 'EU', 'choice'],
    ['choice', 'constructor', 'choice'],
    ['choice', ['eu'], 'choice'],
    ['choices', ['us', 'eu', 'us'], ['eu', 'us']],
    ['choices', [], null],
    ['choices', ['eu', 'us', 'asia'], 'too-many'],
    ['choices', ['eu', 'moon'], 'choice'],
    ['choices', 'eu', 'choice'],
    ['date', '2027-03-27', '2027-03-27'],
    ['date', '2026-12-31', 'too-early'],
    ['date', '2028-01-01', 'too-late'],
    ['date', '2027-02-29', 'date'],
    ['date', 1_800_000_000_000, 'date'],
    ['yes-no', false, false],
    ['yes-no', 'yes', 'choice'],
    ['yes-no', 1, 'choice'],
  ])('of a %s: %j is %j', (type, value, expected) => {
    expect(read(FIELDS[type], value)).toEqual(expected)
  })

  test.each(Object.entries(FIELDS))('of a %s may be none', (_, field) => {
    for (const none of [null, undefined, '']) expect(read(field, none)).toBeNull()
  })

  test('of any field: what is kept is read back as it is, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(FIELDS)), fc.anything(), (field, value) => {
        const once = readValue(keptField(field), value)
        if (once.ok) expect(readValue(keptField(field), once.value)).toEqual(once)
      }),
    )
  })
})

describe('a form', () => {
  const fill = (field: EventField, sent: readonly string[], locale = 'en'): unknown => {
    const rule = formFields([field], locale)[inputName('own')]
    const result = rule?.(sent)
    if (result === undefined) return undefined
    return result.ok ? result.value : result.error.key
  }

  test.each<[keyof typeof FIELDS, readonly string[], unknown]>([
    ['number', ['1,000'], 1_000],
    ['number', ['12 t'], 'number'],
    ['number', [' '], null],
    ['choices', ['eu', 'us'], ['eu', 'us']],
    ['yes-no', ['no'], false],
    ['yes-no', ['maybe'], 'choice'],
    ['yes-no', [''], null],
    ['date', ['27.3.2027'], 'date'],
    ['text', [], null],
  ])('%s: %j is %j', (type, sent, expected) => {
    expect(fill(FIELDS[type], sent)).toEqual(expected)
  })

  test.each(Object.entries(FIELDS))('that leaves out a required %s is sent back', (_, field) => {
    expect(fill({ ...field, required: true }, [''])).toBe(
      field.type === 'choices' ? 'choice' : 'required',
    )
    expect(fill({ ...field, required: true }, [])).toBe('required')
  })

  test.each<[keyof typeof FIELDS, FieldValue]>([
    ['number', 999.25],
    ['text', 'two words'],
    ['choice', 'us'],
    ['choices', ['eu', 'asia']],
    ['date', '2027-03-27'],
    ['yes-no', true],
    ['yes-no', false],
  ])('of %s shows what it reads: %j', (type, value) => {
    for (const locale of ['en', 'de-DE', 'ar-EG', 'ja']) {
      expect(fill(FIELDS[type], writeInput(value, locale), locale)).toEqual(value)
    }
  })
})
