import { text } from '../form/fields.ts'
import type { Checked, FieldProblem } from '../form/read-form.ts'
import type { Words } from '../../seam/words.ts'
import { readDay } from '../meetings/written-local.ts'
import type { EventField, FieldValue, FieldVisibility } from './field.ts'
import { MAX_NUMBER } from './written-number.ts'

/** Characters of a text, at most and unless a field says less. */
export const MAX_TEXT = 2_000
const USUAL_TEXT = 200

/** `volume`, `licenceNo`, `licence-no`; up to 60 characters. */
export const FIELD_NAME = /^(?=.{1,60}$)[a-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*$/

/** What the event's store knows of a field. */
export interface KeptField {
  readonly name: string
  /** For what people download of themselves. */
  readonly label: Words
  readonly type: EventField['type']
  readonly visibility: FieldVisibility
  readonly filterable: boolean
  readonly exported: boolean
  /** Ids, in their order; none for a field without options. */
  readonly options: readonly string[]
  /** Of a number or a date; null for no bound. */
  readonly min: number | string | null
  /** Of a number or a date; the characters of a text; how many options. */
  readonly max: number | string | null
  readonly lines: boolean
  /** Days after the event's last day; null for as long as the person. */
  readonly retention: number | null
}

export function keptField(field: EventField): KeptField {
  const { name, label, type, visibility } = field
  const options = 'options' in field ? Object.keys(field.options) : []
  const most = { text: USUAL_TEXT, choices: options.length }
  return {
    name,
    label,
    type,
    visibility,
    filterable: field.filterable ?? false,
    exported: field.exported ?? true,
    options,
    min: ('min' in field ? field.min : undefined) ?? null,
    max: ('max' in field ? field.max : undefined) ?? { ...NO_BOUND, ...most }[type],
    lines: ('lines' in field ? field.lines : undefined) ?? false,
    retention: field.retention ?? null,
  }
}

const NO_BOUND: Readonly<Record<EventField['type'], number | null>> = {
  number: null,
  text: null,
  choice: null,
  choices: null,
  date: null,
  'yes-no': null,
}

const fine = (value: FieldValue | null): Checked<FieldValue | null> => ({ ok: true, value })
const wrong = (key: FieldProblem['key'], values: FieldProblem['values'] = {}): Checked<never> => ({
  ok: false,
  error: { key, values },
})

/** A value as it is kept, or what is wrong with it; null for nothing. Takes whatever it is given. */
export function readValue(field: KeptField, value: unknown): Checked<FieldValue | null> {
  if (value === null || value === undefined || value === '') return fine(null)
  switch (field.type) {
    case 'number':
      return typeof value === 'number' && Math.abs(value) <= MAX_NUMBER
        ? within(field, value)
        : wrong('number')
    case 'text':
      return readText(field, value)
    case 'date':
      return typeof value === 'string' && readDay(value) !== null
        ? within(field, value)
        : wrong('date', { example: '2027-03-27' })
    case 'yes-no':
      return typeof value === 'boolean' ? fine(value) : wrong('choice')
    case 'choice':
      return typeof value === 'string' && field.options.includes(value)
        ? fine(value)
        : wrong('choice')
    case 'choices':
      return readChoices(field, value)
  }
}

/** Dates are compared as they are written. */
function within({ min, max }: KeptField, value: number | string): Checked<FieldValue> {
  const [least, most] =
    typeof value === 'number'
      ? (['too-small', 'too-large'] as const)
      : (['too-early', 'too-late'] as const)
  if (min !== null && value < min) return wrong(least, { min })
  if (max !== null && value > max) return wrong(most, { max })
  return { ok: true, value }
}

/** What most people write, and what nothing has to be done to: thousands are read at once. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

function readText({ max, lines }: KeptField, value: unknown): Checked<FieldValue | null> {
  if (typeof value !== 'string') return wrong('characters')
  if (value.length <= Number(max) && PLAIN.test(value)) return fine(value)
  const read = text({ max: Number(max), lines })([value])
  return read.ok ? fine(read.value === '' ? null : read.value) : read
}

function readChoices({ options, max }: KeptField, value: unknown): Checked<FieldValue | null> {
  if (!Array.isArray(value)) return wrong('choice')
  const chosen = options.filter((option) => value.includes(option))
  if (chosen.length !== new Set<unknown>(value).size) return wrong('choice')
  if (chosen.length > Number(max))
    return wrong('too-many', { max: Number(max), count: chosen.length })
  return fine(chosen.length === 0 ? null : chosen)
}
