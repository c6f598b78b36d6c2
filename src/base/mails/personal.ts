import { isoTime } from '../iso-time.ts'
import type { Personal } from '../../store/feature.ts'

/** What somebody does not want to be sent. */
export const mailsPersonal: Personal = {
  export(sql, person) {
    const [held] = sql.all<{ stopped: string; at: number | null; times: number | null }>(
      `SELECT (SELECT json_group_array(kind ORDER BY kind) FROM mails_stopped WHERE person = ?1) AS stopped,
         at, times FROM (SELECT 1) LEFT JOIN mails_bounces ON person = ?1`,
      person,
    )
    const { stopped = '[]', at = null, times = null } = held ?? {}
    return {
      'mails I do not want': JSON.parse(stopped) as string[],
      'mails that came back': at === null ? null : { times, 'the last one': isoTime(at) },
    }
  },
  erase(sql, person) {
    sql.all('DELETE FROM mails_stopped WHERE person = ?', person)
    sql.all('DELETE FROM mails_bounces WHERE person = ?', person)
    sql.all('DELETE FROM mails_people WHERE person = ?', person)
  },
}
