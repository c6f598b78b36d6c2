import { err, ok, type Result } from '../../contract.ts'
import { otherSide, type Meeting, type MeetingStatus, type Side } from './meeting.ts'
import type { ActionContext, ActionRefusal, Actor, MeetingAction } from './meeting-action.ts'
import type { Slot } from './slots.ts'

const HOUR = 60 * 60_000

/**
 * The meeting after the action, or why not. It knows this one meeting only: whether both are free, a
 * table is left and a quota holds is checked beside it, in the same transaction.
 */
export const transition = (
  meeting: Meeting,
  action: MeetingAction,
  context: ActionContext,
): Result<Meeting, ActionRefusal> => {
  const refusal = refuse(meeting, action, context)
  return refusal ? err(refusal) : ok({ ...next(meeting, action, context), since: context.now })
}

const OPEN: readonly MeetingStatus[] = ['pending', 'needs-new-time']
const TOLD: readonly MeetingStatus[] = ['confirmed', 'held', 'no-show']
const SIDES: readonly Actor[] = ['requester', 'invitee']

interface Rule {
  readonly from: readonly MeetingStatus[]
  readonly by: readonly Actor[]
}
const answer: Rule = { from: ['confirmed'], by: SIDES }
const report: Rule = { from: TOLD, by: SIDES }
const RULES: Readonly<Record<MeetingAction['kind'], Rule>> = {
  accept: { from: ['pending'], by: [...SIDES, 'organiser'] },
  decline: { from: OPEN, by: ['invitee', 'organiser', 'system'] },
  withdraw: { from: OPEN, by: ['requester', 'organiser', 'system'] },
  expire: { from: OPEN, by: ['system'] },
  clash: { from: ['pending'], by: ['system'] },
  propose: { from: [...OPEN, 'confirmed'], by: SIDES },
  'accept-proposal': answer,
  'decline-proposal': answer,
  'withdraw-proposal': answer,
  move: { from: [...OPEN, 'confirmed'], by: ['organiser'] },
  cancel: { from: ['confirmed'], by: [...SIDES, 'organiser', 'system'] },
  'report-held': report,
  'report-not-held': report,
}

const refuse = (
  meeting: Meeting,
  action: MeetingAction,
  context: ActionContext,
): ActionRefusal | null => {
  const { from, by } = RULES[action.kind]
  if (!from.includes(meeting.status)) return { tag: 'wrong-state', status: meeting.status }
  if (action.kind.endsWith('-proposal') && !meeting.proposal) return { tag: 'no-proposal' }
  if (!by.includes(context.by) || isOthers(meeting, action, context.by))
    return { tag: 'not-yours', by: context.by }
  return refuseTime(meeting, action, context)
}

/** Whether it is for the other one of the two sides. */
const isOthers = ({ asked, proposal }: Meeting, { kind }: MeetingAction, by: Actor): boolean => {
  if (kind === 'accept') return by === otherSide(asked)
  if (kind === 'withdraw-proposal') return by !== proposal?.by
  return (kind === 'accept-proposal' || kind === 'decline-proposal') && by === proposal?.by
}

const refuseTime = (
  meeting: Meeting,
  action: MeetingAction,
  context: ActionContext,
): ActionRefusal | null => {
  const { status, time, proposal } = meeting
  const { now } = context
  switch (action.kind) {
    case 'accept':
      if (time && action.time && !sameTime(time, action.time)) return { tag: 'other-time' }
      return begun(time ?? action.time, now)
    case 'clash':
      return time ? null : { tag: 'no-time' }
    case 'propose':
    case 'move':
      // The time that was gone may be free again.
      if (status !== 'needs-new-time' && time && sameTime(time, action.time))
        return { tag: 'same-time' }
      return (status === 'confirmed' ? begun(time, now) : null) ?? begun(action.time, now)
    case 'accept-proposal':
      return begun(time, now) ?? begun(proposal?.time ?? null, now)
    case 'cancel':
      return begun(time, now) ?? locked(time, context)
    case 'report-held':
    case 'report-not-held':
      return time && now < time.start ? { tag: 'not-started', start: time.start } : null
    case 'decline':
    case 'withdraw':
    case 'expire':
    case 'decline-proposal':
    case 'withdraw-proposal':
      return null
  }
}

const begun = (time: Slot | null, now: number): ActionRefusal | null => {
  if (!time) return { tag: 'no-time' }
  return now < time.start ? null : { tag: 'in-the-past', start: time.start }
}

const locked = (time: Slot | null, context: ActionContext): ActionRefusal | null => {
  if (!time || !SIDES.includes(context.by)) return null
  const from = time.start - context.cancelLockHours * HOUR
  return context.now < from ? null : { tag: 'locked', from }
}

/** The meeting after an action that is not refused. */
const next = (meeting: Meeting, action: MeetingAction, { by }: ActionContext): Meeting => {
  const side = by === 'requester' || by === 'invitee' ? by : null
  switch (action.kind) {
    case 'accept':
      return { ...meeting, status: 'confirmed', time: meeting.time ?? action.time }
    case 'decline':
      return { ...meeting, status: 'declined' }
    case 'withdraw':
      return { ...meeting, status: 'withdrawn' }
    case 'expire':
      return { ...meeting, status: 'expired' }
    case 'clash':
      return { ...meeting, status: 'needs-new-time' }
    case 'propose':
      if (!side) return meeting
      if (meeting.status === 'confirmed')
        return { ...meeting, proposal: { by: side, time: action.time } }
      return { ...meeting, status: 'pending', time: action.time, asked: otherSide(side) }
    case 'move': {
      const status = meeting.status === 'confirmed' ? 'confirmed' : 'pending'
      return { ...meeting, status, time: action.time, proposal: null }
    }
    case 'accept-proposal':
      return { ...meeting, time: meeting.proposal?.time ?? meeting.time, proposal: null }
    case 'decline-proposal':
    case 'withdraw-proposal':
      return { ...meeting, proposal: null }
    case 'cancel':
      return { ...meeting, status: 'cancelled', proposal: null }
    case 'report-held':
    case 'report-not-held':
      return side ? reported(meeting, side, action.kind === 'report-held') : meeting
  }
}

const reported = (meeting: Meeting, side: Side, held: boolean): Meeting => {
  const reports = { ...meeting.reports, [side]: held }
  const missed = reports.requester === false || reports.invitee === false
  return { ...meeting, status: missed ? 'no-show' : 'held', proposal: null, reports }
}

const sameTime = (a: Slot, b: Slot): boolean => a.start === b.start && a.end === b.end
