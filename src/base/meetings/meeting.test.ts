import { expect, test } from 'vitest'
import { isLive, isOpen, newRequest, type MeetingStatus } from './meeting.ts'

const time = { id: '2027-03-27T09:00', start: 100, end: 200 }
const meeting = (status: MeetingStatus) => ({ ...newRequest(time, 0), status })

test('open requests take the place of their pair whatever the time', () => {
  for (const status of ['pending', 'needs-new-time'] as const) {
    expect(isOpen(meeting(status))).toBe(true)
    expect(isLive(meeting(status), 500)).toBe(true)
    expect(isLive({ ...meeting(status), time: null }, 500)).toBe(true)
  }
})

test('a confirmed meeting takes it until its end', () => {
  expect(isOpen(meeting('confirmed'))).toBe(false)
  expect(isLive(meeting('confirmed'), 199)).toBe(true)
  expect(isLive(meeting('confirmed'), 200)).toBe(false)
})

test('what is over takes it no longer', () => {
  const over = ['declined', 'expired', 'withdrawn', 'cancelled', 'held', 'no-show'] as const
  for (const status of over)
    expect([isOpen(meeting(status)), isLive(meeting(status), 0)]).toEqual([false, false])
})
