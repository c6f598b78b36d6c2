import type { Sql } from '../../contract.ts'
import {
  command,
  query,
  type SetUp,
  type StoredPublication,
  type StoreFeature,
} from '../../store/feature.ts'
import { requireSystem } from '../people/signed-in.ts'
import type { Schedule, Session, Speaker } from './schedule.ts'

const migrations = [
  [
    'CREATE TABLE agenda_info (one INTEGER PRIMARY KEY CHECK (one = 1), version TEXT) STRICT',
    'CREATE TABLE agenda_rooms (position INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT',
    `CREATE TABLE agenda_sessions (
      id TEXT PRIMARY KEY, title TEXT NOT NULL, subtitle TEXT NOT NULL, abstract TEXT NOT NULL,
      start INTEGER NOT NULL, duration INTEGER NOT NULL CHECK (duration > 0), room TEXT NOT NULL,
      track TEXT, kind TEXT, language TEXT
    ) STRICT`,
    'CREATE INDEX agenda_sessions_start ON agenda_sessions (start, room)',
    `CREATE TABLE agenda_speakers (
      session TEXT NOT NULL REFERENCES agenda_sessions (id) ON DELETE CASCADE,
      position INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
      PRIMARY KEY (session, position)
    ) STRICT`,
  ],
  [
    `CREATE TABLE agenda_revisions (
      session TEXT PRIMARY KEY, title TEXT NOT NULL, start INTEGER NOT NULL, duration INTEGER NOT NULL,
      room TEXT NOT NULL, gone INTEGER NOT NULL CHECK (gone IN (0, 1)), revision INTEGER NOT NULL,
      changed INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `INSERT INTO agenda_revisions
     SELECT id, title, start, duration, room, 0, 0, 0 FROM agenda_sessions`,
  ],
]

/** The whole programme: 4 statements, whatever its size. */
export const readSchedule = query('agenda.read-schedule', (sql, _input: object): Schedule =>
  scheduleIn(sql),
)

function scheduleIn(sql: Sql): Schedule {
  const [info] = sql.all<{ version: string | null }>('SELECT version FROM agenda_info')
  const rooms = sql.all<{ name: string }>('SELECT name FROM agenda_rooms ORDER BY position')
  const speakers = speakersBySession(sql)
  const sessions = sql.all<Omit<Session, 'speakers'>>(
    `SELECT id, title, subtitle, abstract, start, duration, room, track, kind, language
     FROM agenda_sessions ORDER BY start, room, id`,
  )
  return {
    version: info?.version ?? null,
    rooms: rooms.map(({ name }) => name),
    sessions: sessions.map((session) => ({ ...session, speakers: speakers.get(session.id) ?? [] })),
  }
}

/** Puts a programme in the place of the one before, whole. System only. Answers how many sessions there are. */
export const replaceSchedule = command(
  'agenda.replace-schedule',
  (sql, schedule: Schedule, context): { readonly sessions: number } => {
    requireSystem(context)
    putSchedule(sql, schedule, context.now)
    return { sessions: schedule.sessions.length }
  },
)

function putSchedule(sql: Sql, schedule: Schedule, now: number): void {
  for (const table of ['agenda_speakers', 'agenda_sessions', 'agenda_rooms', 'agenda_info']) {
    sql.all(`DELETE FROM ${table}`)
  }
  sql.all('INSERT INTO agenda_info VALUES (1, ?)', schedule.version)
  for (const [position, name] of schedule.rooms.entries()) {
    sql.all('INSERT INTO agenda_rooms VALUES (?, ?)', position, name)
  }
  for (const session of schedule.sessions) insertSession(sql, session)
  countRevisions(sql, now)
}

/** Rooms and sessions. Who spoke at one event has not said that they will at the next. */
const agendaSetUp: SetUp<Schedule> = {
  shape: 1,
  read(sql) {
    const { rooms, sessions } = scheduleIn(sql)
    if (rooms.length === 0 && sessions.length === 0) return null
    return {
      version: null,
      rooms,
      sessions: sessions.map((session) => ({ ...session, speakers: [] })),
    }
  },
  write(sql, schedule, { instant }, { now }) {
    const sessions = schedule.sessions.map((one) => ({ ...one, start: instant(one.start) }))
    putSchedule(sql, { ...schedule, sessions }, now)
  },
}

/** The whole programme, as every visitor may see it. */
export const publishedSchedule: StoredPublication<Schedule> = {
  query: readSchedule,
  shape: 1,
  changedBy: [replaceSchedule],
}

function insertSession(sql: Sql, session: Session): void {
  sql.all(
    'INSERT INTO agenda_sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    session.id,
    session.title,
    session.subtitle,
    session.abstract,
    session.start,
    session.duration,
    session.room,
    session.track,
    session.kind,
    session.language,
  )
  for (const [position, { id, name }] of session.speakers.entries()) {
    sql.all('INSERT INTO agenda_speakers VALUES (?, ?, ?, ?)', session.id, position, id, name)
  }
}

/**
 * Raises the revision of every session whose title, time or room is another one, or that is gone:
 * calendars that hold it want to be told so. Two statements.
 */
function countRevisions(sql: Sql, now: number): void {
  sql.all(
    `UPDATE agenda_revisions SET gone = 1, revision = revision + 1, changed = ?
     WHERE gone = 0 AND session NOT IN (SELECT id FROM agenda_sessions)`,
    now,
  )
  sql.all(
    `INSERT INTO agenda_revisions
     SELECT id, title, start, duration, room, 0, 0, ? FROM agenda_sessions WHERE true
     ON CONFLICT (session) DO UPDATE SET title = excluded.title, start = excluded.start,
       duration = excluded.duration, room = excluded.room, gone = 0, revision = revision + 1,
       changed = excluded.changed
     WHERE (gone, title, start, duration, room)
       IS NOT (0, excluded.title, excluded.start, excluded.duration, excluded.room)`,
    now,
  )
}

function speakersBySession(sql: Sql): Map<string, Speaker[]> {
  const bySession = new Map<string, Speaker[]>()
  const rows = sql.all<Speaker & { session: string }>(
    'SELECT session, id, name FROM agenda_speakers ORDER BY session, position',
  )
  for (const { session, id, name } of rows) {
    const speakers = bySession.get(session)
    if (speakers === undefined) bySession.set(session, [{ id, name }])
    else speakers.push({ id, name })
  }
  return bySession
}

export const agendaStore: StoreFeature = {
  name: 'agenda',
  migrations,
  operations: [readSchedule, replaceSchedule],
  publishes: [publishedSchedule],
  // Speakers are part of a public programme that the organiser brings; nothing ties them to the list.
  personal: 'none',
  setUp: agendaSetUp,
}
