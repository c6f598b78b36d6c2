import { ICalCalendar, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Feed } from './store.ts'

const MINUTE = 60_000
/** How often calendars should look again, in seconds. */
const REFRESH = 15 * 60

export interface CalendarWords {
  /** The calendar's own name. */
  readonly title: string
  readonly meetingWith: (name: string) => string
}

export interface CalendarPlace {
  /** Where the event is on the web, `https://my-fair.example`. */
  readonly origin: string
  /** Never given to another event: it makes ids unique, whatever host the event has. */
  readonly storeId: string
}

/** A feed as iCalendar text (RFC 5545): all times in UTC, the same bytes until something changes. */
export function writeCalendar(
  { meetings, sessions }: Feed,
  { origin, storeId }: CalendarPlace,
  words: CalendarWords,
): string {
  const calendar = new ICalCalendar({
    prodId: { company: 'Usher', product: 'Match', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH,
    // The library's own `name` is not escaped.
    x: [['X-WR-CALNAME', shown(words.title)]],
  })
  for (const meeting of meetings) {
    const who = [meeting.role, meeting.organisation].filter(Boolean).join(', ')
    calendar.createEvent({
      id: `meeting-${meeting.id}@${storeId}`,
      ...timesOf(meeting, meeting.end),
      summary: shown(words.meetingWith(meeting.name)),
      description: shown([who, meeting.message].filter(Boolean).join('\n\n')),
      location: meeting.place === null ? null : shown(meeting.place),
      url: `${origin}/meetings#m-${meeting.id}`,
    })
  }
  for (const session of sessions) {
    const id = encodeURIComponent(session.id)
    calendar.createEvent({
      id: `session-${id}@${storeId}`,
      ...timesOf(session, session.start + session.duration * MINUTE),
      summary: shown(session.title),
      location: shown(session.room),
      url: `${origin}/agenda#s-${id}`,
    })
  }
  return calendar.toString()
}

interface Timed {
  readonly start: number
  readonly revision: number
  readonly changed: number
  readonly cancelled: boolean
}

const timesOf = ({ start, revision, changed, cancelled }: Timed, end: number) => ({
  start: new Date(start),
  end: new Date(end),
  stamp: new Date(changed),
  sequence: revision,
  status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
})

/** Control characters have no place in the format; lines end one way. */
const shown = (text: string): string =>
  text.replaceAll(/\r\n?/g, '\n').replaceAll(/[[\p{Cc}\p{Cs}]--[\t\n]]/gv, ' ')
