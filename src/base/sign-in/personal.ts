import type { Personal } from '../../store/feature.ts'
import { isoTime } from '../iso-time.ts'

const ADDRESS = '(SELECT email FROM people_persons WHERE id = ?)'

interface Session {
  readonly began: number
  readonly expires: number
  readonly ended: number | null
}

interface Link {
  readonly kind: string
  readonly expires: number
  readonly used: number | null
}

/** That somebody was there is counted; what opened their sessions is nowhere any more. */
export const signInPersonal: Personal = {
  export(sql, person) {
    const sessions = sql.all<Session>(
      'SELECT began, expires, ended FROM sign_in_sessions WHERE person = ? ORDER BY began',
      person,
    )
    const links = sql.all<Link>(
      'SELECT kind, expires, used FROM sign_in_links WHERE person = ? ORDER BY expires',
      person,
    )
    const tries = sql.all<{ kind: string; at: number }>(
      `SELECT kind, at FROM sign_in_tries WHERE address = ${ADDRESS} ORDER BY at`,
      person,
    )
    return {
      sessions: sessions.map(({ began, expires, ended }) => ({
        began: isoTime(began),
        'valid until': isoTime(expires),
        ended: isoTime(ended),
      })),
      'links and codes': links.map(({ kind, expires, used }) => ({
        kind,
        'valid until': isoTime(expires),
        used: isoTime(used),
      })),
      'tries within the hour': tries.map(({ kind, at }) => ({ kind, at: isoTime(at) })),
    }
  },
  erase(sql, person, { now }) {
    sql.all(`DELETE FROM sign_in_tries WHERE address = ${ADDRESS}`, person)
    sql.all('DELETE FROM sign_in_links WHERE person = ?', person)
    sql.all(
      'UPDATE sign_in_sessions SET secret = id, ended = coalesce(ended, ?) WHERE person = ?',
      now,
      person,
    )
  },
}
