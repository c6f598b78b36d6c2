import { describe, expect, test } from 'vitest'
import { groupByDay } from './days.ts'
import { roomGrid } from './room-grid.ts'
import type { Session } from './schedule.ts'

const MINUTE = 60_000

const session = (room: string, start: number, duration: number): Session => ({
  id: `${room}-${start}`,
  title: 'A talk',
  subtitle: '',
  abstract: '',
  start: start * MINUTE,
  duration,
  room,
  track: null,
  kind: null,
  language: null,
  speakers: [],
})

const grid = (sessions: readonly Session[], rooms: readonly string[]) =>
  roomGrid(groupByDay(sessions, 'UTC')[0]?.slots ?? [], rooms)

const cells = (sessions: readonly Session[], rooms: readonly string[]) =>
  grid(sessions, rooms)?.rows.map((row) =>
    row.map(({ column, width, height }) => [column, width, height]),
  )

describe('a day as a table of rooms', () => {
  test('has the programme’s order of rooms, without those that are not in use', () => {
    const sessions = [session('Annex', 0, 30), session('Main', 0, 30)]
    expect(grid(sessions, ['Main', 'Closed', 'Annex'])?.rooms).toEqual(['Main', 'Annex'])
  })

  test('a room that the programme does not name comes last', () => {
    const sessions = [session('Attic', 0, 30), session('Main', 0, 30)]
    expect(grid(sessions, ['Main'])?.rooms).toEqual(['Main', 'Attic'])
  })

  test('a long session reaches down to where it ends', () => {
    const sessions = [session('A', 0, 30), session('A', 30, 30), session('B', 0, 60)]
    expect(cells(sessions, ['A', 'B'])).toEqual([
      [
        [1, 1, 1],
        [2, 1, 2],
      ],
      [[1, 1, 1]],
    ])
  })

  test('a session ends where its room’s next one starts, also when their times overlap', () => {
    const sessions = [session('A', 0, 90), session('A', 30, 30), session('B', 0, 30)]
    expect(cells(sessions, ['A', 'B'])?.[0]).toEqual([
      [1, 1, 1],
      [2, 1, 1],
    ])
  })

  test('what is on alone has all the width; what overlaps another has not', () => {
    const sessions = [session('A', 0, 30), session('A', 30, 60), session('B', 60, 60)]
    expect(cells(sessions, ['A', 'B'])?.map(([cell]) => cell?.[1])).toEqual([2, 1, 1])
  })

  test('two at once in one room share a cell', () => {
    const twice = { ...session('A', 0, 30), id: 'other' }
    const sessions = [session('A', 0, 30), twice, session('B', 0, 30)]
    expect(grid(sessions, ['A', 'B'])?.rows[0]?.[0]?.sessions).toHaveLength(2)
  })

  test('is none where a list says as much', () => {
    expect(grid([], [])).toBeNull()
    expect(grid([session('A', 0, 30), session('A', 30, 30)], ['A'])).toBeNull()
    expect(grid([session('A', 0, 30), session('B', 30, 30)], ['A', 'B'])).toBeNull()
    const five = ['A', 'B', 'C', 'D', 'E']
    expect(
      grid(
        five.map((room) => session(room, 0, 30)),
        five,
      ),
    ).toBeNull()
  })
})
