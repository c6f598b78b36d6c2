import { err, ok, type Result, type Sql } from '../../contract.ts'
import { command, query, type StoreFeature } from '../../store/feature.ts'
import { settleMails, takeMails, tellUntold } from './before-outbox.ts'
import { listBounces, noteBounce } from './bounces.ts'
import { readLetter } from './letter.ts'
import type { MailKind } from './mail-work.ts'
import { mailsPersonal } from './personal.ts'
import { remind } from './reminders.ts'

const migrations = [
  [
    `CREATE TABLE mails_people (person TEXT PRIMARY KEY, secret TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID`,
    `CREATE TABLE mails_stopped (
      person TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (person, kind)
    ) STRICT, WITHOUT ROWID`,
  ],
  [
    // Meetings that begin until then were reminded of, in epoch milliseconds.
    'CREATE TABLE mails_reminded (one INTEGER PRIMARY KEY CHECK (one = 1), until INTEGER NOT NULL) STRICT',
  ],
  [
    `CREATE TABLE mails_bounces (
      person TEXT PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL, times INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  ],
]

/** Whose kinds of mail a secret stops. */
export const readStopped = query(
  'mails.stopped',
  (
    sql,
    { secret }: { secret: string },
  ): Result<readonly string[], { readonly tag: 'not-found' }> => {
    const [person] = ownerOf(sql, secret)
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
    const [person] = ownerOf(sql, secret)
    if (person === undefined) return err({ tag: 'not-found' })
    const change = stop
      ? 'INSERT INTO mails_stopped VALUES (?, ?) ON CONFLICT DO NOTHING'
      : 'DELETE FROM mails_stopped WHERE person = ? AND kind = ?'
    sql.all(change, person.person, kind)
    return ok(null)
  },
)

const ownerOf = (sql: Sql, secret: string): readonly { readonly person: string }[] =>
  sql.all(
    `SELECT s.person FROM mails_people s JOIN people_persons p ON p.id = s.person
     WHERE s.secret = ? AND p.erased IS NULL`,
    secret,
  )

export const mailsStore: StoreFeature = {
  name: 'mails',
  migrations,
  wake(sql, context) {
    const wishes = [tellUntold(sql, context), remind(sql, context)].filter((at) => at !== null)
    return wishes.length === 0 ? null : Math.min(...wishes)
  },
  operations: [readLetter, noteBounce, listBounces, takeMails, settleMails, readStopped, stopMails],
  personal: mailsPersonal,
  setUp: 'none',
}
