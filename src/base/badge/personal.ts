import type { Personal } from '../../store/feature.ts'
import { isoTime } from '../iso-time.ts'
import { FIRST_SCAN } from './schema.ts'

interface Contact {
  readonly name: string
  readonly organisation: string
  readonly at: number
}

/** The code on somebody's badge, and whom they exchanged contacts with: gone for both. */
export const badgePersonal: Personal = {
  export(sql, person) {
    const [badge] = sql.all<{ code: string; made: number }>(
      'SELECT code, made FROM badge_codes WHERE person = ?',
      person,
    )
    const contacts = sql.all<Contact>(
      `SELECT p.name, p.organisation, c.at
       FROM (SELECT other AS person, ${FIRST_SCAN} AS at FROM badge_contacts WHERE one = ?1
             UNION ALL SELECT one, ${FIRST_SCAN} FROM badge_contacts WHERE other = ?1) c
         JOIN people_persons p ON p.id = c.person AND p.erased IS NULL ORDER BY c.at, p.id`,
      person,
    )
    return {
      'code on my badge': badge?.code ?? null,
      'code made': isoTime(badge?.made ?? null),
      'contacts exchanged': contacts.map(({ name, organisation, at }) => ({
        with: { name, organisation },
        at: isoTime(at),
      })),
    }
  },
  erase(sql, person) {
    sql.all('DELETE FROM badge_codes WHERE person = ?', person)
    sql.all('DELETE FROM badge_contacts WHERE one = ?1 OR other = ?1', person)
  },
}
