import type { Sql, StoreContext } from '../../contract.ts'
import { readSettings } from '../meetings/facts.ts'
import { mailsAbout } from './mail-work.ts'

const MINUTE = 60_000

/** Of what `start` a reminder is sent at; null where none is. Epoch milliseconds. */
export const remindsAt = (start: number, reminderMinutes: number | null): number | null =>
  reminderMinutes === null ? null : start - reminderMinutes * MINUTE

interface Coming {
  readonly id: string
  readonly requester: string
  readonly invitee: string
  readonly slot: string
  readonly start: number
  readonly end: number
  readonly place: string | null
}

/**
 * Reminds of the meetings that begin soon, each once for each time it has. Who agreed on one since it
 * would have been reminded of knows it well enough. Answers when the next one's turn is.
 */
export function remind(sql: Sql, { now, emit }: StoreContext): number | null {
  const [row] = sql.all<{ settings: string | null; until: number | null }>(
    `SELECT (SELECT value FROM meetings_settings) AS settings,
       (SELECT until FROM mails_reminded) AS until`,
  )
  const { reminderMinutes } = readSettings(row?.settings ?? null)
  if (reminderMinutes === null) return null
  const ahead = reminderMinutes * MINUTE
  const reminded = Math.max(row?.until ?? 0, now)
  const coming = sql.all<Coming>(
    `SELECT id, requester, invitee, slot, start, "end", place FROM meetings_meetings
     WHERE status = 'confirmed' AND start > ? AND start <= ? AND since <= start - ? ORDER BY start`,
    reminded,
    now + ahead,
    ahead,
  )
  for (const { id, requester, invitee, slot, start, end, place } of coming) {
    const time = { id: slot, start, end }
    const news = { meeting: id, actor: 'system', action: 'remind', requester, invitee, time, place }
    mailsAbout(news).forEach(emit)
  }
  if (coming.length > 0) {
    sql.all(
      'INSERT INTO mails_reminded VALUES (1, ?) ON CONFLICT DO UPDATE SET until = excluded.until',
      now + ahead,
    )
  }
  const [next] = sql.all<{ start: number | null }>(
    "SELECT min(start) AS start FROM meetings_meetings WHERE status = 'confirmed' AND start > ?",
    Math.max(reminded, now + ahead),
  )
  return next?.start === null || next === undefined ? null : next.start - ahead
}
