import { err, ok, type PersonViewer, type Result, type Sql, type SqlValue } from '../../contract.ts'
import { query, type StoreFeature } from '../../store/feature.ts'
import { acquainted, type Contact } from '../badge/acquainted.ts'
import {
  isShown,
  type LiveMeeting,
  mayBeAsked,
  meetingOf,
  sightColumns,
  type SightRow,
  visibleGroups,
} from '../meetings/sight.ts'
import type { FieldValues } from '../fields/field.ts'
import type { FieldFilter } from '../fields/filters.tsx'
import { readFields } from '../fields/values.ts'
import type { Group, Person } from '../people/person.ts'
import { matchExpression } from '../../search-words.ts'
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
  /** By the event's own fields; none when left out. */
  readonly fields?: readonly FieldFilter[]
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
  /** Those that the caller may choose among. */
  readonly groups: readonly Group[]
}

/**
 * Those whom the caller may see and who fit, by name, or the best hit first when something was
 * typed. A group that they may not see is like one that there is not. Two statements.
 */
export const searchDirectory = query(
  'directory.search',
  (sql, question: DirectoryQuestion, context): Result<DirectoryPage, SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const { groups, all } = visibleGroups(sql, viewer.id)
    const asked = groups.filter(({ id }) => question.group === null || id === question.group)
    const among = all && question.group === null ? null : asked.map(({ id }) => id)
    const people = among?.length === 0 ? [] : find(sql, question, viewer, among)
    return ok({ people: people.slice(0, PAGE_SIZE), more: people.length > PAGE_SIZE, groups })
  },
)

type Row = Omit<PersonCard, 'offers' | 'seeks'> & { offers: string; seeks: string }

/** @param among ids of groups; null for everybody */
function find(
  sql: Sql,
  asked: DirectoryQuestion,
  viewer: PersonViewer,
  among: readonly string[] | null,
): PersonCard[] {
  const match = matchExpression(asked.text)
  const offset = Math.max(0, asked.page) * PAGE_SIZE
  const from: string[] = []
  const where: string[] = []
  const given: SqlValue[] = []
  const bind = (value: SqlValue): string => `?${given.push(value)}`
  if (match !== null) {
    from.push('people_search')
    where.push(`people_search MATCH ${bind(match)} AND people_search.rowid = p.number`)
  }
  for (const side of ['offers', 'seeks'] as const) {
    const by = `by_${side}`
    const tag = asked[side]
    if (tag === null) continue
    from.push(`people_person_tags ${by}`)
    where.push(`${by}.person = p.id AND ${by}.tag = ${bind(tag)} AND ${by}.side = '${side}'`)
  }
  for (const [i, { field, from: least, to: most }] of (asked.fields ?? []).entries()) {
    const by = `by_field${i}`
    const name = bind(field)
    // Found by its index if it comes first; else looked at, of those found so far.
    const key = from.length === 0 ? `${by}.key` : `+${by}.key`
    from.push(`fields_values ${by}`)
    where.push(
      `${by}.person = p.id AND ${by}.field = ${name} AND ${key} BETWEEN ${bind(least)} AND ${bind(most)}`,
      isFilter(name),
    )
  }
  if (among !== null) {
    const groups = bind(JSON.stringify(among))
    if (from.length > 0) {
      where.push(`p."group" IN (SELECT value FROM json_each(${groups}))`)
    } else {
      from.push(`(${firstOfEach(groups, bind(offset + PAGE_SIZE + 2))}) first`)
      where.push('p.number = first.number')
    }
  }
  // What narrows most comes first, whatever order the answer has; the rest is looked up by person.
  from.splice(1, 0, 'people_persons p')
  where.push(`p.listed = 1 AND p.erased IS NULL AND p.id <> ${bind(viewer.id)}`)
  // A name counts more than an organisation, and that more than the rest.
  const rank = match === null ? 'NULL' : 'bm25(people_search, 10, 5, 1)'
  const order = (of: string): string => `${match === null ? '' : 'rank, '}${of}.name, ${of}.id`
  const rows = sql.all<Row>(
    `SELECT id, name, organisation, role, "group", ${tags('offers')}, ${tags('seeks')} FROM (
       SELECT p.id, p.name, p.organisation, p.role, p."group", ${rank} AS rank
       FROM ${from.join(' CROSS JOIN ')} WHERE ${where.join(' AND ')}
       ORDER BY ${order('p')} LIMIT ${bind(PAGE_SIZE + 1)} OFFSET ${bind(offset)}
     ) AS hit ORDER BY ${order('hit')}`,
    ...given,
  )
  return rows.map(({ offers, seeks, ...card }) => ({
    ...card,
    offers: JSON.parse(offers) as string[],
    seeks: JSON.parse(seeks) as string[],
  }))
}

/** Of each group the first by name: more than those are on no page yet. */
const firstOfEach = (groups: string, limit: string): string =>
  `SELECT one.number FROM json_each(${groups}) g CROSS JOIN people_persons one
   WHERE one.number IN (SELECT number FROM people_persons
     WHERE listed = 1 AND "group" = g.value AND erased IS NULL ORDER BY name, id LIMIT ${limit})`

/** Narrowing by what the caller may not see would tell it. */
const isFilter = (field: string): string =>
  `EXISTS (SELECT 1 FROM fields_definitions
    WHERE name = ${field} AND gone = 0 AND filterable = 1 AND visibility = 'public')`

const tags = (side: 'offers' | 'seeks'): string =>
  `(SELECT json_group_array(tag) FROM people_person_tags WHERE person = hit.id AND side = '${side}') AS ${side}`

/** Somebody, as the caller knows them. */
export interface KnownPerson extends Person {
  /** How to reach them; null for those who do not know each other. */
  readonly contact: Contact | null
  /** Whether the group rules let the caller ask them for a meeting. */
  readonly mayBeAsked: boolean
  /** null where the two have nothing with each other, or no more. */
  readonly meeting: LiveMeeting | null
  /** Of the event's own fields those that the caller may see. */
  readonly fields: FieldValues
}

/**
 * One person, as the caller may see them; whom they may not see is not there. Who exchanged contacts
 * or met sees the other one whatever directory and group rules say; so does whoever has a request of
 * theirs to answer. Three statements.
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
      `SELECT id, name, organisation, role, bio, offers_text AS offersText,
         seeks_text AS seeksText, coalesce(email, '') AS email, phone,
         ${acquainted('?2', 'p.id')} AS known, ${meetingOf('?2', 'p.id', '?3')} AS meeting,
         ${sightColumns('?2')}
       FROM people_persons p WHERE id = ?1 AND erased IS NULL`,
      id,
      viewer.id,
      context.now,
    )
    if (row === undefined || !(id === viewer.id || isShown(row))) return err({ tag: 'not-found' })
    const fields = readFields(sql, id, row.known === 1 ? 'contacts' : 'everybody')
    return ok({ ...known(row), ...tagsOf(sql, id), fields })
  },
)

const known = (row: PersonRow): Omit<KnownPerson, 'offers' | 'seeks' | 'fields'> => {
  const { id, name, organisation, role, bio, offersText, seeksText, email, phone } = row
  const contact = row.known === 1 ? { email, phone } : null
  const words = { name, organisation, role, bio, offersText, seeksText }
  const meeting = row.meeting === null ? null : (JSON.parse(row.meeting) as LiveMeeting)
  return { id, ...words, group: row.their_group, contact, mayBeAsked: mayBeAsked(row), meeting }
}

type PersonRow = Omit<Person, 'offers' | 'seeks' | 'group'> &
  Contact &
  SightRow & { readonly known: number; readonly meeting: string | null }

export const directoryStore: StoreFeature = {
  name: 'directory',
  migrations: [],
  operations: [searchDirectory, readPerson],
}
