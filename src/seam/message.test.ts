import { describe, expect, test } from 'vitest'
import { Messages, messageSeam } from './message.ts'

const seam = messageSeam('shop', {
  en: { open: 'Open', items: '{count, plural, one {# item} other {# items}}', odd: 'It’s {n}' },
  de: { open: 'Offen', items: '{count, plural, one {# Stück} other {# Stück}}', odd: '{n}' },
})

function say(own: ConstructorParameters<typeof Messages>[0], locale: string) {
  const faults: string[] = []
  const messages = new Messages(own)
  return {
    faults,
    text: (key: 'open' | 'items' | 'odd', values = {}) =>
      messages.text(seam, key, locale, values, {
        deadline: 100,
        allows: () => true,
        succeeded: () => undefined,
        ranOut: () => undefined,
        enter: () => () => undefined,
        waiting: false,
        failed: (name) => faults.push(name),
      }),
  }
}

describe('which text is said', () => {
  test('the one of the locale, its language, else English', () => {
    expect(say({}, 'de-AT').text('open')).toBe('Offen')
    expect(say({}, 'fil-PH').text('open')).toBe('Open')
  })

  test('the module’s own before the base’s, the closer locale before the farther', () => {
    const own = { de: { 'shop.open': 'Auf' }, 'de-AT': { 'shop.open': 'Servus' } }
    expect(say(own, 'de-AT').text('open')).toBe('Servus')
    expect(say(own, 'de-DE').text('open')).toBe('Auf')
    expect(say(own, 'en').text('open')).toBe('Open')
  })

  test('a locale named like a property of objects is nobody’s', () => {
    expect(say({}, 'constructor').text('open')).toBe('Open')
  })
})

test('plurals and numbers are written the locale’s way', () => {
  expect(say({}, 'en').text('items', { count: 1 })).toBe('1 item')
  expect(say({}, 'de').text('items', { count: 12_345 })).toBe('12.345 Stück')
})

test('markup in a text and in a value stays text', () => {
  const own = { en: { 'shop.odd': '<b>{n}</b>' } }
  expect(say(own, 'en').text('odd', { n: '<i>' })).toBe('<b><i></b>')
})

describe('a text of the module that cannot be used', () => {
  test.each([
    ['does not parse', '{n'],
    ['asks for a value that is not there', '{other}'],
    ['is no string', 5 as unknown as string],
  ])('%s: the base’s is said, and the fault is told', (_, text) => {
    const { text: said, faults } = say({ en: { 'shop.odd': text } }, 'en')
    expect(said('odd', { n: '7' })).toBe('It’s 7')
    expect(faults).toEqual(['message:shop.odd'])
  })
})
