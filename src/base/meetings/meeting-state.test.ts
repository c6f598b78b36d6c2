import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newRequest, type Meeting, type MeetingStatus } from './meeting.ts'
import type { Actor, MeetingAction } from './meeting-action.ts'
import { transition } from './meeting-state.ts'
import type { Slot } from './slots.ts'

const HOUR = 60 * 60_000
const slot = (hour: number): Slot => ({
  id: `${hour}:00`,
  start: hour * HOUR,
  end: (hour + 1) * HOUR,
})
const TIME = slot(100)
const LATER = slot(102)

type Step = readonly [Actor, MeetingAction | Exclude<MeetingAction['kind'], 'accept'>, number?]
const actionOf = (step: Step[1]): MeetingAction =>
  typeof step === 'string' ? { kind: step, time: LATER } : step
const accept: MeetingAction = { kind: 'accept', time: null }
const act = (meeting: Meeting, [by, step, hour = 0]: Step, cancelLockHours = 0) =>
  transition(meeting, actionOf(step), { by, now: hour * HOUR, cancelLockHours })

/** The meeting after all the steps, none of which may be refused. */
const after = (meeting: Meeting, ...steps: Step[]): Meeting =>
  steps.reduce((before, step) => {
    const result = act(before, step)
    if (!result.ok) throw new Error(`${JSON.stringify(step)}: ${JSON.stringify(result.error)}`)
    return result.value
  }, meeting)
const refusal = (meeting: Meeting, step: Step, lock = 0) => {
  const result = act(meeting, step, lock)
  return result.ok ? null : result.error
}

const pending = newRequest(TIME, 0)
const open = newRequest(null, 0)
const confirmed = after(pending, ['invitee', accept])
const clashed = after(pending, ['system', 'clash'])
const proposed = after(confirmed, ['requester', 'propose'])

describe('a request', () => {
  test.each<[Step, MeetingStatus]>([
    [['invitee', accept], 'confirmed'],
    [['organiser', accept], 'confirmed'],
    [['invitee', 'decline'], 'declined'],
    [['requester', 'withdraw'], 'withdrawn'],
    [['system', 'expire'], 'expired'],
    [['system', 'clash'], 'needs-new-time'],
  ])('%j makes it %s', (step, status) => {
    expect(after(pending, step)).toMatchObject({ status, time: TIME })
  })

  test('is accepted by the one who is asked, not by the one who asks', () => {
    expect(refusal(pending, ['requester', accept])).toEqual({ tag: 'not-yours', by: 'requester' })
    const counter = after(pending, ['invitee', 'propose'])
    expect(counter).toMatchObject({ status: 'pending', time: LATER, asked: 'requester' })
    expect(refusal(counter, ['invitee', accept])).toEqual({ tag: 'not-yours', by: 'invitee' })
    expect(after(counter, ['requester', accept])).toMatchObject({
      status: 'confirmed',
      time: LATER,
    })
  })

  test('of any time gets it when it is accepted', () => {
    expect(refusal(open, ['invitee', accept])).toEqual({ tag: 'no-time' })
    const taken = after(open, ['invitee', { kind: 'accept', time: LATER }])
    expect(taken).toMatchObject({ status: 'confirmed', time: LATER })
    expect(refusal(open, ['system', 'clash'])).toEqual({ tag: 'no-time' })
  })

  test('is not accepted for another time, nor once its time has begun', () => {
    const other: MeetingAction = { kind: 'accept', time: LATER }
    expect(refusal(pending, ['invitee', other])).toEqual({ tag: 'other-time' })
    expect(refusal(pending, ['invitee', accept, 100])).toEqual({
      tag: 'in-the-past',
      start: TIME.start,
    })
    expect(after(pending, ['invitee', accept, 99.9])).toMatchObject({ since: 99.9 * HOUR })
  })

  test('that needs a new time is pending again with one, and can be ended', () => {
    const again = after(clashed, ['requester', 'propose'])
    expect(again).toMatchObject({ status: 'pending', time: LATER, asked: 'invitee' })
    const same: MeetingAction = { kind: 'propose', time: TIME }
    expect(after(clashed, ['invitee', same])).toMatchObject({ status: 'pending', time: TIME })
    expect(after(clashed, ['organiser', 'move'])).toMatchObject({ status: 'pending', time: LATER })
    expect(after(clashed, ['requester', 'withdraw']).status).toBe('withdrawn')
    expect(after(clashed, ['invitee', 'decline']).status).toBe('declined')
    expect(after(clashed, ['system', 'expire']).status).toBe('expired')
    expect(refusal(clashed, ['invitee', accept])).toEqual({
      tag: 'wrong-state',
      status: 'needs-new-time',
    })
  })
})

describe('a confirmed meeting', () => {
  test('keeps its time until a proposal is accepted by the other side', () => {
    expect(proposed).toMatchObject({ status: 'confirmed', time: TIME })
    expect(proposed.proposal).toEqual({ by: 'requester', time: LATER })
    expect(refusal(proposed, ['requester', 'accept-proposal'])?.tag).toBe('not-yours')
    expect(after(proposed, ['invitee', 'accept-proposal'])).toMatchObject({
      status: 'confirmed',
      time: LATER,
      proposal: null,
    })
  })

  test('is kept when the proposal is declined or withdrawn', () => {
    expect(refusal(proposed, ['requester', 'decline-proposal'])?.tag).toBe('not-yours')
    expect(refusal(proposed, ['invitee', 'withdraw-proposal'])?.tag).toBe('not-yours')
    expect(after(proposed, ['invitee', 'decline-proposal'])).toEqual(confirmed)
    expect(after(proposed, ['requester', 'withdraw-proposal'])).toEqual(confirmed)
    expect(refusal(confirmed, ['invitee', 'accept-proposal'])).toEqual({ tag: 'no-proposal' })
  })

  test('has one proposal: a newer one takes the place of the other', () => {
    const counter: MeetingAction = { kind: 'propose', time: slot(104) }
    expect(after(proposed, ['invitee', counter]).proposal).toEqual({
      by: 'invitee',
      time: slot(104),
    })
    expect(refusal(confirmed, ['invitee', { kind: 'propose', time: TIME }])?.tag).toBe('same-time')
  })

  test('is not moved to a time that has begun, nor once it has begun', () => {
    const early: MeetingAction = { kind: 'propose', time: slot(1) }
    expect(refusal(confirmed, ['invitee', early, 2])?.tag).toBe('in-the-past')
    expect(refusal(confirmed, ['invitee', 'propose', 100])?.tag).toBe('in-the-past')
    expect(refusal(proposed, ['invitee', 'accept-proposal', 101])?.tag).toBe('in-the-past')
    expect(refusal(confirmed, ['organiser', 'move', 100])?.tag).toBe('in-the-past')
  })

  test('is moved by the organiser alone, without asking', () => {
    expect(refusal(confirmed, ['invitee', 'move'])?.tag).toBe('not-yours')
    expect(after(proposed, ['organiser', 'move'])).toEqual({ ...confirmed, time: LATER })
  })

  test('is cancelled until the lock; the organiser and the event until it starts', () => {
    expect(after(proposed, ['requester', 'cancel', 99])).toMatchObject({
      status: 'cancelled',
      proposal: null,
    })
    expect(act(confirmed, ['invitee', 'cancel', 75.9], 24).ok).toBe(true)
    expect(refusal(confirmed, ['invitee', 'cancel', 76], 24)).toEqual({
      tag: 'locked',
      from: 76 * HOUR,
    })
    for (const by of ['organiser', 'system'] as const)
      expect(act(confirmed, [by, 'cancel', 99], 24).ok).toBe(true)
    for (const by of ['requester', 'invitee', 'organiser', 'system'] as const)
      expect(refusal(confirmed, [by, 'cancel', 100], 24)).toEqual({
        tag: 'in-the-past',
        start: TIME.start,
      })
  })

  test('is reported once it has begun, by either side', () => {
    expect(refusal(confirmed, ['invitee', 'report-held', 99.9])).toEqual({
      tag: 'not-started',
      start: TIME.start,
    })
    expect(refusal(confirmed, ['organiser', 'report-held', 101])?.tag).toBe('not-yours')
    expect(after(proposed, ['invitee', 'report-held', 100])).toMatchObject({
      status: 'held',
      proposal: null,
      reports: { requester: null, invitee: true },
    })
  })

  test('that one side says was not held is a no-show, until that side says otherwise', () => {
    const missed = after(
      confirmed,
      ['invitee', 'report-held', 101],
      ['requester', 'report-not-held', 102],
    )
    expect(missed.status).toBe('no-show')
    expect(after(missed, ['invitee', 'report-held', 103]).status).toBe('no-show')
    expect(after(missed, ['requester', 'report-held', 104]).status).toBe('held')
  })
})

const LEGAL: Record<MeetingStatus, readonly MeetingStatus[]> = {
  pending: ['pending', 'confirmed', 'declined', 'expired', 'withdrawn', 'needs-new-time'],
  'needs-new-time': ['pending', 'withdrawn', 'declined', 'expired'],
  confirmed: ['confirmed', 'cancelled', 'held', 'no-show'],
  held: ['held', 'no-show'],
  'no-show': ['held', 'no-show'],
  declined: [],
  expired: [],
  withdrawn: [],
  cancelled: [],
}
const ending = fc.constantFrom('decline', 'withdraw', 'expire', 'cancel')
const lasting = fc.constantFrom(
  ...(['clash', 'report-held', 'report-not-held'] as const),
  ...(['accept-proposal', 'decline-proposal', 'withdraw-proposal'] as const),
)
const anySlot = fc.integer({ min: 0, max: 12 }).map(slot)
const anyAction: fc.Arbitrary<MeetingAction> = fc.oneof(
  fc.record({ kind: ending }),
  { weight: 6, arbitrary: fc.record({ kind: lasting }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('propose', 'move'), time: anySlot }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('accept'), time: fc.option(anySlot) }) },
)
const actor = fc.constantFrom<Actor>('requester', 'invitee', 'organiser', 'system')
const steps = fc.array(fc.tuple(actor, anyAction, fc.nat(1)), { minLength: 20, maxLength: 40 })

describe('any sequence of actions', () => {
  test('moves along the legal states, confirms once, and keeps what belongs to the state', () => {
    const reached = new Set<MeetingStatus>()
    fc.assert(
      fc.property(fc.option(anySlot), steps, fc.nat(3), (time, all, cancelLockHours) => {
        let meeting = newRequest(time, 0)
        let now = 0
        let accepted = 0
        for (const [by, action, hours] of all) {
          now += hours * HOUR
          const before = structuredClone(meeting)
          const result = transition(meeting, action, { by, now, cancelLockHours })
          expect(meeting).toEqual(before)
          if (!result.ok) continue
          meeting = structuredClone(result.value)
          expect(LEGAL[before.status]).toContain(meeting.status)
          if (action.kind === 'accept') accepted += 1
          expect(meeting.since).toBe(now)
          if (before.time) expect(meeting.time).not.toBeNull()
          reached.add(meeting.status)
          if (meeting.proposal) expect(meeting.status).toBe('confirmed')
          const told = Object.values(meeting.reports).filter((report) => report !== null)
          expect(told.length > 0).toBe(meeting.status === 'held' || meeting.status === 'no-show')
          expect(told.includes(false)).toBe(meeting.status === 'no-show')
          if (['confirmed', 'cancelled', 'held', 'no-show'].includes(meeting.status))
            expect(meeting.time).not.toBeNull()
        }
        expect(accepted).toBeLessThanOrEqual(1)
      }),
      { numRuns: 1000 },
    )
    expect([...reached].toSorted()).toEqual(Object.keys(LEGAL).toSorted())
  })
})
