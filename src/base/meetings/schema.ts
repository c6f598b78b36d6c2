/**
 * A row of `meetings_seats` is one seat for one meeting in one slot, there from the start: a meeting
 * takes one that is free. `meetings_bookings` holds both people's time. Their keys are what keeps two
 * meetings from one seat or one person; nothing else is trusted to.
 */
export const meetingMigrations = [
  [
    'CREATE TABLE meetings_settings (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL) STRICT',
    'CREATE TABLE meetings_slots (id TEXT PRIMARY KEY, start INTEGER NOT NULL, "end" INTEGER NOT NULL) STRICT',
    'CREATE INDEX meetings_slots_start ON meetings_slots (start)',
    `CREATE TABLE meetings_places (
      id TEXT PRIMARY KEY, label TEXT NOT NULL, capacity INTEGER NOT NULL, position INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE meetings_meetings (
      id TEXT PRIMARY KEY, requester TEXT NOT NULL, invitee TEXT NOT NULL, status TEXT NOT NULL,
      slot TEXT, start INTEGER, "end" INTEGER, place TEXT, asked TEXT NOT NULL,
      proposed_by TEXT, proposed_slot TEXT, proposed_start INTEGER, proposed_end INTEGER,
      requester_held INTEGER, invitee_held INTEGER, message TEXT NOT NULL,
      since INTEGER NOT NULL, created INTEGER NOT NULL, revision INTEGER NOT NULL,
      CHECK (requester <> invitee)
    ) STRICT`,
    'CREATE INDEX meetings_by_requester ON meetings_meetings (requester, status)',
    'CREATE INDEX meetings_by_invitee ON meetings_meetings (invitee, status)',
    'CREATE INDEX meetings_by_status ON meetings_meetings (status, since)',
    `CREATE UNIQUE INDEX meetings_open_pair
      ON meetings_meetings (min(requester, invitee), max(requester, invitee))
      WHERE status IN ('pending', 'needs-new-time')`,
    `CREATE TABLE meetings_bookings (
      person TEXT NOT NULL, slot TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
      meeting TEXT NOT NULL, PRIMARY KEY (person, slot)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX meetings_bookings_meeting ON meetings_bookings (meeting)',
    `CREATE TABLE meetings_seats (
      number INTEGER PRIMARY KEY, slot TEXT NOT NULL, place TEXT NOT NULL, seat INTEGER NOT NULL,
      meeting TEXT, UNIQUE (slot, place, seat)
    ) STRICT`,
    'CREATE INDEX meetings_seats_free ON meetings_seats (slot) WHERE meeting IS NULL',
    'CREATE UNIQUE INDEX meetings_seats_taken ON meetings_seats (meeting, slot) WHERE meeting IS NOT NULL',
    `CREATE TABLE meetings_away (
      person TEXT NOT NULL, slot TEXT NOT NULL, PRIMARY KEY (person, slot)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE meetings_history (
      number INTEGER PRIMARY KEY, meeting TEXT NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL,
      action TEXT NOT NULL, before TEXT, after TEXT NOT NULL, told INTEGER
    ) STRICT`,
    'CREATE INDEX meetings_history_meeting ON meetings_history (meeting, number)',
    'CREATE INDEX meetings_history_untold ON meetings_history (number) WHERE told IS NULL',
  ],
  [
    "CREATE INDEX meetings_confirmed ON meetings_meetings (start) WHERE status = 'confirmed'",
    'CREATE INDEX meetings_history_taken ON meetings_history (told) WHERE told < 0',
  ],
]
