import { ok, type Result } from '../../contract.ts'
import { command, repeatable, type StoreFeature } from '../../store/feature.ts'
import {
  type Registration,
  type RegistrationRefusal,
  registerPerson,
} from '../people/register-person.ts'

/** How long a message that somebody is at is theirs, in milliseconds. */
const LEASE = 60_000

/** How long ids are remembered, in milliseconds: longer than any sender tries. */
const KEPT = 30 * 24 * 60 * 60_000

const migrations = [
  [
    `CREATE TABLE webhooks_received (
      source TEXT NOT NULL, id TEXT NOT NULL, subject TEXT, at INTEGER NOT NULL,
      since INTEGER NOT NULL, done INTEGER NOT NULL, PRIMARY KEY (source, id)
    ) STRICT, WITHOUT ROWID`,
    'CREATE INDEX webhooks_received_since ON webhooks_received (since)',
    `CREATE INDEX webhooks_received_subject ON webhooks_received (source, subject, at)
      WHERE subject IS NOT NULL`,
  ],
]

export interface Claim {
  /** Who sends; each has ids of its own. */
  readonly source: string
  readonly id: string
  /** What the message is about; null where the order of messages is of no account. */
  readonly subject: string | null
  /** When what it tells happened, epoch milliseconds. */
  readonly at: number
}

/** `late`: something newer about the same was taken already. */
export type Claimed =
  | { readonly is: 'new'; readonly late: boolean }
  | { readonly is: 'done' }
  | { readonly is: 'busy' }

/** Takes a message that came, unless it was taken before: then it is done, or somebody is at it. */
export const claimMessage = repeatable(
  'webhooks.claim',
  (sql, { source, id, subject, at }: Claim, { now }): Claimed => {
    sql.all('DELETE FROM webhooks_received WHERE since < ?', now - KEPT)
    const [taken] = sql.all(
      `INSERT INTO webhooks_received VALUES (?1, ?2, ?3, ?4, ?5, 0)
       ON CONFLICT (source, id) DO UPDATE SET since = excluded.since
       WHERE done = 0 AND since < ?5 - ?6 RETURNING 1`,
      source,
      id,
      subject,
      at,
      now,
      LEASE,
    )
    if (taken === undefined) {
      const [known] = sql.all<{ done: number }>(
        'SELECT done FROM webhooks_received WHERE source = ? AND id = ?',
        source,
        id,
      )
      return { is: known?.done === 1 ? 'done' : 'busy' }
    }
    const newer = sql.all(
      `SELECT 1 FROM webhooks_received
       WHERE source = ? AND subject = ? AND at > ? AND done = 1 LIMIT 1`,
      source,
      subject,
      at,
    )
    return { is: 'new', late: newer.length > 0 }
  },
)

/** Says how it went with a message; one that failed may come again. */
export const settleMessage = repeatable(
  'webhooks.settle',
  (sql, { source, id, done }: Pick<Claim, 'source' | 'id'> & { done: boolean }): object => {
    const change = done
      ? 'UPDATE webhooks_received SET done = 1 WHERE source = ? AND id = ?'
      : 'DELETE FROM webhooks_received WHERE source = ? AND id = ? AND done = 0'
    sql.all(change, source, id)
    return {}
  },
)

export type Registered = Result<{ readonly person: string } | null, RegistrationRefusal>

/**
 * Registers somebody because a message says so: only while that message is being taken, which nobody but
 * the receiver of signed messages begins. null, and nothing is done, where something newer about the same
 * has come meanwhile.
 */
export const registerByMessage = command(
  'webhooks.register',
  (
    sql,
    { source, id, person }: Pick<Claim, 'source' | 'id'> & { readonly person: Registration },
    context,
  ): Registered => {
    const [message] = sql.all<{ newer: number }>(
      `SELECT EXISTS (SELECT 1 FROM webhooks_received other WHERE other.source = this.source
         AND other.subject = this.subject AND other.at > this.at) AS newer
       FROM webhooks_received this WHERE source = ? AND id = ? AND done = 0`,
      source,
      id,
    )
    if (message === undefined) throw new Error('This message is not being taken at the moment.')
    return message.newer === 1 ? ok(null) : registerPerson(sql, person, context)
  },
)

export const webhooksStore: StoreFeature = {
  name: 'webhooks',
  migrations,
  // Subjects are the sender's ids; the guide says so.
  personal: 'none',
  setUp: 'none',
  operations: [claimMessage, settleMessage, registerByMessage],
}
