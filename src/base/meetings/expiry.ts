import { isOpen, type Meeting } from './meeting.ts'

const HOUR = 60 * 60_000

/**
 * When an open request expires, in epoch milliseconds: so many hours after it last asked somebody.
 * null for never, and for a meeting that is not an open request.
 */
export const expiresAt = (
  { status, since }: Pick<Meeting, 'status' | 'since'>,
  expiryHours: number | null,
): number | null =>
  expiryHours === null || !isOpen({ status }) ? null : since + expiryHours * HOUR

/** Those to expire now. Once they are, there are none until another one's time comes. */
export const expiredAt = <Row extends Pick<Meeting, 'status' | 'since'>>(
  meetings: readonly Row[],
  now: number,
  expiryHours: number | null,
): Row[] =>
  meetings.filter((meeting) => {
    const at = expiresAt(meeting, expiryHours)
    return at !== null && at <= now
  })
