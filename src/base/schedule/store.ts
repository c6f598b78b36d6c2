import { ok, type Result } from '../../contract.ts'
import { query, type StoreFeature } from '../../store/feature.ts'
import { listMeetings, type OwnMeeting } from '../meetings/lists.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'

/** A session that somebody marked, as a schedule shows it. */
export interface MarkedSession {
  readonly id: string
  readonly title: string
  /** Epoch milliseconds. */
  readonly start: number
  /** Minutes. */
  readonly duration: number
  readonly room: string
  readonly language: string | null
}

export interface OwnSchedule {
  /** Confirmed, whether to come or over. */
  readonly meetings: readonly OwnMeeting[]
  readonly sessions: readonly MarkedSession[]
}

const KEPT = new Set<OwnMeeting['status']>(['confirmed', 'held', 'no-show'])

/** What the caller has at the event. Two statements. */
export const readOwnSchedule = query(
  'schedule.own',
  (sql, _input: object, context): Result<OwnSchedule, SignedOut> => {
    const person = personOf(context)
    if (person === null) return signedOut
    const meetings = listMeetings.run(sql, {}, context)
    if (!meetings.ok) return meetings
    const sessions = sql.all<MarkedSession>(
      `SELECT s.id, s.title, s.start, s.duration, s.room, s.language
       FROM bookmarks_bookmarks b JOIN agenda_sessions s ON s.id = b.session
       WHERE b.person = ? ORDER BY s.start, s.room, s.id`,
      person.id,
    )
    return ok({ meetings: meetings.value.filter(({ status }) => KEPT.has(status)), sessions })
  },
)

export const scheduleStore: StoreFeature = {
  name: 'schedule',
  migrations: [],
  operations: [readOwnSchedule],
}
