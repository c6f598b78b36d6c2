import type { OwnMeeting } from '../meetings/lists.ts'
import { isOpen } from '../meetings/meeting.ts'

/** What somebody who leaves has to come: how many confirmed meetings, and open requests. */
export const parting = (
  meetings: readonly Pick<OwnMeeting, 'status' | 'time'>[],
  now: number,
): { readonly coming: number; readonly open: number } => ({
  coming: meetings.filter(
    ({ status, time }) => status === 'confirmed' && time !== null && now < time.start,
  ).length,
  open: meetings.filter(isOpen).length,
})
