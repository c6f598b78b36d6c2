import { ok, type Result } from '../../contract.ts'
import { query } from '../../store/feature.ts'
import type { PersonCard } from '../directory/store.ts'
import { isShown, mayBeAsked, sightColumns, type SightRow } from '../meetings/sight.ts'
import type { Tag } from '../people/person.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'

/** Somebody who is recommended, or was dismissed. */
export interface SuggestedPerson extends PersonCard {
  /** Whether the group rules let the caller ask them for a meeting. */
  readonly mayBeAsked: boolean
}

export interface Cards {
  /** In any order. Whom the caller may not see, or no longer, is not there. */
  readonly people: readonly SuggestedPerson[]
  /** The tags that they have. */
  readonly tags: readonly Tag[]
}

interface Row extends SightRow, Pick<PersonCard, 'id' | 'name' | 'organisation' | 'role'> {
  /** JSON of side, tag and label. */
  readonly tags: string
}

/** Some people as cards show them. One statement. */
export const readCards = query(
  'recommendations.cards',
  (sql, { ids }: { ids: readonly string[] }, context): Result<Cards, SignedOut> => {
    const viewer = personOf(context)
    if (viewer === null) return signedOut
    const rows = sql.all<Row>(
      `SELECT p.id, p.name, p.organisation, p.role, ${sightColumns('?1')},
         (SELECT json_group_array(json_array(side, tag, coalesce(label, tag)))
          FROM people_person_tags LEFT JOIN people_tags t ON t.id = tag WHERE person = p.id) AS tags
       FROM json_each(?2) wanted CROSS JOIN people_persons p
       WHERE p.id = wanted.value AND p.erased IS NULL`,
      viewer.id,
      JSON.stringify(ids),
    )
    const labels = new Map<string, string>()
    const people = rows.filter(isShown).map((row) => suggested(row, labels))
    return ok({ people, tags: Array.from(labels, ([id, label]) => ({ id, label })) })
  },
)

/** @param labels gets the tags' */
function suggested(row: Row, labels: Map<string, string>): SuggestedPerson {
  const { id, name, organisation, role, their_group: group } = row
  const tags = JSON.parse(row.tags) as (readonly [side: string, tag: string, label: string])[]
  for (const [, tag, label] of tags) labels.set(tag, label)
  const of = (wanted: string): string[] =>
    tags.filter(([side]) => side === wanted).map(([, tag]) => tag)
  const [offers, seeks] = [of('offers'), of('seeks')]
  return { id, name, organisation, role, group, offers, seeks, mayBeAsked: mayBeAsked(row) }
}
