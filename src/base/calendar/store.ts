import { ok, type Result } from '../../contract.ts'
import { command, query, type StoreFeature } from '../../store/feature.ts'
import { factsOf, type PersonFacts } from '../people/person-facts.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { calendarPersonal } from './personal.ts'

const migrations = [
  [
    `CREATE TABLE calendar_feeds (
      person TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, made INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
]

/** When the caller's feed was made, in epoch milliseconds; null while there is none. One statement. */
export const readOwnFeed = query(
  'calendar.own-feed',
  (sql, _input: object, context): Result<{ readonly made: number } | null, SignedOut> => {
    const person = personOf(context)
    if (person === null) return signedOut
    const [feed] = sql.all<{ made: number }>(
      'SELECT made FROM calendar_feeds WHERE person = ?',
      person.id,
    )
    return ok(feed ?? null)
  },
)

/**
 * Makes the caller a feed in the place of the one before, which opens nothing from then on; without a
 * hash there is none. Answers the hash that counts: not the given one when it was asked before.
 */
export const setFeed = command(
  'calendar.set-feed',
  (
    sql,
    { hash }: { hash: string | null },
    context,
  ): Result<{ readonly hash: string | null }, SignedOut> => {
    const person = personOf(context)
    if (person === null) return signedOut
    sql.all('DELETE FROM calendar_feeds WHERE person = ?', person.id)
    if (hash !== null) {
      sql.all('INSERT INTO calendar_feeds VALUES (?, ?, ?)', person.id, hash, context.now)
    }
    return ok({ hash })
  },
)

/** Times are epoch milliseconds. */
export interface FeedMeeting {
  readonly id: string
  readonly cancelled: boolean
  readonly start: number
  readonly end: number
  readonly revision: number
  readonly changed: number
  readonly message: string
  readonly name: string
  readonly organisation: string
  readonly role: string
  /** Whether the other one has erased themselves, and goes by no name. */
  readonly left: boolean
  readonly place: string | null
}

/** Times are epoch milliseconds; `duration` is in minutes. */
export interface FeedSession {
  readonly id: string
  readonly title: string
  readonly start: number
  readonly duration: number
  readonly room: string
  /** Whether it is in the programme no more. */
  readonly cancelled: boolean
  readonly revision: number
  readonly changed: number
}

export interface Feed {
  /** The owner's language; null for the event's first. */
  readonly locale: string | null
  readonly meetings: readonly FeedMeeting[]
  readonly sessions: readonly FeedSession[]
}

type Flag = 'cancelled' | 'left'
type Kept<T> = { readonly [K in keyof T]: K extends Flag ? number : T[K] }

/**
 * What the feed with this secret holds: whoever has the secret may read it, nobody is signed in. null
 * for one that is unknown or was given up. Three statements.
 */
export const readFeed = query('calendar.feed', (sql, { hash }: { hash: string }): Feed | null => {
  const [owner] = sql.all<{ id: string; locale: string | null }>(
    `SELECT p.id, p.locale FROM calendar_feeds f JOIN people_persons p ON p.id = f.person
       WHERE f.hash = ? AND p.erased IS NULL`,
    hash,
  )
  if (owner === undefined) return null
  const meetings = sql.all<Kept<FeedMeeting>>(
    `SELECT m.id, m.status = 'cancelled' AS cancelled, m.start, m."end", m.revision,
         m.since AS changed, m.message, p.name, p.organisation, p.role,
         p.erased IS NOT NULL AS left, l.label AS place
       FROM (SELECT * FROM meetings_meetings WHERE requester = ?1
             UNION ALL SELECT * FROM meetings_meetings WHERE invitee = ?1) m
         JOIN people_persons p ON p.id = iif(m.requester = ?1, m.invitee, m.requester)
         LEFT JOIN meetings_places l ON l.id = m.place
       WHERE m.status IN ('confirmed', 'held', 'no-show', 'cancelled') AND m.start IS NOT NULL
       ORDER BY m.start, m.id`,
    owner.id,
  )
  const sessions = sql.all<Kept<FeedSession>>(
    `SELECT r.session AS id, r.title, r.start, r.duration, r.room, r.gone AS cancelled,
         r.revision, r.changed
       FROM bookmarks_bookmarks b JOIN agenda_revisions r ON r.session = b.session
       WHERE b.person = ? ORDER BY r.start, r.session`,
    owner.id,
  )
  return {
    locale: owner.locale,
    meetings: meetings.map(({ cancelled, left, ...row }) => ({
      ...row,
      cancelled: cancelled === 1,
      left: left === 1,
    })),
    sessions: sessions.map((row) => ({ ...row, cancelled: row.cancelled === 1 })),
  }
})

/** Whose feed a secret opens, for the guard that stands before it. Two statements. */
export const readFeedOwner = query(
  'calendar.feed-owner',
  (sql, { hash }: { hash: string }): Result<PersonFacts, SignedOut> => {
    const [feed] = sql.all<{ person: string }>(
      'SELECT person FROM calendar_feeds WHERE hash = ?',
      hash,
    )
    const facts = feed === undefined ? null : factsOf(sql, feed.person)
    return facts === null ? signedOut : ok(facts)
  },
)

export const calendarStore: StoreFeature = {
  name: 'calendar',
  migrations,
  operations: [readOwnFeed, setFeed, readFeed, readFeedOwner],
  personal: calendarPersonal,
  setUp: 'none',
}
