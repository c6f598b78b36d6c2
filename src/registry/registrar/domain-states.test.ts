import { describe, expect, test } from 'vitest'
import type { DomainState, Seen } from './domain-calls.ts'
import { type DomainTimes, judged, type Standing } from './domain-states.ts'

const TIMES: DomainTimes = { again: [1, 60], verified: 100, lost: 10, grace: 700 }
const NOW = 10_000

const look = (before: Partial<Standing>, seen: Seen) =>
  judged({ state: 'pending', since: 9_900, tries: 0, due: NOW, ...before }, seen, NOW, TIMES)

describe('a look', () => {
  test.each<[DomainState, Seen, DomainState, number | null]>([
    ['pending', 'proof', 'verified', 100],
    ['pending', 'nothing', 'pending', 2],
    ['pending', 'other', 'pending', 2],
    ['pending', 'no-answer', 'pending', 2],
    ['verified', 'proof', 'verified', 100],
    ['verified', 'nothing', 'lost', 10],
    ['verified', 'other', 'lost', 10],
    ['verified', 'no-answer', 'verified', 2],
    ['lost', 'proof', 'verified', 100],
    ['lost', 'nothing', 'lost', 10],
    ['lost', 'no-answer', 'lost', 10],
    ['vouched', 'nothing', 'vouched', null],
    ['vouched', 'no-answer', 'vouched', null],
    ['vouched', 'proof', 'verified', 100],
  ])('at one that is %s with %s leaves it %s', (state, seen, next, gap) => {
    const after = look({ state }, seen)
    expect(after.state).toBe(next)
    expect(after.due).toBe(gap === null ? null : NOW + gap)
    expect(after.since).toBe(next === state ? 9_900 : NOW)
  })

  test('is rarer each time, up to a limit, whatever the number', () => {
    expect([0, 3, 10, 5_000].map((tries) => look({ tries }, 'nothing').due)).toEqual([
      NOW + 2,
      NOW + 16,
      NOW + 60,
      NOW + 60,
    ])
  })
})

describe('the days of grace', () => {
  test.each<[number, Seen, DomainState]>([
    [NOW - 699, 'nothing', 'lost'],
    [NOW - 700, 'nothing', 'pending'],
    [NOW - 700, 'other', 'pending'],
    [NOW - 5_000, 'no-answer', 'lost'],
    [NOW - 5_000, 'proof', 'verified'],
  ])('since %i, with %s: %s', (since, seen, state) => {
    expect(look({ state: 'lost', since }, seen).state).toBe(state)
  })
})
