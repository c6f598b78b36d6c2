import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { directedScore, harmonicMean, scoreTags, tagReasons, tagWeights } from './score.ts'
import type { ScoredPerson } from './scorer.ts'

const person = (
  id: string,
  seeks: readonly string[],
  offers: readonly string[] = [],
): ScoredPerson => ({ id, group: null, seeks, offers, fields: {} })
const tags = ['ai', 'bio', 'chips', 'data', 'energy', 'food']
const someTags = fc.subarray(tags)
const anyone = fc.tuple(someTags, someTags).map(([seeks, offers]) => person('p', seeks, offers))
const anyWeights = fc
  .array(fc.double({ min: 0.01, max: 12, noNaN: true }), { minLength: 6, maxLength: 6 })
  .map((all) => new Map(tags.map((tag, index) => [tag, all[index] ?? 1])))
const overlaps = (seeks: readonly string[], offers: readonly string[]) =>
  seeks.some((tag) => offers.includes(tag))

describe('the score, by hand', () => {
  test('5/12 one way and 1/2 the other make 0.4545', () => {
    // Sought by me: 12 in all, 4 + 1 of it offered. Sought by them: 4 + 2 + 2, of which 4.
    const weights = new Map(
      Object.entries({ ai: 4, bio: 4, chips: 2, data: 2, energy: 1, food: 1 }),
    )
    const me = person('me', ['ai', 'bio', 'chips', 'energy', 'food'], ['bio'])
    const other = person('other', ['bio', 'chips', 'data'], ['ai', 'food'])
    expect(directedScore(me.seeks, other.offers, weights)).toBe(5 / 12)
    expect(directedScore(other.seeks, me.offers, weights)).toBe(1 / 2)
    expect(scoreTags(me, other, { weights }).score).toBeCloseTo(5 / 11, 12)
    expect(scoreTags(me, other, { weights }).score.toFixed(4)).toBe('0.4545')
  })

  test('1/12 one way and 1/4 the other make 0.125', () => {
    const weights = new Map(Object.entries({ ai: 1, bio: 3, chips: 8 }))
    const me = person('me', ['ai', 'bio', 'chips'], ['ai'])
    const other = person('other', ['ai', 'bio'], ['ai'])
    expect(directedScore(me.seeks, other.offers, weights)).toBe(1 / 12)
    expect(directedScore(other.seeks, me.offers, weights)).toBe(1 / 4)
    expect(scoreTags(me, other, { weights }).score).toBeCloseTo(0.125, 12)
  })

  test('the weight of a tag comes from how many carry it', () => {
    const people = [
      person('a', ['ai', 'bio'], ['ai']),
      person('b', ['ai'], ['chips']),
      person('c', ['ai']),
      ...['d', 'e', 'f', 'g'].map((id) => person(id, [], ['ai'])),
    ]
    expect(tagWeights(people)).toEqual(new Map(Object.entries({ ai: 1, bio: 3, chips: 3 })))
    expect(tagWeights([])).toEqual(new Map())
  })

  test('reasons name the matching tags each way, heaviest first', () => {
    const weights = new Map(Object.entries({ ai: 1, bio: 3, chips: 2, data: 0 }))
    const me = person('me', ['ai', 'bio', 'data'], ['chips', 'bio'])
    const other = person('other', ['bio', 'chips'], ['data', 'bio', 'ai'])
    expect(tagReasons(me, other, weights)).toEqual([
      { kind: 'tag', tag: 'bio', direction: 'they-offer' },
      { kind: 'tag', tag: 'bio', direction: 'they-seek' },
      { kind: 'tag', tag: 'chips', direction: 'they-seek' },
      { kind: 'tag', tag: 'ai', direction: 'they-offer' },
    ])
  })
})

describe('the score', () => {
  test('is the same from both sides, from 0 to 1', () => {
    fc.assert(
      fc.property(anyone, anyone, anyWeights, (me, other, weights) => {
        const { score, reasons } = scoreTags(me, other, { weights })
        expect(scoreTags(other, me, { weights }).score).toBe(score)
        expect(score >= 0 && score <= 1).toBe(true)
        expect(scoreTags(other, me, { weights }).reasons).toHaveLength(reasons.length)
      }),
    )
  })

  test('is 1 where each offers all that the other seeks, and nowhere else', () => {
    fc.assert(
      fc.property(anyone, anyone, anyWeights, (me, other, weights) => {
        const covers = (seeks: readonly string[], offers: readonly string[]) =>
          seeks.length > 0 && seeks.every((tag) => offers.includes(tag))
        const full = covers(me.seeks, other.offers) && covers(other.seeks, me.offers)
        expect(scoreTags(me, other, { weights }).score === 1).toBe(full)
        const mirror = { ...other, seeks: me.offers, offers: me.seeks }
        const whole = me.seeks.length > 0 && me.offers.length > 0
        expect(scoreTags(me, mirror, { weights }).score).toBe(whole ? 1 : 0)
      }),
    )
  })

  test('is 0 exactly where one way has no overlap', () => {
    fc.assert(
      fc.property(anyone, anyone, anyWeights, (me, other, weights) => {
        const both = overlaps(me.seeks, other.offers) && overlaps(other.seeks, me.offers)
        expect(scoreTags(me, other, { weights }).score > 0).toBe(both)
      }),
    )
  })

  test('is never lowered by a matching tag that becomes rarer, nor by one more that is offered', () => {
    const more = fc.double({ min: 0, max: 10, noNaN: true })
    const tag = fc.constantFrom(...tags)
    fc.assert(
      fc.property(anyone, anyone, anyWeights, tag, more, (me, other, weights, one, extra) => {
        const before = directedScore(me.seeks, other.offers, weights)
        const wider = directedScore(me.seeks, [...other.offers, one], weights)
        expect(wider).toBeGreaterThanOrEqual(before)
        if (!me.seeks.includes(one) || !other.offers.includes(one)) return
        const rarer = new Map(weights).set(one, (weights.get(one) ?? 0) + extra)
        expect(directedScore(me.seeks, other.offers, rarer) + 1e-12).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  test('does not depend on the order of tags, nor on one that is written twice', () => {
    fc.assert(
      fc.property(anyone, anyone, anyWeights, (me, other, weights) => {
        const { seeks, offers } = other
        const untidy = {
          ...other,
          seeks: [...seeks.toReversed(), ...seeks],
          offers: [...offers.toReversed(), ...offers],
        }
        expect(scoreTags(me, untidy, { weights })).toEqual(scoreTags(me, other, { weights }))
      }),
    )
  })

  test('a tag that fewer carry never weighs less', () => {
    fc.assert(
      fc.property(fc.array(anyone, { minLength: 1, maxLength: 20 }), (people) => {
        const weights = [...tagWeights(people)]
        const carriers = (tag: string) =>
          people.filter(({ seeks, offers }) => seeks.includes(tag) || offers.includes(tag)).length
        for (const [tag, weight] of weights)
          for (const [other, less] of weights)
            if (carriers(tag) < carriers(other)) expect(weight).toBeGreaterThan(less)
        expect(weights.every(([, weight]) => weight >= 1)).toBe(true)
      }),
    )
  })

  test('the harmonic mean lies between the two, nearer to the lower one', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(part, part, (a, b) => {
        const mean = harmonicMean(a, b)
        expect(mean).toBe(harmonicMean(b, a))
        expect(mean).toBeLessThanOrEqual((a + b) / 2 + 1e-12)
        if (mean > 0) expect(mean).toBeGreaterThanOrEqual(Math.min(a, b) - 1e-12)
      }),
    )
  })
})
