import { describe, expect, test } from 'vitest'
import { currentOf, roundsOf, seatOf } from './rounds.ts'

const plan = { starts: 1_000_000, length: 1000, rounds: 9 }
const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => `p${i}`)

describe.each([2, 3, 7, 8, 20, 41])('with %i people', (count) => {
  const rounds = roundsOf(ids(count), plan)

  test('everybody has one seat in each round, one at most a break', () => {
    expect(rounds).toHaveLength(Math.min(9, count % 2 === 0 ? count - 1 : count))
    for (const { tables } of rounds) {
      const seated = tables.flatMap(({ people }) => people.filter((id) => id !== undefined))
      expect(seated.toSorted()).toEqual(ids(count).toSorted())
      expect(tables.filter(({ people }) => people.length === 1)).toHaveLength(count % 2)
      expect(new Set(tables.map(({ number }) => number)).size).toBe(tables.length)
    }
  })

  test('nobody meets anybody twice', () => {
    const pairs = rounds.flatMap(({ tables }) =>
      tables.flatMap(({ people }) =>
        people.length === 2
          ? [
              people
                .map(String)
                .toSorted((a, b) => (a < b ? -1 : 1))
                .join(' '),
            ]
          : [],
      ),
    )
    expect(new Set(pairs).size).toBe(pairs.length)
  })
})

test('alone there is nothing to do', () => {
  expect(roundsOf([], plan)).toEqual([])
  expect(roundsOf(['p0'], plan)).toEqual([])
})

test('the current round is the one that runs, before the first the first', () => {
  const rounds = roundsOf(ids(4), plan)
  expect(currentOf(rounds, 1000, 0)?.number).toBe(1)
  expect(currentOf(rounds, 1000, 1_001_500)?.number).toBe(2)
  expect(currentOf(rounds, 1000, 1_003_000)).toBeUndefined()
  expect(rounds[0] && seatOf(rounds[0], 'nobody')).toBeUndefined()
})
