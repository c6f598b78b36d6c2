import type { Sql } from '../../contract.ts'
import { repeatable } from '../../store/feature.ts'
import { requireSystem } from '../people/signed-in.ts'
import { kindOf, type MeetingMail } from './mail-work.ts'

/** What a mail is written from, besides what it is about. */
export interface Letter {
  readonly to: { readonly email: string; readonly name: string; readonly locale: string | null }
  /** Opens the page that stops this kind of mail. */
  readonly secret: string
  /** `left`: has erased themselves, and goes by no name. */
  readonly other: { readonly name: string; readonly organisation: string; readonly left: boolean }
  /** The place as people know it. */
  readonly place: string | null
  /** What was written with the request. */
  readonly message: string
}

/**
 * What a mail is to say, as things are now; null where it is no longer to be sent: stopped, no address,
 * erased; a reminder of what was moved, cancelled or has begun. System only: nobody else is handed an
 * address.
 */
export const readLetter = repeatable(
  'mails.letter',
  (sql, mail: MeetingMail, context): Letter | null => {
    requireSystem(context)
    if (mail.action === 'remind' && !isComing(sql, mail, context.now)) return null
    sql.all(
      `INSERT INTO mails_people SELECT id, ? FROM people_persons WHERE id = ? AND erased IS NULL
       ON CONFLICT DO NOTHING`,
      crypto.randomUUID(),
      mail.to,
    )
    const [row] = sql.all<Row>(
      `SELECT p.email, p.name, p.locale, s.secret, o.name AS other_name,
         o.organisation AS other_organisation, o.erased IS NOT NULL AS other_left, l.label, m.message
       FROM people_persons p JOIN people_persons o ON o.id = ?2 JOIN mails_people s ON s.person = p.id
         JOIN meetings_meetings m ON m.id = ?4 LEFT JOIN meetings_places l ON l.id = ?5
       WHERE p.id = ?1 AND p.erased IS NULL AND p.email IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM mails_stopped WHERE person = p.id AND kind = ?3)`,
      mail.to,
      mail.other,
      kindOf(mail.action),
      mail.meeting,
      mail.place,
    )
    return row === undefined ? null : letter(row)
  },
)

interface Row {
  readonly email: string
  readonly name: string
  readonly locale: string | null
  readonly secret: string
  readonly other_name: string
  readonly other_organisation: string
  readonly other_left: number
  readonly label: string | null
  readonly message: string
}

const letter = (row: Row): Letter => ({
  to: { email: row.email, name: row.name, locale: row.locale },
  secret: row.secret,
  other: {
    name: row.other_name,
    organisation: row.other_organisation,
    left: row.other_left === 1,
  },
  place: row.label,
  message: row.message,
})

const isComing = (sql: Sql, { meeting, time }: MeetingMail, now: number): boolean =>
  time !== null &&
  time.start > now &&
  sql.all(
    "SELECT 1 FROM meetings_meetings WHERE id = ? AND status = 'confirmed' AND start = ?",
    meeting,
    time.start,
  ).length > 0
