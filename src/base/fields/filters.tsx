import { viewSeam } from '../../seam/view.ts'
import type { PageProps } from '../page.ts'
import type { EventField } from './field.ts'
import { inputName, YES } from './form-field.ts'
import { labelOf, type Option, optionsOf, yesAndNo } from './inputs.tsx'
import { fieldMessages } from './messages.ts'
import { keyOf } from './values.ts'
import { readNumber } from './written-number.ts'

/** A directory narrowed by one field: values from here to there, both included. */
export interface FieldFilter {
  readonly field: string
  readonly from: string | number
  readonly to: string | number
}

/** Filters as they stand in an address: input name → what was typed or chosen. */
export type TypedFilters = Readonly<Record<string, string>>

/** Those by which everybody may narrow the directory. */
export const filterFields = (fields: readonly EventField[]): readonly EventField[] =>
  fields.filter(({ filterable, visibility }) => filterable === true && visibility === 'public')

/** The names of a field's inputs: two for what is found between two bounds. */
const inputsOf = ({ name, type }: EventField): readonly string[] =>
  type === 'number' || type === 'date'
    ? [`${inputName(name)}.from`, `${inputName(name)}.to`]
    : [inputName(name)]

/** Nobody types more; the rest is cut off. */
const MAX_TYPED = 100

/** What an address says about these fields. */
export const readTyped = (
  fields: readonly EventField[],
  ask: (name: string) => string | undefined,
): TypedFilters =>
  Object.fromEntries(
    fields.flatMap(inputsOf).flatMap((name) => {
      const typed = ask(name)?.trim().slice(0, MAX_TYPED)
      return typed ? [[name, typed]] : []
    }),
  )

/** The filters that were typed; what says nothing is none. */
export const readFilters = (
  fields: readonly EventField[],
  typed: TypedFilters,
  locale: string,
): readonly FieldFilter[] =>
  fields.flatMap((field) => {
    const given = inputsOf(field).map((name) => typed[name])
    const range = given.every((text) => text === undefined) ? null : rangeOf(field, given, locale)
    return range === null ? [] : [{ field: field.name, from: range[0], to: range[1] }]
  })

type Range = readonly [from: string | number, to: string | number]

function rangeOf(
  { type }: EventField,
  [one, other]: readonly (string | undefined)[],
  locale: string,
): Range | null {
  switch (type) {
    case 'number': {
      const [from, to] = [one, other].map((text) =>
        text === undefined ? null : readNumber(text, locale),
      )
      return from === null && to === null
        ? null
        : [from ?? -Number.MAX_VALUE, to ?? Number.MAX_VALUE]
    }
    case 'date':
      return [one ?? '', other ?? LAST]
    case 'text':
      return one === undefined ? null : [keyOf(one), `${keyOf(one)}${LAST}`]
    case 'yes-no':
      return one === undefined ? null : [Number(one === YES), Number(one === YES)]
    case 'choice':
    case 'choices':
      return one === undefined ? null : [keyOf(one), keyOf(one)]
  }
}

/** Behind every text that begins the same way. */
const LAST = '\u{10ffff}'

export interface FieldFilterProps extends PageProps {
  readonly field: EventField
  readonly typed: TypedFilters
}

/** The directory's filter by one of the event's own fields. Since 0.2. */
export const fieldFilter = viewSeam('fields.filter', ({ page, field, typed }: FieldFilterProps) => {
  const t = page.texts(fieldMessages)
  const label = labelOf(field, page.locale)
  const labels = [t('from', { label }), t('to', { label })]
  const inputs = inputsOf(field)
  const options = optionsFor(field, page)
  if (options !== null)
    return <Choice {...{ page, label, options, typed }} name={inputName(field.name)} />
  return (
    <>
      {inputs.map((name, i) => (
        <label>
          <span dir="auto">{inputs.length > 1 ? labels[i] : label}</span>
          <input
            class="search"
            name={name}
            type={field.type === 'date' ? 'date' : 'text'}
            inputmode={field.type === 'number' ? 'decimal' : undefined}
            value={typed[name] ?? ''}
            dir="auto"
          />
        </label>
      ))}
    </>
  )
})

interface ChoiceProps extends PageProps {
  readonly name: string
  readonly label: string
  readonly options: readonly Option[]
  readonly typed: TypedFilters
}

const Choice = ({ page, name, label, options, typed }: ChoiceProps) => (
  <label>
    <span dir="auto">{label}</span>
    <select name={name}>
      <option value="">{page.texts(fieldMessages)('all')}</option>
      {options.map((option) => (
        <option value={option.value} selected={option.value === typed[name]}>
          {option.label}
        </option>
      ))}
    </select>
  </label>
)

function optionsFor(field: EventField, page: PageProps['page']): readonly Option[] | null {
  if ('options' in field) return optionsOf(field.options, page.locale)
  return field.type === 'yes-no' ? yesAndNo(page) : null
}
