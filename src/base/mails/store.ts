import { err, ok, type Result, type Sql } from '../../contract.ts'
import { command, query, type StoreFeature } from '../../store/feature.ts'
import type { Slot } from '../meetings/slots.ts'
import { requireSystem } from '../people/signed-in.ts'

/** How long mails that somebody took to send are theirs, in milliseconds; then they are sent anew. */
const LEASE = 2 * 60_000
const MAX_TAKEN = 50

const migrations = [
  [
    `CREATE TABLE mails_people (person TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID`,
    `CREATE TABLE mails_stopped (
      person TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (person, kind)
    ) STRICT, WITHOUT ROWID`,
  ],
]

/** The kinds of mail that can be stopped one by one. */
export const MAIL_KINDS = ['requests', 'answers', 'changes'] as const
export type MailKind = (typeof MAIL_KINDS)[number]

/** Which mail something that happened to a meeting is worth; what is not here is worth none. */
const KIND_OF: Readonly<Record<string, MailKind>> = {
  request: 'requests',
  accept: 'answers',
  decline: 'answers',
  expire: 'answers',
  propose: 'changes',
  'accept-proposal': 'changes',
  'decline-proposal': 'changes',
  cancel: 'changes',
  clash: 'changes',
  withdraw: 'changes',
}

/** One mail to be written, in its person's language. */
export interface PlannedMail {
  readonly kind: MailKind
  /** What happened: an action of meetings. */
  readonly action: string
  readonly to: { readonly email: string; readonly name: string; readonly locale: string | null }
  /** Opens the page that stops this kind of mail. */
  readonly secret: string
  readonly other: { readonly name: string; readonly organisation: string }
  readonly time: Slot | null
  readonly place: string | null
  readonly message: string
}

interface Row {
  readonly number: number
  readonly actor: string
  readonly action: string
  readonly requester: string
  readonly invitee: string
  readonly slot: string | null
  readonly start: number | null
  readonly end: number | null
  readonly label: string | null
  readonly message: string
}

/**
 * Takes what has happened and nobody was told yet: mails to write, and the numbers to settle when they
 * are sent. Who does not settle them loses them to the next one. System only.
 */
export const takeMails = command(
  'mails.take',
  (
    sql,
    _input: object,
    context,
  ): { readonly numbers: readonly number[]; readonly mails: readonly PlannedMail[] } => {
    requireSystem(context)
    const { now } = context
    const rows = sql.all<Row>(
      `SELECT h.number, h.actor, h.action, m.requester, m.invitee,
         coalesce(m.proposed_slot, m.slot) AS slot, coalesce(m.proposed_start, m.start) AS start,
         coalesce(m.proposed_end, m."end") AS "end", l.label, m.message
       FROM meetings_history h JOIN meetings_meetings m ON m.id = h.meeting
         LEFT JOIN meetings_places l ON l.id = m.place
       WHERE h.told IS NULL OR (h.told < 0 AND h.told > ?) ORDER BY h.number LIMIT ?`,
      LEASE - now,
      MAX_TAKEN,
    )
    const numbers = rows.map(({ number }) => number)
    sql.all(
      'UPDATE meetings_history SET told = ? WHERE number IN (SELECT value FROM json_each(?))',
      -now,
      JSON.stringify(numbers),
    )
    return { numbers, mails: rows.flatMap((row) => plan(sql, row)) }
  },
)

/** To whom something that happened is told: to those of the two who did not do it. */
function plan(sql: Sql, row: Row): PlannedMail[] {
  const kind = Object.hasOwn(KIND_OF, row.action) ? KIND_OF[row.action] : undefined
  if (kind === undefined) return []
  const pair = [row.requester, row.invitee] as const
  return pair
    .filter((person) => person !== row.actor)
    .flatMap((person) => {
      const other = person === row.requester ? row.invitee : row.requester
      const known = recipient(sql, person, other, kind)
      return known === undefined ? [] : [mail(row, kind, known)]
    })
}

interface Known {
  readonly email: string
  readonly name: string
  readonly locale: string | null
  readonly secret: string
  readonly other_name: string
  readonly other_organisation: string
}

function recipient(sql: Sql, person: string, other: string, kind: MailKind): Known | undefined {
  sql.all(
    `INSERT INTO mails_people VALUES (?, ?) ON CONFLICT DO NOTHING`,
    person,
    crypto.randomUUID(),
  )
  return sql.all<Known>(
    `SELECT p.email, p.name, p.locale, s.secret, o.name AS other_name,
       o.organisation AS other_organisation
     FROM people_persons p JOIN people_persons o ON o.id = ? JOIN mails_people s ON s.person = p.id
     WHERE p.id = ? AND p.erased IS NULL AND p.email IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM mails_stopped WHERE person = p.id AND kind = ?)`,
    other,
    person,
    kind,
  )[0]
}

const mail = (row: Row, kind: MailKind, known: Known): PlannedMail => ({
  kind,
  action: row.action,
  to: { email: known.email, name: known.name, locale: known.locale },
  secret: known.secret,
  other: { name: known.other_name, organisation: known.other_organisation },
  time:
    row.slot === null || row.start === null || row.end === null
      ? null
      : { id: row.slot, start: row.start, end: row.end },
  place: row.label,
  message: row.message,
})

/** Says that mails were sent, so that nobody sends them again. System only. */
export const settleMails = command(
  'mails.settle',
  (sql, { numbers }: { numbers: readonly number[] }, context): object => {
    requireSystem(context)
    sql.all(
      'UPDATE meetings_history SET told = ? WHERE number IN (SELECT value FROM json_each(?))',
      context.now,
      JSON.stringify(numbers),
    )
    return {}
  },
)

/** Whose kinds of mail a secret stops. */
export const readStopped = query(
  'mails.stopped',
  (
    sql,
    { secret }: { secret: string },
  ): Result<readonly string[], { readonly tag: 'not-found' }> => {
    const [person] = sql.all<{ person: string }>(
      'SELECT person FROM mails_people WHERE secret = ?',
      secret,
    )
    if (person === undefined) return err({ tag: 'not-found' })
    const rows = sql.all<{ kind: string }>(
      'SELECT kind FROM mails_stopped WHERE person = ?',
      person.person,
    )
    return ok(rows.map(({ kind }) => kind))
  },
)

/** Stops one kind of mail, or sends it again. Whoever has the mail may do this, signed in or not. */
export const stopMails = command(
  'mails.stop',
  (
    sql,
    { secret, kind, stop }: { secret: string; kind: MailKind; stop: boolean },
  ): Result<null, { readonly tag: 'not-found' }> => {
    const [person] = sql.all<{ person: string }>(
      'SELECT person FROM mails_people WHERE secret = ?',
      secret,
    )
    if (person === undefined) return err({ tag: 'not-found' })
    const change = stop
      ? 'INSERT INTO mails_stopped VALUES (?, ?) ON CONFLICT DO NOTHING'
      : 'DELETE FROM mails_stopped WHERE person = ? AND kind = ?'
    sql.all(change, person.person, kind)
    return ok(null)
  },
)

export const mailsStore: StoreFeature = {
  name: 'mails',
  migrations,
  operations: [takeMails, settleMails, readStopped, stopMails],
}
