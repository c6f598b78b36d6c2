import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_NUMBER, readNumber, writeNumber } from './written-number.ts'

const LOCALES = [
  'en',
  'de-DE',
  'de-CH',
  'fr-FR',
  'es',
  'ja',
  'ar',
  'ar-EG',
  'hi',
  'en-IN',
  'pl',
  'pt-BR',
]

test.each<[string, string, number | null]>([
  ['1200', 'en', 1200],
  ['1,200', 'en', 1200],
  ['1,200', 'de-DE', 1.2],
  ['1.200', 'de-DE', 1200],
  ['1.200', 'en', 1.2],
  ['1.234.567,5', 'de-DE', 1_234_567.5],
  ['1,234,567.5', 'en', 1_234_567.5],
  ['12,34,567', 'en-IN', 1_234_567],
  ['1,5', 'en', 1.5],
  ['1.5', 'de-DE', 1.5],
  ['1 234,5', 'fr-FR', 1234.5],
  ['1\u202f234,5', 'fr-FR', 1234.5],
  ['1’234.5', 'de-CH', 1234.5],
  ['١٬٢٣٤٫٥', 'ar-EG', 1234.5],
  ['۱۲', 'fa', 12],
  ['१२', 'hi', 12],
  ['１２００', 'ja', 1200],
  ['−3', 'en', -3],
  ['-0', 'en', 0],
  ['0.0000001', 'en', 0],
  ['', 'en', null],
  ['twelve', 'en', null],
  ['12 t', 'en', null],
  ['1e9', 'en', null],
  ['0x10', 'en', null],
  ['1.2.3', 'en', null],
  ['1,2,3', 'en', null],
  ['Infinity', 'en', null],
  ['9999999999999', 'en', null],
  ['9'.repeat(400), 'en', null],
])('%s in %s is %s', (typed, locale, value) => {
  expect(readNumber(typed, locale)).toBe(value)
})

const number = fc
  .double({ min: -MAX_NUMBER, max: MAX_NUMBER, noNaN: true })
  .map((value) => Number(value.toFixed(3)) + 0)

test('what is written is read back, in every locale, also as people see it', () => {
  fc.assert(
    fc.property(number, fc.constantFrom(...LOCALES), (value, locale) => {
      expect(readNumber(writeNumber(value, locale), locale)).toBe(value)
      const seen = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value)
      // Three digits after the mark of the fraction are no thousands: the marks differ.
      expect(readNumber(seen, locale)).toBe(value)
    }),
  )
})

test('anything may be typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...LOCALES), (typed, locale) => {
      const value = readNumber(typed, locale)
      expect(value === null || Number.isFinite(value)).toBe(true)
    }),
  )
})
