import type { Personal } from '../../store/feature.ts'

/** What somebody does not want to be sent. */
export const mailsPersonal: Personal = {
  export(sql, person) {
    const rows = sql.all<{ kind: string }>(
      'SELECT kind FROM mails_stopped WHERE person = ? ORDER BY kind',
      person,
    )
    return { 'mails I do not want': rows.map(({ kind }) => kind) }
  },
  erase(sql, person) {
    sql.all('DELETE FROM mails_stopped WHERE person = ?', person)
    sql.all('DELETE FROM mails_people WHERE person = ?', person)
  },
}
