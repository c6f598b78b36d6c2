import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween, withChanges } from './changes.ts'

const state = fc.object({ maxDepth: 3, values: [fc.string(), fc.integer(), fc.constant(null)] })

test('changes name the field from the record inwards, with what was there before', () => {
  const before = { name: 'Fair', theme: { accent: '#000' }, hosts: ['a', 'b'] }
  const after = { name: 'Fair', theme: { accent: '#fff', radius: '2px' }, hosts: ['b'] }
  expect(changesBetween(before, after)).toEqual([
    { path: ['theme', 'accent'], from: '#000', to: '#fff' },
    { path: ['theme', 'radius'], to: '2px' },
    { path: ['hosts'], from: ['a', 'b'], to: ['b'] },
  ])
})

test('a state with the changes to another one is the other one', () => {
  fc.assert(
    fc.property(state, state, (before, after) => {
      // What a record is made of: JSON, also with names that every object seems to have.
      const [from, to] = [before, after].map((one) => JSON.parse(JSON.stringify(one)) as object)
      const [a, b] = [from as Record<string, unknown>, to as Record<string, unknown>]
      expect(withChanges(a, changesBetween(a, b))).toEqual(b)
    }),
    { numRuns: 2_000 },
  )
})
