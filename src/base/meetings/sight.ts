import type { Sql } from '../../contract.ts'
import { acquainted } from '../badge/acquainted.ts'
import type { Group } from '../people/person.ts'
import { type GroupRules, mayRequest, maySee } from './group-rules.ts'
import type { MeetingStatus } from './meeting.ts'

// Who is shown to whom. Whom a viewer may not see answers as if nobody were there.

/** A scalar in SQL: the event's group rules as they are kept. */
export const RULES = "(SELECT value -> 'groups' FROM meetings_settings)"

export const readRules = (kept: string | null): GroupRules =>
  kept === null ? {} : (JSON.parse(kept) as GroupRules)

/** A scalar in SQL: somebody's group. */
const groupOf = (person: string): string =>
  `(SELECT "group" FROM people_persons WHERE id = ${person})`

/**
 * A condition in SQL: whether somebody is shown to the viewer whatever the directory and the group
 * rules say. The two know each other, or a request of that person waits for the viewer.
 */
export const introduced = (viewer: string, person: string): string => `(
  ${acquainted(viewer, person)}
  OR EXISTS (SELECT 1 FROM meetings_meetings WHERE requester = ${person} AND invitee = ${viewer}
    AND status IN ('pending', 'needs-new-time')))`

/** What decides whether a person is shown to the viewer, as columns; `p` is the person. */
export const sightColumns = (viewer: string): string => `
  p.listed, p."group" AS their_group, ${groupOf(viewer)} AS own_group, ${RULES} AS rules,
  ${introduced(viewer, 'p.id')} AS introduced`

/** What two people have with each other already. */
export interface LiveMeeting {
  readonly id: string
  readonly status: MeetingStatus
}

/** A scalar in SQL: the request or meeting of two people that is not over, a `LiveMeeting` as JSON. */
export const meetingOf = (viewer: string, person: string, now: string): string => `(
  SELECT json_object('id', id, 'status', status) FROM (
    SELECT id, status, "end" FROM meetings_meetings WHERE requester = ${viewer} AND invitee = ${person}
    UNION ALL
    SELECT id, status, "end" FROM meetings_meetings WHERE requester = ${person} AND invitee = ${viewer})
  WHERE status IN ('pending', 'needs-new-time') OR (status = 'confirmed' AND "end" > ${now}))`

export interface SightRow {
  readonly listed: number
  readonly their_group: string
  readonly own_group: string | null
  readonly rules: string | null
  readonly introduced: number
}

export const isShown = (row: SightRow): boolean =>
  row.introduced === 1 ||
  (row.listed === 1 && maySee(readRules(row.rules), row.own_group, row.their_group))

/** By the group rules alone: other reasons against a request are told when it is sent. */
export const mayBeAsked = ({ their_group, own_group, rules }: SightRow): boolean =>
  mayRequest(readRules(rules), own_group, their_group)

/** Whether there is such a person for the viewer. One statement. */
export function seesPerson(sql: Sql, viewer: string, person: string): boolean {
  const [row] = sql.all<SightRow>(
    `SELECT ${sightColumns('?1')} FROM people_persons p WHERE p.id = ?2 AND p.erased IS NULL`,
    viewer,
    person,
  )
  return row !== undefined && isShown(row)
}

export interface VisibleGroups {
  /** In the organiser's order. */
  readonly groups: readonly Group[]
  /** Whether that is every group there is. */
  readonly all: boolean
}

/** The groups whose people the viewer may see. One statement. */
export function visibleGroups(sql: Sql, viewer: string): VisibleGroups {
  const rows = sql.all<Group & { readonly rules: string | null; readonly own: string | null }>(
    `SELECT id, label, ${RULES} AS rules, ${groupOf('?1')} AS own
     FROM people_groups ORDER BY position, id`,
    viewer,
  )
  const rules = readRules(rows[0]?.rules ?? null)
  const groups = rows
    .filter(({ id, own }) => maySee(rules, own, id))
    .map(({ id, label }) => ({ id, label }))
  return { groups, all: groups.length === rows.length }
}
