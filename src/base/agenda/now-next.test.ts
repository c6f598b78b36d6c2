import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nowAndNext } from './now-next.ts'
import type { Session } from './schedule.ts'

const MINUTE = 60_000
const session = (id: string, start: number, duration: number, room = 'Hall A'): Session => ({
  id,
  title: id,
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
const ids = (sessions: readonly Session[]) => sessions.map(({ id }) => id)
const at = (sessions: readonly Session[], minute: number) => {
  const { now, next } = nowAndNext(sessions, minute * MINUTE)
  return { now: ids(now), next: ids(next) }
}

describe('now and next', () => {
  const day = [
    session('second', 60, 30, 'Hall B'),
    session('long', 0, 120),
    session('other second', 60, 30, 'Hall A'),
    session('third', 90, 30),
  ]

  test('before the programme nothing runs', () => {
    expect(at(day, -1)).toEqual({ now: [], next: ['long'] })
  })

  test('a session runs from its start', () => {
    expect(at(day, 0)).toEqual({ now: ['long'], next: ['other second', 'second'] })
  })

  test('a session no longer runs at its end', () => {
    expect(at(day, 90)).toEqual({ now: ['long', 'third'], next: [] })
    expect(at(day, 120)).toEqual({ now: [], next: [] })
  })

  test('an empty programme has neither', () => {
    expect(at([], 0)).toEqual({ now: [], next: [] })
  })

  test('now is running, next has the earliest start after now, nothing is in both', () => {
    const sessions = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 20 })))
      .map((all) => all.map(([start, minutes], index) => session(`s${index}`, start, minutes)))
    fc.assert(
      fc.property(sessions, fc.integer({ min: -5, max: 80 }), (all, minute) => {
        const moment = minute * MINUTE
        const { now, next } = nowAndNext(all, moment)
        const later = all.filter(({ start }) => start > moment)
        const earliest = Math.min(...later.map(({ start }) => start))
        const over = all.filter((one) => one.start + one.duration * MINUTE <= moment)
        expect(now.length + later.length + over.length).toBe(all.length)
        expect(ids(next).toSorted()).toEqual(
          ids(later.filter((s) => s.start === earliest)).toSorted(),
        )
        expect(ids(now).filter((id) => ids(next).includes(id))).toEqual([])
      }),
    )
  })
})
