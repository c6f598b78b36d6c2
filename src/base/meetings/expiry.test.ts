import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expiredAt, expiresAt } from './expiry.ts'
import { newRequest, type Meeting, type MeetingStatus } from './meeting.ts'
import { transition } from './meeting-state.ts'

const HOUR = 60 * 60_000
const statuses = ['pending', 'needs-new-time', 'confirmed', 'declined', 'held'] as const
const anyMeeting = fc
  .tuple(fc.constantFrom<MeetingStatus>(...statuses), fc.nat(100 * HOUR))
  .map(([status, since]): Meeting => ({ ...newRequest(null, since), status }))
const hours = fc.option(fc.integer({ min: 1, max: 100 }))

describe('expiry', () => {
  test('comes so many hours after somebody was last asked', () => {
    const request = newRequest(null, 5 * HOUR)
    expect(expiresAt(request, 48)).toBe(53 * HOUR)
    expect(expiredAt([request], 53 * HOUR - 1, 48)).toEqual([])
    expect(expiredAt([request], 53 * HOUR, 48)).toEqual([request])
  })

  test('never comes without hours, nor to what is no open request', () => {
    expect(expiresAt(newRequest(null, 0), null)).toBeNull()
    expect(expiresAt({ status: 'confirmed', since: 0 }, 1)).toBeNull()
  })

  test('run twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyMeeting), hours, fc.nat(200 * HOUR), (all, setting, now) => {
        const run = (meetings: readonly Meeting[]) => {
          const due = new Set(expiredAt(meetings, now, setting))
          return meetings.map((meeting) => {
            if (!due.has(meeting)) return meeting
            const context = { by: 'system' as const, now, cancelLockHours: 0 }
            const result = transition(meeting, { kind: 'expire' }, context)
            if (!result.ok) throw new Error(result.error.tag)
            return result.value
          })
        }
        const once = run(all)
        expect(run(once)).toEqual(once)
        expect(expiredAt(once, now, setting)).toEqual([])
      }),
    )
  })
})
