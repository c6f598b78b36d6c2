import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localClock } from './local-time.ts'

const wall = (text: string) => Date.parse(`${text}Z`)
const instant = (zone: string, text: string) => {
  const at = localClock(zone)?.instantOf(wall(text))
  return at === undefined ? null : new Date(at).toISOString()
}

describe('local time', () => {
  test.each([
    ['Asia/Manila', '2027-02-26T09:00', '2027-02-26T01:00:00.000Z'],
    ['America/Los_Angeles', '2027-06-12T10:00', '2027-06-12T17:00:00.000Z'],
    ['Asia/Kathmandu', '2027-06-12T10:00', '2027-06-12T04:15:00.000Z'],
    ['Europe/Berlin', '2027-03-28T01:59', '2027-03-28T00:59:00.000Z'],
    ['Europe/Berlin', '2027-03-28T03:00', '2027-03-28T01:00:00.000Z'],
    ['Europe/Berlin', '2027-03-28T09:00', '2027-03-28T07:00:00.000Z'],
    ['Pacific/Kiritimati', '2027-01-01T00:00', '2026-12-31T10:00:00.000Z'],
  ])('in %s %s is %s', (zone, text, expected) => {
    expect(instant(zone, text)).toBe(expected)
  })

  test.each([
    ['Europe/Berlin', '2027-03-28T02:30', '2027-03-28T01:30:00.000Z'],
    ['America/New_York', '2027-03-14T02:00', '2027-03-14T07:00:00.000Z'],
    ['Australia/Lord_Howe', '2027-10-03T02:15', '2027-10-02T15:45:00.000Z'],
    ['Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00:00.000Z'],
  ])('in %s the skipped %s moves on by the gap', (zone, text, expected) => {
    expect(instant(zone, text)).toBe(expected)
  })

  test.each([
    ['Europe/Berlin', '2027-10-31T02:30', '2027-10-31T00:30:00.000Z'],
    ['America/New_York', '2027-11-07T01:59', '2027-11-07T05:59:00.000Z'],
    ['Australia/Lord_Howe', '2027-04-04T01:45', '2027-04-03T14:45:00.000Z'],
  ])('in %s the doubled %s is the first of the two', (zone, text, expected) => {
    expect(instant(zone, text)).toBe(expected)
  })

  test('an unknown time zone has no clock', () => {
    expect(localClock('Mars/Olympus')).toBeNull()
    expect(localClock('')).toBeNull()
  })

  test('a wall time read off an instant leads back to it, or to the first that shows it', () => {
    const zones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Manila', 'Australia/Lord_Howe']
    const clocks = zones.map((zone) => localClock(zone)!)
    const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) })
    fc.assert(
      fc.property(fc.constantFrom(...clocks), instants, (clock, at) => {
        const back = clock.instantOf(clock.wallAt(at))
        expect(back).toBeLessThanOrEqual(at)
        expect(at - back).toBeLessThanOrEqual(60 * 60 * 1000)
        expect(clock.wallAt(back)).toBe(clock.wallAt(at))
      }),
      { numRuns: 500 },
    )
  })
})
