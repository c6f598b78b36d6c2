import { ok, type Result, type Sql } from '../../contract.ts'
import { query } from '../../store/feature.ts'
import { mayMeet, maySee } from '../meetings/group-rules.ts'
import { readRules, RULES } from '../meetings/sight.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { PEOPLE_VERSION } from '../people/version.ts'
import type { ScoredPerson } from './scorer.ts'
import { type Dismissal, vetoedBy } from './veto.ts'

/** All that decides who is recommended to one person, as it was at one moment. */
export interface Snapshot {
  readonly me: ScoredPerson
  /** Ids of the groups whose people the person may see and can come to meet. */
  readonly groups: readonly string[]
  /** Ids of people not to recommend: dismissed by either of the two, or met by a meeting. */
  readonly except: readonly string[]
  /** Ids of whom the person dismissed, the latest first. */
  readonly dismissed: readonly string[]
  /** Stands for `everybody`: the same version, the same people. */
  readonly version: string
  /** Everybody in the directory, to be read by `scoredPeople`; null for who knows this version. */
  readonly everybody: string | null
}

/** More than these are not listed: older ones come up as the later ones are taken back. */
const MAX_DISMISSED = 100

/** A person as scorers know them, in the order of `scoredPeople`; `p` is the person. */
const SCORED = `json_array(p.id, p."group", ${tags('seeks')}, ${tags('offers')})`

function tags(side: 'seeks' | 'offers'): string {
  return `(SELECT json_group_array(tag) FROM people_person_tags WHERE person = p.id AND side = '${side}')`
}

type Kept = readonly [string, string, readonly string[], readonly string[]]

/** Frozen: kept for all visitors, and handed to the event's own scorer. */
const scored = ([id, group, seeks, offers]: Kept): ScoredPerson => {
  const fields = Object.freeze({})
  return Object.freeze({
    id,
    group,
    seeks: Object.freeze(seeks),
    offers: Object.freeze(offers),
    fields,
  })
}

/** `Snapshot.everybody` as people. */
export const scoredPeople = (everybody: string): readonly ScoredPerson[] =>
  (JSON.parse(everybody) as Kept[]).map(scored)

/**
 * For the ranking that is done outside of the store. Three statements, and one that reads everybody
 * unless `known` is the present version.
 */
export const readSnapshot = query(
  'recommendations.snapshot',
  (sql, { known }: { known: string | null }, context): Result<Snapshot, SignedOut> => {
    const viewer = personOf(context)
    const own = viewer === null ? undefined : readOwn(sql, viewer.id)
    if (own === undefined) return signedOut
    const { me, groups, version } = own
    const dismissals = readDismissals(sql, me.id)
    const except = vetoedBy(dismissals, me.id)
    for (const id of meetingWith(sql, me.id)) except.add(id)
    return ok({
      me,
      groups,
      except: [...except],
      dismissed: dismissals
        .filter(({ by }) => by === me.id)
        .map(({ whom }) => whom)
        .slice(0, MAX_DISMISSED),
      version,
      everybody: known === version ? null : readEverybody(sql),
    })
  },
)

interface OwnRow {
  readonly me: string
  readonly groups: string
  readonly rules: string | null
  readonly version: string
}

function readOwn(
  sql: Sql,
  person: string,
): Pick<Snapshot, 'me' | 'groups' | 'version'> | undefined {
  const [row] = sql.all<OwnRow>(
    `SELECT ${SCORED} AS me, (SELECT json_group_array(id) FROM people_groups) AS groups,
       ${RULES} AS rules, ${PEOPLE_VERSION} AS version
     FROM people_persons p WHERE p.id = ? AND p.erased IS NULL`,
    person,
  )
  if (row === undefined) return undefined
  const me = scored(JSON.parse(row.me) as Kept)
  const rules = readRules(row.rules)
  const groups = (JSON.parse(row.groups) as string[]).filter(
    (group) => maySee(rules, me.group, group) && mayMeet(rules, me.group, group),
  )
  return { me, groups, version: row.version }
}

/** Of both sides, the latest first. */
const readDismissals = (sql: Sql, person: string): readonly Dismissal[] =>
  sql.all<Dismissal>(
    `SELECT "by", whom FROM (
       SELECT person AS "by", other AS whom, at FROM recommendations_vetoes WHERE person = ?1
       UNION ALL SELECT person, other, at FROM recommendations_vetoes WHERE other = ?1
     ) ORDER BY at DESC, whom`,
    person,
  )

/** Ids of those with whom somebody has an open request or a meeting; a no-show may be tried again. */
const meetingWith = (sql: Sql, person: string): readonly string[] => {
  const states = "('pending', 'needs-new-time', 'confirmed', 'held')"
  return sql
    .all<{ id: string }>(
      `SELECT invitee AS id FROM meetings_meetings WHERE requester = ?1 AND status IN ${states}
       UNION ALL SELECT requester FROM meetings_meetings WHERE invitee = ?1 AND status IN ${states}`,
      person,
    )
    .map(({ id }) => id)
}

/** Written by the database: thousands of rows are dear to hand over one by one. */
function readEverybody(sql: Sql): string {
  const [row] = sql.all<{ everybody: string }>(
    `SELECT json_group_array(${SCORED}) AS everybody FROM people_persons p
     WHERE p.listed = 1 AND p.erased IS NULL`,
  )
  return row?.everybody ?? '[]'
}
