import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carries, shareOf } from './shares.ts'

const eventKey = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/)
const count = fc.integer({ min: 1, max: 12 })

test('every event has one share, from 1 to the count', () => {
  fc.assert(
    fc.property(eventKey, count, (key, shares) => {
      const share = shareOf(key, shares)
      expect(share).toBeGreaterThanOrEqual(1)
      expect(share).toBeLessThanOrEqual(shares)
      expect(shareOf(key, shares)).toBe(share)
    }),
  )
})

test('one more share takes events from the others, and moves none between them', () => {
  fc.assert(
    fc.property(eventKey, count, (key, shares) => {
      const before = shareOf(key, shares)
      expect([before, shares + 1]).toContain(shareOf(key, shares + 1))
    }),
  )
})

test('while the count changes by one, whichever share is asked carries the event', () => {
  fc.assert(
    fc.property(eventKey, count, (key, fewer) => {
      const [asked, askedOfMore] = [shareOf(key, fewer), shareOf(key, fewer + 1)]
      // A front of fewer shares asks one of more, and the other way round.
      expect(carries(asked, key, fewer + 1)).toBe(true)
      if (askedOfMore <= fewer) expect(carries(askedOfMore, key, fewer)).toBe(true)
    }),
  )
})

test('the assignment never changes: other Workers may have been deployed with it', () => {
  const keys = ['pycon-apac', 'makers-fair', 'maritime-expo', 'a', 'fair-2027', 'fair-2028']
  expect(keys.map((key) => shareOf(key, 4))).toMatchInlineSnapshot(`
    [
      2,
      3,
      3,
      3,
      4,
      1,
    ]
  `)
})

// Keys as people write them: alike but for a year or a number.
const LIKE = Array.from({ length: 5_000 }, (_, at) => `fair-${2020 + (at % 10)}-city-${at}`)
const NUMBERED = Array.from({ length: 5_000 }, (_, at) => `e${at}`)

describe.each([
  ['alike', LIKE],
  ['numbered', NUMBERED],
])('of 5,000 events whose keys are %s', (_, keys) => {
  test.each([2, 3, 4, 5, 8, 16])('each of %s shares has about as many', (shares) => {
    const held = Map.groupBy(keys, (key) => shareOf(key, shares))
    expect(held.size).toBe(shares)
    const even = keys.length / shares
    for (const { length: size } of held.values())
      expect(Math.abs(size - even)).toBeLessThan(5 * Math.sqrt(even))
  })

  test.each([
    [1, 2, 1 / 2],
    [2, 3, 1 / 3],
    [4, 5, 1 / 5],
    [9, 10, 1 / 10],
  ])('from %s shares to %s about %f move', (before, after, part) => {
    const moved = keys.filter((key) => shareOf(key, before) !== shareOf(key, after))
    expect(moved.length / keys.length).toBeCloseTo(part, 1)
    expect(Math.abs(moved.length / keys.length - part)).toBeLessThan(0.03)
  })
})
