import { err, ok, type Result } from '../../contract.ts'
import { command, query } from '../../store/feature.ts'
import { requireSystem } from '../people/signed-in.ts'
import { normalizeEmail } from '../people/store.ts'

/** Characters of what a mail system said that are kept. */
const MAX_REASON = 300

/** A person whose mails came back. */
export interface Bounce {
  readonly person: string
  /** Of the last one, epoch milliseconds. */
  readonly at: number
  /** In the words of the mail system that refused it. */
  readonly reason: string
  /** How many have come back. */
  readonly times: number
}

/** Notes that a mail to an address has come back. System only. */
export const noteBounce = command(
  'mails.note-bounce',
  (
    sql,
    { email, reason }: { email: string; reason: string },
    context,
  ): Result<null, { readonly tag: 'not-on-list' }> => {
    requireSystem(context)
    const noted = sql.all(
      `INSERT INTO mails_bounces
       SELECT id, ?, ?, 1 FROM people_persons WHERE email = ? AND erased IS NULL
       ON CONFLICT (person) DO UPDATE SET at = excluded.at, reason = excluded.reason, times = times + 1
       RETURNING 1`,
      context.now,
      reason.slice(0, MAX_REASON),
      normalizeEmail(email),
    )
    return noted.length > 0 ? ok(null) : err({ tag: 'not-on-list' })
  },
)

/** Whose mails have come back, the latest first. System only, until organisers have pages of their own. */
export const listBounces = query(
  'mails.bounces',
  (sql, _input: object, context): readonly Bounce[] => {
    requireSystem(context)
    return sql.all<Bounce>('SELECT person, at, reason, times FROM mails_bounces ORDER BY at DESC')
  },
)
