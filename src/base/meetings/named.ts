import type { Page } from '../page.ts'
import { peopleMessages } from '../people/messages.ts'
import type { OwnMeeting } from './lists.ts'

/** A meeting as pages show it: who has left goes by general words. */
export const named = (page: Page, meeting: OwnMeeting): OwnMeeting =>
  meeting.other.left
    ? { ...meeting, other: { ...meeting.other, name: page.texts(peopleMessages)('left') } }
    : meeting
