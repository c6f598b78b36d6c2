import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupByDay } from './days.ts'
import type { Session } from './schedule.ts'

const session = (id: string, start: number, room = 'Hall A'): Session => ({
  id,
  title: id,
  subtitle: '',
  abstract: '',
  start,
  duration: 30,
  room,
  track: null,
  kind: null,
  language: null,
  speakers: [],
})

const programmes = fc
  .array(
    fc.tuple(
      fc.integer({ min: Date.UTC(2027, 2, 26) / 600_000, max: Date.UTC(2027, 2, 30) / 600_000 }),
      fc.constantFrom('Hall 2', 'Hall 10', 'Ärztesaal'),
    ),
  )
  .map((slots) => slots.map(([ten, room], index) => session(`s${index}`, ten * 600_000, room)))
const zones = fc.constantFrom('Europe/Berlin', 'Asia/Manila', 'America/Los_Angeles')

describe('days of a programme', () => {
  test('no sessions make no days', () => {
    expect(groupByDay([], 'Europe/Berlin')).toEqual([])
  })

  test('a session belongs to the date of the event, not of UTC', () => {
    const late = session('late', Date.parse('2027-02-26T23:30:00+08:00'))
    const early = session('early', Date.parse('2027-02-27T00:30:00+08:00'))
    expect(groupByDay([early, late], 'Asia/Manila').map(({ date }) => date)).toEqual([
      '2027-02-26',
      '2027-02-27',
    ])
  })

  test('the night of the clock change parts the days at local midnight', () => {
    const starts = ['2027-03-27T23:59+01:00', '2027-03-28T00:00+01:00', '2027-03-28T23:59+02:00']
    const days = groupByDay(
      starts.map((start) => session(start, Date.parse(start))),
      'Europe/Berlin',
    )
    expect(days.map(({ date, slots }) => [date, slots.length])).toEqual([
      ['2027-03-27', 1],
      ['2027-03-28', 2],
    ])
  })

  test('sessions that start together share a slot, Hall 2 before Hall 10', () => {
    const at = Date.UTC(2027, 2, 27, 9)
    const [ten, two] = [session('a', at, 'Hall 10'), session('b', at, 'Hall 2')]
    expect(groupByDay([ten, two], 'Europe/Berlin')).toEqual([
      { date: '2027-03-27', slots: [{ start: at, sessions: [two, ten] }] },
    ])
  })

  test('an unknown time zone throws', () => {
    expect(() => groupByDay([], 'Mars/Olympus')).toThrow(RangeError)
  })

  test('every session is in exactly one slot, which has its start', () => {
    fc.assert(
      fc.property(programmes, zones, (sessions, zone) => {
        const slots = groupByDay(sessions, zone).flatMap((day) => day.slots)
        const found = slots.flatMap((slot) => slot.sessions)
        expect(found.map(({ id }) => id).toSorted()).toEqual(
          sessions.map(({ id }) => id).toSorted(),
        )
        for (const slot of slots) {
          expect(slot.sessions.every(({ start }) => start === slot.start)).toBe(true)
        }
      }),
    )
  })

  test('dates and slots ascend without repeating, whatever the order of the file', () => {
    fc.assert(
      fc.property(programmes, zones, (sessions, zone) => {
        const days = groupByDay(sessions, zone)
        const dates = days.map(({ date }) => date)
        const starts = days.flatMap((day) => day.slots.map(({ start }) => start))
        expect(dates).toEqual([...new Set(dates)].toSorted())
        expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b))
        expect(groupByDay(sessions.toReversed(), zone)).toEqual(days)
      }),
    )
  })
})
