import type * as v from 'valibot'
import type { written } from '../../admin/endpoints/schemas.ts'
import { type Change, changesBetween } from '../../registry/registrar/changes.ts'
import type { WritingOptions } from '../options.ts'
import { note, say } from '../output/say.ts'
import { table } from '../output/table.ts'

type Written = v.InferOutput<typeof written>
type Tenant = Written['tenant']

/**
 * Says what a change has made.
 *
 * @param what has become of the event, as in `my-fair is suspended`
 * @param before the record as it was; what differs is listed
 */
export function sayWritten(
  { json, dryRun }: WritingOptions,
  told: Written,
  what: string,
  before: Tenant | null = null,
): void {
  const { tenant, waiting } = told
  const changes = before === null ? [] : fieldChanges(before, tenant)
  const head = dryRun ? `Would be: ${what}` : `${what}, revision ${tenant.revision}`
  say(json, told, () => (changes.length === 0 ? head : `${head}\n${changeTable(changes)}`))
  for (const { target, error } of dryRun ? [] : waiting) {
    const why = error === null ? '' : ` (${error})`
    note(`It stands, and is not yet everywhere: ${target} follows${why}.`)
  }
}

const fieldChanges = (before: Tenant, after: Tenant): readonly Change[] =>
  changesBetween({ ...before }, { ...after }).filter(({ path }) => path[0] !== 'revision')

/** Each field, before and after. */
export const changeTable = (changes: readonly Change[]): string =>
  table([
    ['field', 'was', 'is'],
    ...changes.map(({ path, from, to }) => [path.join('.'), valueText(from), valueText(to)]),
  ])

const valueText = (value: unknown): string => {
  if (value === undefined) return '·'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
