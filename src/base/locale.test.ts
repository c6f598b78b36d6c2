import { expect, test } from 'vitest'
import { chooseLocale, direction, languageName } from './locale.ts'

test.each([
  [undefined, undefined, 'de-DE'],
  [undefined, 'en-GB,en;q=0.9', 'en'],
  [undefined, 'fr,de-CH;q=0.8,en;q=0.5', 'de-DE'],
  [undefined, 'en;q=0', 'de-DE'],
  [undefined, '*', 'de-DE'],
  [undefined, ';;;q=,,', 'de-DE'],
  ['en', 'de-DE', 'en'],
  ['tlh', 'en', 'en'],
])('chosen %s, browser %s: %s', (chosen, accepts, locale) => {
  expect(chooseLocale(['de-DE', 'en'], chosen, accepts)).toBe(locale)
})

test('Arabic and Hebrew run from right to left', () => {
  expect(['ar-EG', 'he', 'de', 'ja'].map(direction)).toEqual(['rtl', 'rtl', 'ltr', 'ltr'])
})

test('a language is named in itself, with its country only where two share it', () => {
  expect(languageName('de-DE', ['de-DE', 'en'])).toBe('Deutsch')
  expect(languageName('de-DE', ['de-DE', 'de-AT'])).toBe('Deutsch (Deutschland)')
})
