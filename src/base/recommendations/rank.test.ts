import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEAST, rank, rankBy } from './rank.ts'
import { scoreTags, tagWeights } from './score.ts'
import type { ScoredPerson, Scorer } from './scorer.ts'
import { indexPeople } from './tag-index.ts'
import { vetoedBy, type Dismissal } from './veto.ts'

const person = (
  id: string,
  seeks: readonly string[] = [],
  offers: readonly string[] = [],
): ScoredPerson => ({ id, group: null, seeks, offers, fields: {} })
const all = { except: new Set<string>(), limit: 100, least: 0 }
const byScorer = { ...all, visible: new Set<string>() }
const ids = (ranked: readonly { readonly id: string }[]) => ranked.map(({ id }) => id)
const indexOf = (people: readonly ScoredPerson[]) => indexPeople(people, tagWeights(people))

const tags = ['ai', 'bio', 'chips', 'data', 'energy', 'food']
const someTags = fc.subarray(tags)
const crowd = fc
  .array(fc.tuple(someTags, someTags), { minLength: 1, maxLength: 30 })
  .map((everyone) => everyone.map(([seeks, offers], n) => person(`p${n}`, seeks, offers)))
const me = fc.tuple(someTags, someTags).map(([seeks, offers]) => person('me', seeks, offers))

describe('ranking', () => {
  test('puts the best first, equal scores by id', () => {
    const viewer = person('me', ['ai', 'bio'], ['food'])
    const people = [
      viewer,
      person('half', ['food'], ['ai']),
      person('b', ['food'], ['bio', 'ai']),
      person('a', ['food'], ['ai', 'bio']),
      person('no', ['data'], ['energy']),
    ]
    const weights = new Map(tags.map((tag) => [tag, 1]))
    expect(rank(viewer, indexPeople(people, weights), all)).toMatchObject([
      { id: 'a', score: 1 },
      { id: 'b', score: 1 },
      { id: 'half', score: 2 / 3 },
    ])
  })

  test('fills up with those who match one way, then with those whom most look for', () => {
    const viewer = person('me', ['ai'], ['food'])
    const people = [
      person('both', ['food'], ['ai']),
      person('offers', [], ['ai', 'data']),
      person('seeks', ['food', 'data']),
      person('wanted', [], ['data']),
      person('new'),
      person('unwanted', ['data'], ['energy']),
    ]
    const index = indexPeople(people, new Map(tags.map((tag) => [tag, 1])))
    const ranked = rank(viewer, index, { ...all, least: 10 })
    expect(ids(ranked)).toEqual(['both', 'offers', 'seeks', 'wanted', 'new', 'unwanted'])
    expect(ranked.slice(1).map(({ score, reasons }) => [score, reasons])).toEqual([
      [0, [{ kind: 'tag', tag: 'ai', direction: 'they-offer' }]],
      [0, [{ kind: 'tag', tag: 'food', direction: 'they-seek' }]],
      [0, [{ kind: 'popular', tag: 'data' }]],
      [0, [{ kind: 'new' }]],
      [0, [{ kind: 'new' }]],
    ])
    expect(ids(rank(viewer, index, all))).toEqual(['both'])
    expect(ids(rank(viewer, index, { ...all, least: 10, limit: 2 }))).toEqual(['both', 'offers'])
  })

  test('has ten wherever ten people may be seen, all with a reason, nobody twice', () => {
    fc.assert(
      fc.property(me, crowd, fc.subarray(['p0', 'p3', 'p5', 'me']), (viewer, people, hidden) => {
        const except = new Set(hidden)
        const options = { except, limit: 50, least: LEAST }
        const ranked = rank(viewer, indexOf([...people, viewer]), options)
        const visible = people.filter(({ id }) => !except.has(id))
        expect(ranked.length).toBeGreaterThanOrEqual(Math.min(LEAST, visible.length))
        expect(new Set(ids(ranked)).size).toBe(ranked.length)
        expect(ranked.every(({ reasons }) => reasons.length > 0)).toBe(true)
        expect(ids(ranked).filter((id) => id === 'me' || except.has(id))).toEqual([])
      }),
    )
  })

  test('is what the scorer says of everyone, one by one', () => {
    fc.assert(
      fc.property(me, crowd, fc.nat(20), (viewer, people, limit) => {
        const index = indexOf(people)
        const options = { ...byScorer, limit }
        expect(rank(viewer, index, options)).toEqual(rankBy(scoreTags, viewer, index, options))
      }),
    )
  })

  test('does not depend on the order of people, nor on a journey to another isolate', () => {
    fc.assert(
      fc.property(me, crowd, (viewer, people) => {
        const [there, back] = [indexOf(people), indexOf(people.toReversed())]
        const options = { ...all, least: 10 }
        expect(rank(viewer, there, options)).toEqual(rank(viewer, back, options))
        expect(rank(viewer, structuredClone(there), options)).toEqual(rank(viewer, there, options))
      }),
    )
  })

  test('of the others stays as it is when somebody comes, as long as the weights do', () => {
    fc.assert(
      fc.property(me, crowd, someTags, someTags, (viewer, people, seeks, offers) => {
        const weights = tagWeights(people)
        const before = rank(viewer, indexPeople(people, weights), all)
        const more = [...people, person('new', seeks, offers)]
        const now = rank(viewer, indexPeople(more, weights), all)
        expect(now.filter(({ id }) => id !== 'new')).toEqual(before)
      }),
    )
  })

  test('a longer list begins with the shorter one', () => {
    fc.assert(
      fc.property(me, crowd, fc.nat(30), fc.nat(30), (viewer, people, one, other) => {
        const index = indexOf(people)
        const [short, long] = [one, other]
          .toSorted((a, b) => a - b)
          .map((limit) => rank(viewer, index, { ...all, limit, least: LEAST }))
        expect(long?.slice(0, short?.length)).toEqual(short)
      }),
    )
  })

  test('with a scorer of its own: score 0 is left out, filled up as always', () => {
    const people = [person('a', ['ai'], ['bio']), person('b'), person('c', [], ['ai'])]
    const byName = rankBy(
      (_, { id }) => ({ score: id === 'b' ? 0.5 : 0, reasons: [] }),
      person('me'),
      indexOf(people),
      { ...byScorer, least: 2 },
    )
    expect(byName).toEqual([
      { id: 'b', score: 0.5, reasons: [] },
      { id: 'c', score: 0, reasons: [{ kind: 'popular', tag: 'ai' }] },
    ])
  })

  test('by what not everybody sees orders people and is no reason', () => {
    const named = fc.constantFrom('seed', 'growth', undefined)
    const said = fc.tuple(named, named)
    const telling: Scorer = (own, { fields }) => ({
      score: fields['secret'] === own.fields['secret'] ? 1 : 0.5,
      reasons: [{ kind: 'own', words: JSON.stringify(fields) }],
    })
    const say = (one: ScoredPerson, [open, secret]: (string | undefined)[]): ScoredPerson => ({
      ...one,
      fields: { ...(open && { open }), ...(secret && { secret }) },
    })
    const options = { ...byScorer, visible: new Set(['open']) }
    fc.assert(
      fc.property(said, fc.array(said, { minLength: 1, maxLength: 9 }), (own, others) => {
        const viewer = say(person('me'), own)
        const crowded = others.map((other, i) => say(person(`p${i}`), other))
        const ranked = rankBy(telling, viewer, indexOf(crowded), options)
        expect(ranked).toHaveLength(others.length)
        expect(JSON.stringify(ranked)).not.toContain('secret')
        const suits = (id: string) => crowded.find((one) => one.id === id)?.fields['secret']
        for (const { id, score } of ranked) {
          expect(score).toBe(suits(id) === viewer.fields['secret'] ? 1 : 0.5)
        }
      }),
    )
  })
})

describe('a veto', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  const dismissals = fc.array(fc.record<Dismissal>({ by: name, whom: name }))

  test('counts both ways, whoever dismissed whom', () => {
    fc.assert(
      fc.property(dismissals, name, name, (list, one, other) => {
        const vetoed = vetoedBy(list, one).has(other)
        expect(vetoedBy(list, other).has(one)).toBe(vetoed)
        expect(vetoed).toBe(
          list.some(
            ({ by, whom }) => (by === one && whom === other) || (by === other && whom === one),
          ),
        )
      }),
    )
  })
})
