import type { Personal } from '../../store/feature.ts'
import { isoTime } from '../iso-time.ts'

/** The address by which a calendar follows somebody's schedule; it opens nothing afterwards. */
export const calendarPersonal: Personal = {
  export(sql, person) {
    const [feed] = sql.all<{ made: number }>(
      'SELECT made FROM calendar_feeds WHERE person = ?',
      person,
    )
    return { 'calendar address made': isoTime(feed?.made ?? null) }
  },
  erase(sql, person) {
    sql.all('DELETE FROM calendar_feeds WHERE person = ?', person)
  },
}
