import type { Sql } from '../../contract.ts'
import type { FieldValue } from './field.ts'
import { FIELD_NAME, type KeptField, MAX_TEXT } from './kept-field.ts'
import { checkFields, type GivenFields, type RefusedField, writeFields } from './values.ts'

/**
 * Keeps what an organiser imports of one person. A list may be imported before the event's module
 * declares a field of it, or after it no longer does: such values are kept, and seen by nobody.
 */
export function importFields(
  sql: Sql,
  person: string,
  given: GivenFields,
  definitions: ReadonlyMap<string, KeptField>,
): readonly RefusedField[] {
  const { values, refused } = checkFields(definitions, given)
  const kept = new Map(values)
  const left = refused.filter(({ field, problem }) => {
    const value = given[field]
    if (problem !== 'unknown' || !FIELD_NAME.test(field) || !isKeepable(value)) return true
    kept.set(field, value)
    return false
  })
  writeFields(sql, person, kept)
  return left
}

const MAX_ITEMS = 100

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_TEXT

/** Whether a value may be one of some field. */
const isKeepable = (value: unknown): value is FieldValue | null =>
  value === null ||
  typeof value === 'boolean' ||
  isText(value) ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (Array.isArray(value) && value.length <= MAX_ITEMS && value.every(isText))
