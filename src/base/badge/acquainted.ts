/** How to reach somebody outside of the event; '' for what they did not give. */
export interface Contact {
  readonly email: string
  readonly phone: string
}

/**
 * A condition in SQL: whether two people, given by columns or parameters, may see how to reach each
 * other. They scanned a badge, or have or had a confirmed meeting.
 */
export const acquainted = (viewer: string, person: string): string => `(
  EXISTS (SELECT 1 FROM badge_contacts
    WHERE one = min(${viewer}, ${person}) AND other = max(${viewer}, ${person}))
  OR EXISTS (SELECT 1 FROM meetings_meetings
    WHERE requester = ${viewer} AND invitee = ${person} AND status IN ${MET})
  OR EXISTS (SELECT 1 FROM meetings_meetings
    WHERE requester = ${person} AND invitee = ${viewer} AND status IN ${MET}))`

const MET = "('confirmed', 'held', 'no-show')"
