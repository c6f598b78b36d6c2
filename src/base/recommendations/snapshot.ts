import { ok, type Result, type Sql } from '../../contract.ts'
import { query } from '../../store/feature.ts'
import { mayMeet, maySee } from '../meetings/group-rules.ts'
import { readRules, RULES } from '../meetings/sight.ts'
import { personOf, type SignedOut, signedOut } from '../people/signed-in.ts'
import { PEOPLE_VERSION } from '../people/version.ts'
import type { KeptField } from '../fields/kept-field.ts'
import {
  type KeptPerson,
  scoredColumns,
  scoredPerson,
  TOLD_FIELDS,
  toldFields,
} from './scored-people.ts'
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
  /** The event's own fields as far as scorers are told them; absent unless they were asked for. */
  readonly told?: readonly KeptField[]
}

export interface SnapshotQuestion {
  /** The version of the people whom the caller knows; null for none. */
  readonly known: string | null
  /** Whether what people say in the event's own fields is needed: the base does not score by it. */
  readonly fields: boolean
}

/** More than these are not listed: older ones come up as the later ones are taken back. */
const MAX_DISMISSED = 100

/**
 * For the ranking that is done outside of the store. Three statements, and one that reads everybody
 * unless `known` is the present version.
 */
export const readSnapshot = query(
  'recommendations.snapshot',
  (sql, { known, fields }: SnapshotQuestion, context): Result<Snapshot, SignedOut> => {
    const viewer = personOf(context)
    const own = viewer === null ? undefined : readOwn(sql, viewer.id, fields)
    if (own === undefined) return signedOut
    const { me, version } = own
    const dismissals = readDismissals(sql, me.id)
    const except = vetoedBy(dismissals, me.id)
    for (const id of meetingWith(sql, me.id)) except.add(id)
    return ok({
      ...own,
      except: [...except],
      dismissed: dismissals
        .filter(({ by }) => by === me.id)
        .map(({ whom }) => whom)
        .slice(0, MAX_DISMISSED),
      everybody: known === version ? null : readEverybody(sql, fields),
    })
  },
)

interface OwnRow {
  readonly me: string
  readonly groups: string
  readonly rules: string | null
  readonly version: string
  readonly told: string | null
}

function readOwn(
  sql: Sql,
  person: string,
  fields: boolean,
): Pick<Snapshot, 'me' | 'groups' | 'version' | 'told'> | undefined {
  const [row] = sql.all<OwnRow>(
    `SELECT ${scoredColumns(fields)} AS me,
       (SELECT json_group_array(id) FROM people_groups) AS groups, ${RULES} AS rules,
       ${PEOPLE_VERSION} AS version, ${fields ? TOLD_FIELDS : 'NULL'} AS told
     FROM people_persons p WHERE p.id = ? AND p.erased IS NULL`,
    person,
  )
  if (row === undefined) return undefined
  const told = row.told === null ? [] : (JSON.parse(row.told) as KeptField[])
  const me = scoredPerson(JSON.parse(row.me) as KeptPerson, toldFields(told))
  const rules = readRules(row.rules)
  const groups = (JSON.parse(row.groups) as string[]).filter(
    (group) => maySee(rules, me.group, group) && mayMeet(rules, me.group, group),
  )
  return { me, groups, version: row.version, ...(fields ? { told } : {}) }
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
function readEverybody(sql: Sql, fields: boolean): string {
  const [row] = sql.all<{ everybody: string }>(
    `SELECT json_group_array(${scoredColumns(fields)}) AS everybody FROM people_persons p
     WHERE p.listed = 1 AND p.erased IS NULL`,
  )
  return row?.everybody ?? '[]'
}
