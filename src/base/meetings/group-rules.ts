/** What people of one group may do towards people of another; what is left out is allowed. */
export interface GroupCell {
  readonly see?: boolean
  readonly request?: boolean
}

/**
 * Viewer's group → other's group → what is allowed. `*` stands for any group, and for people without
 * one. A cell that names both groups decides. Without one all cells with `*` that fit must agree: a
 * "no" wins. Where no cell says anything, all see and request all.
 *
 * Hosted buyers who request and cannot be requested: `{ '*': { hosted: { request: false } } }`.
 */
export type GroupRules = Readonly<Record<string, Readonly<Record<string, GroupCell>>>>

/** A person's group; null for none. */
export type Group = string | null

/**
 * One way only: that I see you does not mean that you see me. Whom a viewer may not see answers as if
 * they did not exist, unless the two know each other or the viewer has a request of theirs to answer.
 */
export const maySee = (rules: GroupRules, viewer: Group, other: Group): boolean =>
  allows(rules, viewer, other, 'see')

/** One way only, and never without seeing. Answering a request needs no permission. */
export const mayRequest = (rules: GroupRules, viewer: Group, other: Group): boolean =>
  maySee(rules, viewer, other) && allows(rules, viewer, other, 'request')

/** Both ways: whether a meeting of the two can come about at all. */
export const mayMeet = (rules: GroupRules, one: Group, other: Group): boolean =>
  mayRequest(rules, one, other) || mayRequest(rules, other, one)

const ANY = '*'

const allows = (rules: GroupRules, viewer: Group, other: Group, what: keyof GroupCell): boolean => {
  const [row, column] = [viewer ?? ANY, other ?? ANY]
  const exact = viewer !== null && other !== null ? cell(rules, row, column)?.[what] : undefined
  if (exact !== undefined) return exact
  const fitting = [cell(rules, row, ANY), cell(rules, ANY, column), cell(rules, ANY, ANY)]
  return fitting.every((one) => one?.[what] !== false)
}

// Groups are named by organisers: `constructor` is a group like any other.
const cell = (rules: GroupRules, row: string, column: string): GroupCell | undefined => {
  const cells = Object.hasOwn(rules, row) ? rules[row] : undefined
  return cells && Object.hasOwn(cells, column) ? cells[column] : undefined
}
