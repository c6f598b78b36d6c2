import { expect, test } from 'vitest'
import { changesBetween } from '../registry/registrar/changes.ts'
import { changesText } from './changes-text.ts'

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]
const told = (before: object, after: object): string =>
  changesText(changesBetween({ ...before }, { ...after }))

test.each([
  [
    'promoted for the first time',
    {},
    { release: { id: A, previous: null, pinned: false } },
    'release none → aaaaaaaaaaaa',
  ],
  [
    'promoted over another',
    { release: { id: A, previous: null } },
    { release: { id: B, previous: A } },
    'release aaaaaaaaaaaa → bbbbbbbbbbbb, stands by none → aaaaaaaaaaaa',
  ],
  ['pinned', { release: { pinned: false } }, { release: { pinned: true } }, 'pinned'],
  ['let go', { release: { pinned: true } }, { release: { pinned: false } }, 'unpinned'],
  ['isolated', {}, { lane: 'isolated' }, 'lane shared → isolated'],
  ['moved back', { lane: 'isolated' }, {}, 'lane isolated → shared'],
  ['recorded', { releases: {} }, { releases: { [A]: 'a note' } }, 'release aaaaaaaaaaaa'],
  [
    'renamed',
    { name: 'a', theme: {} },
    { name: 'b', theme: { accent: '#000' } },
    'name, theme.accent',
  ],
])('an event that was %s is told in a line', (_, before, after, text) => {
  expect(told(before, after)).toBe(text)
})

test('more changes than fit a line are counted', () => {
  expect(told({}, { a: 1, b: 2, c: 3, d: 4 })).toBe('a, b, c, d')
  expect(told({}, { a: 1, b: 2, c: 3, d: 4, e: 5 })).toBe('a, b, c and 2 more')
})

test('what a record has there that is no release is no reason to fail', () => {
  expect(told({ release: 'latest' }, { release: { id: 'x' } })).toBe('release none → x')
  expect(told({ release: 7 }, { release: null })).toBe('release none → none')
})
