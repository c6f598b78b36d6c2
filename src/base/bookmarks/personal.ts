import type { Personal } from '../../store/feature.ts'
import { isoTime } from '../iso-time.ts'

interface Row {
  readonly session: string
  readonly title: string | null
  readonly start: number | null
}

/** Sessions that somebody marked. */
export const bookmarksPersonal: Personal = {
  export(sql, person) {
    const rows = sql.all<Row>(
      `SELECT b.session, r.title, r.start FROM bookmarks_bookmarks b
         LEFT JOIN agenda_revisions r ON r.session = b.session
       WHERE b.person = ? ORDER BY r.start, b.session`,
      person,
    )
    return rows.map(({ session, title, start }) => ({
      session: title ?? session,
      starts: isoTime(start),
    }))
  },
  erase(sql, person) {
    sql.all('DELETE FROM bookmarks_bookmarks WHERE person = ?', person)
  },
}
