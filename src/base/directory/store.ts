import { err, ok, type PersonViewer, type Result, type Sql, type SqlValue } from '../../contract.ts'
import { query, type StoreFeature } from '../../store/feature.ts'
import { acquainted, type Contact } from '../badge/acquainted.ts'
import type { Person } from '../people/person.ts'
import { matchExpression } from '../people/search-words.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { tagsOf } from '../people/store.ts'

/** People on one page of the directory. */
export const PAGE_SIZE = 20

export interface DirectoryQuestion {
  /** What was typed; '' for everybody. */
  readonly text: string
  readonly group: string | null
  readonly offers: string | null
  readonly seeks: string | null
  /** Pages before this one. */
  readonly page: number
}

/** Somebody in a list: no more than a card shows. */
export interface PersonCard {
  readonly id: string
  readonly name: string
  readonly organisation: string
  readonly role: string
  readonly group: string
  readonly offers: readonly string[]
  readonly seeks: readonly string[]
}

export interface DirectoryPage {
  readonly people: readonly PersonCard[]
  readonly more: boolean
}

/**
 * Those whom the caller may see and who fit, by name, or the best hit first when something was
 * typed. One statement.
 */
export const searchDirectory = query(
  'directory.search',
  (sql, question: DirectoryQuestion, context): Result<DirectoryPage, SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const people = find(sql, question, viewer)
    return ok({ people: people.slice(0, PAGE_SIZE), more: people.length > PAGE_SIZE })
  },
)

type Row = Omit<PersonCard, 'offers' | 'seeks'> & { offers: string; seeks: string }

function find(sql: Sql, asked: DirectoryQuestion, viewer: PersonViewer): PersonCard[] {
  const match = matchExpression(asked.text)
  const from: string[] = []
  const where: string[] = []
  const given: SqlValue[] = []
  const narrow = (table: string, condition: string, ...values: SqlValue[]): void => {
    from.push(table)
    where.push(condition)
    given.push(...values)
  }
  if (match !== null) {
    narrow('people_search', 'people_search MATCH ? AND people_search.rowid = p.number', match)
  }
  for (const side of ['offers', 'seeks'] as const) {
    const by = `by_${side}`
    const tag = asked[side]
    if (tag === null) continue
    narrow(
      `people_person_tags ${by}`,
      `${by}.person = p.id AND ${by}.tag = ? AND ${by}.side = ?`,
      tag,
      side,
    )
  }
  // What narrows most comes first, whatever order the answer has; the rest is looked up by person.
  from.splice(1, 0, 'people_persons p')
  where.push('p.listed = 1 AND p.erased IS NULL AND p.id <> ?')
  given.push(viewer.id)
  if (asked.group !== null) {
    where.push('p."group" = ?')
    given.push(asked.group)
  }
  // A name counts more than an organisation, and that more than the rest.
  const rank = match === null ? 'NULL' : 'bm25(people_search, 10, 5, 1)'
  const order = (of: string): string => `${match === null ? '' : 'rank, '}${of}.name, ${of}.id`
  const rows = sql.all<Row>(
    `SELECT id, name, organisation, role, "group", ${tags('offers')}, ${tags('seeks')} FROM (
       SELECT p.id, p.name, p.organisation, p.role, p."group", ${rank} AS rank
       FROM ${from.join(' CROSS JOIN ')} WHERE ${where.join(' AND ')}
       ORDER BY ${order('p')} LIMIT ? OFFSET ?
     ) AS hit ORDER BY ${order('hit')}`,
    ...given,
    PAGE_SIZE + 1,
    Math.max(0, asked.page) * PAGE_SIZE,
  )
  return rows.map(({ offers, seeks, ...card }) => ({
    ...card,
    offers: JSON.parse(offers) as string[],
    seeks: JSON.parse(seeks) as string[],
  }))
}

const tags = (side: 'offers' | 'seeks'): string =>
  `(SELECT json_group_array(tag) FROM people_person_tags WHERE person = hit.id AND side = '${side}') AS ${side}`

/** Somebody, and how to reach them; null for those who do not know each other. */
export interface KnownPerson extends Person {
  readonly contact: Contact | null
}

/**
 * One person, as the caller may see them; whom they may not see is not there. Who exchanged contacts
 * or met sees the other one also while they are not in the directory. 2 statements.
 */
export const readPerson = query(
  'directory.person',
  (
    sql,
    { id }: { id: string },
    context,
  ): Result<KnownPerson, SignedOut | { readonly tag: 'not-found' }> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const [row] = sql.all<PersonRow>(
      `SELECT * FROM (SELECT id, name, organisation, role, bio, "group",
         offers_text AS offersText, seeks_text AS seeksText, coalesce(email, '') AS email, phone,
         listed = 1 OR id = ?2 AS shown, ${acquainted('?2', 'people_persons.id')} AS known
       FROM people_persons WHERE id = ?1 AND erased IS NULL) WHERE shown OR known`,
      id,
      viewer.id,
    )
    if (row === undefined) return err({ tag: 'not-found' })
    const { email, phone, known, shown: _, ...person } = row
    const contact = known === 1 ? { email, phone } : null
    return ok({ ...person, ...tagsOf(sql, id), contact })
  },
)

type PersonRow = Omit<Person, 'offers' | 'seeks'> &
  Contact & { readonly known: number; readonly shown: number }

export const directoryStore: StoreFeature = {
  name: 'directory',
  migrations: [],
  operations: [searchDirectory, readPerson],
}
