import type { OutboxState, ParkedWork, Sql, TakenWork, Work, WorkOutcome } from '../contract.ts'

/** How long work is tried, and how often. Times in milliseconds. */
export interface OutboxOptions {
  /** How long work is its taker's; who has not settled it by then loses it to the next one. */
  readonly lease: number
  /** Times it is tried before it is put aside for the operator. */
  readonly tries: number
  /** Until the second try; each later one waits `growth` times as long, but no longer than `longest`. */
  readonly pause: number
  readonly growth: number
  readonly longest: number
  /** Most that is taken at once. */
  readonly batch: number
  /**
   * After which a store says again that something is due: a message to the queue may be lost. Where
   * nobody comes, as for a suspended event, it says so ever more rarely, but no less often than `rarest`.
   */
  readonly again: number
  readonly rarest: number
}

export const OUTBOX: OutboxOptions = {
  lease: 2 * 60_000,
  tries: 12,
  pause: 15_000,
  growth: 3,
  longest: 2 * 60 * 60_000,
  batch: 20,
  again: 60_000,
  rarest: 60 * 60_000,
}

/**
 * Of what is about the same only the first has a time at which it is due; what waits for it has none,
 * and neither has what is parked. Taking work moves its time to the end of the lease.
 */
export const OUTBOX_TABLES = [
  `CREATE TABLE IF NOT EXISTS _outbox (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, topic TEXT NOT NULL, subject TEXT NOT NULL,
    body TEXT NOT NULL, planned INTEGER NOT NULL, due INTEGER, tries INTEGER NOT NULL,
    lease TEXT, parked INTEGER, error TEXT
  ) STRICT`,
  'CREATE INDEX IF NOT EXISTS _outbox_subject ON _outbox (topic, subject, number)',
  'CREATE INDEX IF NOT EXISTS _outbox_due ON _outbox (due) WHERE due IS NOT NULL',
  'CREATE INDEX IF NOT EXISTS _outbox_parked ON _outbox (parked) WHERE parked IS NOT NULL',
]

/** Notes all work of one transaction. Answers when the first of it is due; null when none waits. */
export function noteWork(sql: Sql, works: readonly Work[], now: number): number | null {
  if (works.length === 0) return null
  const seen = new Set<string>()
  const rows = works.map(({ topic, subject, body, due = now }) => {
    const about = JSON.stringify([topic, subject])
    const follows = seen.has(about)
    seen.add(about)
    const id = crypto.randomUUID()
    return { id, topic, subject, body: JSON.stringify(body ?? null), due, follows }
  })
  const noted = sql.all<{ due: number | null }>(
    `INSERT INTO _outbox (id, topic, subject, body, planned, due, tries)
     SELECT value ->> 'id', value ->> 'topic', value ->> 'subject', value ->> 'body', value ->> 'due',
       iif(value ->> 'follows' OR EXISTS (SELECT 1 FROM _outbox o
         WHERE o.topic = value ->> 'topic' AND o.subject = value ->> 'subject'), NULL, value ->> 'due'), 0
     FROM json_each(?) ORDER BY key RETURNING due`,
    JSON.stringify(rows),
  )
  return earliest(noted.flatMap(({ due }) => (due === null ? [] : [due])))
}

/** Taken work as it lies here: its body as JSON. */
export type TakenRow = Omit<TakenWork, 'body'> & { readonly body: string }

/** Takes what is due, the oldest first, and parks what was taken again and again and never settled. */
export function takeDue(
  sql: Sql,
  now: number,
  { batch, lease, tries }: OutboxOptions,
): readonly TakenRow[] {
  sql.all(
    `UPDATE _outbox SET parked = ?1, due = NULL, lease = NULL,
       error = coalesce(error, 'It was taken again and again, and never ended.')
     WHERE due <= ?1 AND tries >= ?2`,
    now,
    tries,
  )
  return sql.all<TakenRow>(
    `UPDATE _outbox SET due = ?, lease = ?, tries = tries + 1
     WHERE number IN (SELECT number FROM _outbox WHERE due <= ? ORDER BY due, number LIMIT ?)
     RETURNING id, lease, topic, subject, body, tries, planned`,
    now + lease,
    crypto.randomUUID(),
    now,
    batch,
  )
}

/** Settles what is still its taker's; for anything else the next one's outcome counts. */
export function settle(
  sql: Sql,
  outcomes: readonly WorkOutcome[],
  now: number,
  options: OutboxOptions,
): void {
  const done = outcomes.filter(({ error }) => error === null)
  if (done.length > 0) {
    const gone = sql.all<Subject>(
      `DELETE FROM _outbox WHERE number IN (SELECT o.number FROM json_each(?) JOIN _outbox o
         ON o.id = value ->> 'id' AND o.lease = value ->> 'lease') RETURNING topic, subject`,
      JSON.stringify(done),
    )
    release(sql, gone, now)
  }
  for (const { id, lease, error } of outcomes) {
    if (error !== null) postpone(sql, { id, lease, error }, now, options)
  }
}

interface Subject {
  readonly topic: string
  readonly subject: string
}

/** Makes what waited for these the first of what it is about. */
function release(sql: Sql, subjects: readonly Subject[], now: number): void {
  sql.all(
    `UPDATE _outbox SET due = max(planned, ?) WHERE due IS NULL AND parked IS NULL AND number IN
       (SELECT (SELECT min(number) FROM _outbox o
          WHERE o.topic = value ->> 'topic' AND o.subject = value ->> 'subject') FROM json_each(?))`,
    now,
    JSON.stringify(subjects),
  )
}

function postpone(
  sql: Sql,
  { id, lease, error }: { readonly id: string; readonly lease: string; readonly error: string },
  now: number,
  options: OutboxOptions,
): void {
  const [row] = sql.all<{ number: number; tries: number }>(
    'SELECT number, tries FROM _outbox WHERE id = ? AND lease = ?',
    id,
    lease,
  )
  if (row === undefined) return
  const isLast = row.tries >= options.tries
  sql.all(
    'UPDATE _outbox SET lease = NULL, error = ?, parked = ?, due = ? WHERE number = ?',
    error.slice(0, MAX_ERROR),
    isLast ? now : null,
    isLast ? null : now + pauseAfter(row.tries, options),
    row.number,
  )
}

/** Milliseconds from a try that failed, the first being 1, to the next one. */
export const pauseAfter = (tries: number, { pause, growth, longest }: OutboxOptions): number =>
  Math.min(pause * growth ** (tries - 1), longest)

/** Characters of an error that are kept. */
const MAX_ERROR = 500

/** When work is due next, epoch milliseconds; null when none is, whatever waits or is parked. */
export const nextDue = (sql: Sql): number | null =>
  sql.all<{ due: number | null }>('SELECT min(due) AS due FROM _outbox WHERE due IS NOT NULL')[0]
    ?.due ?? null

/**
 * Milliseconds until a store says again that something is due which nobody has come for: as long as it
 * has waited already. So nothing waits more than twice as long as it would have to, up to `rarest`.
 */
export const againAfter = (waited: number, { again, rarest }: OutboxOptions): number =>
  Math.min(Math.max(waited, again), rarest)

export function readState(sql: Sql): OutboxState {
  const parked = sql.all<ParkedWork>(
    `SELECT id, topic, subject, planned, parked, tries, coalesce(error, '') AS error,
       (SELECT count(*) - 1 FROM _outbox o WHERE o.topic = p.topic AND o.subject = p.subject) AS waiting
     FROM _outbox p WHERE parked IS NOT NULL ORDER BY parked, number LIMIT 100`,
  )
  const [counted] = sql.all<{ all: number; parked: number }>(
    'SELECT count(*) AS "all", count(parked) AS parked FROM _outbox',
  )
  const parkedInAll = counted?.parked ?? 0
  return { parked, parkedInAll, open: (counted?.all ?? 0) - parkedInAll, due: nextDue(sql) }
}

/** Has parked work tried again from the beginning: one, or all of it. Answers how much. */
export const replay = (sql: Sql, id: string | null, now: number): number =>
  sql.all(
    `UPDATE _outbox SET parked = NULL, due = ?1, tries = 0
     WHERE parked IS NOT NULL AND (?2 IS NULL OR id = ?2) RETURNING 1`,
    now,
    id,
  ).length

/** Gives parked work up for good; what waited for it goes on. Answers whether there was any. */
export function drop(sql: Sql, id: string, now: number): boolean {
  const gone = sql.all<Subject>(
    'DELETE FROM _outbox WHERE id = ? AND parked IS NOT NULL RETURNING topic, subject',
    id,
  )
  if (gone.length > 0) release(sql, gone, now)
  return gone.length > 0
}

const earliest = (times: readonly number[]): number | null =>
  times.length === 0 ? null : Math.min(...times)
