import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, inkOn, readable } from './color.ts'

const color = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('contrast is that of WCAG', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#336699', '#336699')).toBe(1)
})

test('ink is read on any colour', () => {
  fc.assert(fc.property(color, (background) => contrast(inkOn(background), background) >= 4.5))
})

test('any colour becomes readable on any background', () => {
  fc.assert(fc.property(color, color, (a, b) => contrast(readable(a, b), b) >= 4.5))
})

test('a colour that is readable is left as it is', () => {
  expect(readable('#0b3d4f', '#ffffff')).toBe('#0b3d4f')
})
