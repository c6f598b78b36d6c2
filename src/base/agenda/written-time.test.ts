import { describe, expect, test } from 'vitest'
import { readDateTime, readDuration, readTimeOfDay } from './written-time.ts'

const HOUR = 60 * 60 * 1000

describe('written times', () => {
  test.each([
    ['2027-03-28', Date.UTC(2027, 2, 28), null, false],
    ['2027-03-28T09:30', Date.UTC(2027, 2, 28, 9, 30), null, true],
    ['2027-03-28 09:30:15', Date.UTC(2027, 2, 28, 9, 30, 15), null, true],
    ['2027-03-28T09:30:00Z', Date.UTC(2027, 2, 28, 9, 30), 0, true],
    ['2027-03-28T09:30:00.000000+02:00', Date.UTC(2027, 2, 28, 9, 30), 2 * HOUR, true],
    ['2027-03-28T09:30:00-0330', Date.UTC(2027, 2, 28, 9, 30), -3.5 * HOUR, true],
    ['2028-02-29', Date.UTC(2028, 1, 29), null, false],
  ])('%s is a date', (text, wall, offset, hasTime) => {
    expect(readDateTime(text)).toEqual({ wall, offset, hasTime })
  })

  test.each([
    '2027-02-29',
    '2027-13-01',
    '2027-3-1',
    '0000-00-00',
    '2027-03-28T24:00',
    '2027-03-28T09:60',
    '2027-03-28T09:30+15:00',
    '2027-03-28T09:30+02:60',
    '2027-03-28T',
    '2027-03-28T09:30 CET',
    '',
  ])('%j is no date', (text) => {
    expect(readDateTime(text)).toBeNull()
  })

  test('a time of day has hours and minutes, and seconds if it likes', () => {
    expect(readTimeOfDay('9:30')).toBe(9.5 * HOUR)
    expect(readTimeOfDay('23:59:59')).toBe(24 * HOUR - 1000)
    expect(['24:00', '09:60', '09', '09:30:60', '9.30'].map(readTimeOfDay)).toEqual(
      Array(5).fill(null),
    )
  })

  test('a duration has hours and minutes', () => {
    expect(readDuration('01:30')).toBe(90)
    expect(readDuration('48:00')).toBe(2880)
    expect(['90', '01:60', '0:01:30', '1:3', ''].map(readDuration)).toEqual(Array(5).fill(null))
  })
})
