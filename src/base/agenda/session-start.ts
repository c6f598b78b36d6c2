import { quoted } from './import-error.ts'
import type { LocalClock } from '../../local-time.ts'
import type { PartReader } from './part-reader.ts'
import type { RawDay, RawEvent } from './raw-event.ts'
import { readDateTime, readTimeOfDay } from './written-time.ts'

const DAY = 24 * 60 * 60 * 1000
const MAX_LENGTH = 60
const EXPECTED = 'expected a date and time such as 2027-02-26T09:00:00+08:00'

/**
 * When the event starts, in epoch milliseconds. Its `date` decides if it has an offset; without one
 * it is read in the event's time zone, and without a date the day's date and `start` are.
 */
export const sessionStart = (event: RawEvent, read: PartReader, clock: LocalClock): number => {
  const text = read.text(event.fields.date, event.whereOf('date'), MAX_LENGTH)
  if (text === '') return startOnDay(event, read, clock)
  const date = readDateTime(text)
  if (!date) {
    read.refuse(event.whereOf('date'), `found ${quoted(text)}, ${EXPECTED}`)
    return 0
  }
  if (date.offset !== null) return date.wall - date.offset
  return clock.instantOf(date.hasTime ? date.wall : date.wall + timeOfDay(event, read))
}

const startOnDay = (event: RawEvent, read: PartReader, clock: LocalClock): number => {
  const { day } = event
  const text = read.text(day.date, day.where, MAX_LENGTH)
  if (text === '') {
    read.refuse(event.whereOf('date'), `found nothing, nor a date of the day; ${EXPECTED}`)
    return 0
  }
  const date = readDateTime(text)
  if (!date) {
    read.refuse(day.where, `found the date ${quoted(text)}, expected one such as 2027-02-26`)
    return 0
  }
  const midnight = Math.floor(date.wall / DAY) * DAY
  const wall = midnight + timeOfDay(event, read)
  const start = clock.instantOf(wall)
  // A conference day ends when the party does: what is before its beginning is after midnight.
  return start < dayBegins(day, read, clock) ? clock.instantOf(wall + DAY) : start
}

const timeOfDay = (event: RawEvent, read: PartReader): number => {
  const text = read.text(event.fields.start, event.whereOf('start'), MAX_LENGTH)
  const time = readTimeOfDay(text)
  if (time !== null) return time
  const found = text === '' ? 'nothing' : quoted(text)
  read.refuse(event.whereOf('start'), `found ${found}, expected a time of day such as 09:30`)
  return 0
}

const dayBegins = (day: RawDay, read: PartReader, clock: LocalClock): number => {
  const text = read.text(day.start, day.where, MAX_LENGTH)
  if (text === '') return -Infinity
  const begin = readDateTime(text)
  if (!begin?.hasTime) {
    read.refuse(day.where, `found the start ${quoted(text)}, ${EXPECTED}`)
    return -Infinity
  }
  return begin.offset === null ? clock.instantOf(begin.wall) : begin.wall - begin.offset
}
