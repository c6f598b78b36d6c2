import type { Slot } from './slots.ts'

/** `pending`, `needs-new-time`: open requests. `confirmed` until one side says how it went. */
export type MeetingStatus =
  | 'pending'
  | 'needs-new-time'
  | 'confirmed'
  | 'declined'
  | 'expired'
  | 'withdrawn'
  | 'cancelled'
  | 'held'
  | 'no-show'

export type Side = 'requester' | 'invitee'
export const otherSide = (side: Side): Side => (side === 'requester' ? 'invitee' : 'requester')

/** What the rules need to know of a meeting; plain data. */
export interface Meeting {
  readonly status: MeetingStatus
  /** null: any time, while the request is open. Of `needs-new-time` the one that is gone. */
  readonly time: Slot | null
  /** Who has to answer while it is pending. A counter-proposal asks the other side. */
  readonly asked: Side
  /** Another time for a confirmed meeting; `time` stands until it is accepted. */
  readonly proposal: Proposal | null
  /** Whether the meeting was held, as each side says; null has not said. */
  readonly reports: Readonly<Record<Side, boolean | null>>
  /** Epoch milliseconds of the last action; the hours until an open request expires count from here. */
  readonly since: number
}

export interface Proposal {
  readonly by: Side
  readonly time: Slot
}

/** A request as it is sent. `time` null leaves the time to the one who accepts. */
export const newRequest = (time: Slot | null, now: number): Meeting => ({
  status: 'pending',
  time,
  asked: 'invitee',
  proposal: null,
  reports: { requester: null, invitee: null },
  since: now,
})

/** Whether it still waits for an answer or a time. */
export const isOpen = ({ status }: Pick<Meeting, 'status'>): boolean =>
  status === 'pending' || status === 'needs-new-time'

/** Takes the pair's one place: an open request, or a confirmed meeting that has not ended. */
export const isLive = (meeting: Pick<Meeting, 'status' | 'time'>, now: number): boolean =>
  isOpen(meeting) ||
  (meeting.status === 'confirmed' && meeting.time !== null && now < meeting.time.end)
