import type { Checked, Field } from '../form/read-form.ts'
import type { EventField, FieldValue } from './field.ts'
import { keptField, readValue } from './kept-field.ts'
import { readNumber, writeNumber } from './written-number.ts'

/** The name that a field has in forms and addresses; none of the base's own has a dot. */
export const inputName = (name: string): string => `f.${name}`

/** Those that people fill in themselves. */
export const editableFields = (fields: readonly EventField[]): readonly EventField[] =>
  fields.filter(({ editable }) => editable !== false)

/** A form's rules for an event's fields, by the names of their inputs. */
export const formFields = (
  fields: readonly EventField[],
  locale: string,
): Readonly<Record<string, Field<FieldValue | null>>> =>
  Object.fromEntries(fields.map((field) => [inputName(field.name), rule(field, locale)]))

/** What was read by `formFields`, by field. */
export const valuesOf = (
  fields: readonly EventField[],
  read: Readonly<Record<string, unknown>>,
): Readonly<Record<string, FieldValue | null>> =>
  Object.fromEntries(
    fields.map(({ name }) => [name, (read[inputName(name)] ?? null) as FieldValue | null]),
  )

/** A value as it stands in its input. */
export function writeInput(value: FieldValue, locale: string): readonly string[] {
  if (typeof value === 'number') return [writeNumber(value, locale)]
  if (typeof value === 'boolean') return [value ? YES : NO]
  return typeof value === 'string' ? [value] : value
}

export const YES = 'yes'
export const NO = 'no'

const rule =
  (field: EventField, locale: string): Field<FieldValue | null> =>
  (sent) => {
    const read = readInput(field, sent, locale)
    if (!read.ok) return read
    return read.value === null && field.required === true
      ? { ok: false, error: { key: 'required' } }
      : read
  }

function readInput(
  field: EventField,
  sent: readonly string[],
  locale: string,
): Checked<FieldValue | null> {
  const kept = keptField(field)
  const [typed = ''] = sent
  switch (field.type) {
    case 'number':
      // What is no number is given on as it is, to be refused as one.
      return readValue(kept, typed.trim() === '' ? null : (readNumber(typed, locale) ?? typed))
    case 'yes-no':
      return readValue(kept, typed === YES ? true : typed === NO ? false : typed)
    case 'choices':
      return readValue(kept, sent)
    case 'date':
      return readValue(kept, typed.trim())
    case 'text':
    case 'choice':
      return readValue(kept, typed)
  }
}
