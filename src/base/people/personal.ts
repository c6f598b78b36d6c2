import type { Sql } from '../../contract.ts'
import { tell } from '../../seam/hook.ts'
import type { Personal, PlainData } from '../../store/feature.ts'
import { attendeeErased } from './hooks.ts'

interface Row {
  readonly external_id: string | null
  readonly email: string | null
  readonly name: string
  readonly organisation: string
  readonly role: string
  readonly bio: string
  readonly label: string | null
  readonly locale: string | null
  readonly offers: string
  readonly offers_text: string
  readonly seeks: string
  readonly seeks_text: string
  readonly phone: string
  readonly listed: number
}

const labels = (side: 'offers' | 'seeks'): string =>
  `(SELECT json_group_array(coalesce(label, tag)) FROM people_person_tags
     LEFT JOIN people_tags ON people_tags.id = tag WHERE person = p.id AND side = '${side}') AS ${side}`

/** Somebody's place on the list. A row without anything personal stays: meetings and numbers refer to it. */
export const peoplePersonal: Personal = {
  export(sql, person): PlainData {
    const [row] = sql.all<Row>(
      `SELECT p.*, g.label, ${labels('offers')}, ${labels('seeks')}
       FROM people_persons p LEFT JOIN people_groups g ON g.id = p."group"
       WHERE p.id = ? AND p.erased IS NULL`,
      person,
    )
    if (row === undefined) return null
    return {
      name: row.name,
      'e-mail': row.email,
      telephone: row.phone,
      organisation: row.organisation,
      role: row.role,
      'about me': row.bio,
      group: row.label,
      offers: JSON.parse(row.offers) as string[],
      'offers, in my own words': row.offers_text,
      'looks for': JSON.parse(row.seeks) as string[],
      'looks for, in my own words': row.seeks_text,
      'shown in the directory': row.listed === 1,
      'language of mails': row.locale,
      'number in the organiser’s list': row.external_id,
    }
  },
  names(sql, person) {
    const [row] = sql.all<{ name: string; email: string | null }>(
      'SELECT name, email FROM people_persons WHERE id = ?',
      person,
    )
    return row === undefined ? [] : [row.name, row.email ?? '']
  },
  erase(sql, person, context) {
    const [known] = sql.all<{ external_id: string | null }>(
      'SELECT external_id FROM people_persons WHERE id = ? AND erased IS NULL',
      person,
    )
    if (known === undefined) return
    const { now } = context
    const fact = { person: { id: person, externalId: known.external_id }, at: now }
    forgetUntold(sql, known.external_id)
    tell(context, attendeeErased, person, fact)
    const [row] = sql.all<{ number: number }>(
      `UPDATE people_persons SET external_id = NULL, email = NULL, name = '', organisation = '',
         role = '', bio = '', locale = NULL, offers_text = '', seeks_text = '', phone = '', listed = 0,
         erased = ? WHERE id = ? AND erased IS NULL RETURNING number`,
      now,
      person,
    )
    if (row === undefined) return
    sql.all('DELETE FROM people_person_tags WHERE person = ?', person)
    forgetWords(sql, row.number)
  },
}

/**
 * Facts that hooks were not told yet, or failed at, are told without the organiser's id from now on: it
 * leaves with the last one, which says that they are erased.
 */
function forgetUntold(sql: Sql, externalId: string | null): void {
  if (externalId === null) return
  sql.all(
    `UPDATE _outbox SET body = replace(body, ?1, '"externalId":null') WHERE instr(body, ?1) > 0`,
    `"externalId":${JSON.stringify(externalId)}`,
  )
}

/** Without the second statement a deleted row's words would stay in the index until it is merged. */
function forgetWords(sql: Sql, number: number): void {
  sql.all('DELETE FROM people_search WHERE rowid = ?', number)
  sql.all("INSERT INTO people_search (people_search) VALUES ('optimize')")
}
