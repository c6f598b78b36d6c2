import type { Personal } from '../../store/feature.ts'
import { isoTime } from '../iso-time.ts'

interface Dismissed {
  readonly name: string | null
  readonly organisation: string | null
  readonly at: number
}

/** Whom somebody dismissed, named as far as they would still see them; who dismissed them stays unsaid. */
export const recommendationsPersonal: Personal = {
  export(sql, person) {
    const rows = sql.all<Dismissed>(
      `SELECT p.name, p.organisation, v.at FROM recommendations_vetoes v
         LEFT JOIN people_persons p ON p.id = v.other AND p.listed = 1 AND p.erased IS NULL
       WHERE v.person = ? ORDER BY v.at, v.other`,
      person,
    )
    return rows.map(({ name, organisation, at }) => ({
      dismissed: name === null ? null : { name, organisation },
      at: isoTime(at),
    }))
  },
  erase(sql, person) {
    sql.all('DELETE FROM recommendations_vetoes WHERE person = ?1 OR other = ?1', person)
  },
}
