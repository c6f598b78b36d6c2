import { viewSeam } from '../../seam/view.ts'
import { inLocale, type Words } from '../../seam/words.ts'
import { Checks, Select, TextArea, TextField } from '../form/form.tsx'
import type { Submitted } from '../form/read-form.ts'
import type { PageProps } from '../page.ts'
import type { EventField, FieldValue, FieldValues } from './field.ts'
import { inputName, NO, writeInput, YES } from './form-field.ts'
import { fieldMessages } from './messages.ts'

export interface FieldInputProps extends PageProps {
  readonly field: EventField
  /** The person's own; null for none. */
  readonly value: FieldValue | null
  /** The form as it was sent before, when it has to be shown again. */
  readonly sent?: Submitted<unknown> | undefined
}

/** One of the event's own fields in the profile, with label, hint and problem. Since 0.2. */
export const fieldInput = viewSeam('fields.input', (props: FieldInputProps) => {
  const { page, field, value, sent } = props
  const written = value === null ? [] : writeInput(value, page.locale)
  const { required = false } = field
  const common = {
    page,
    sent,
    required,
    name: inputName(field.name),
    label: labelOf(field, page.locale),
    hint: hintOf(props),
  }
  const [one = ''] = written
  switch (field.type) {
    case 'number':
      return <TextField {...common} value={one} inputmode="decimal" />
    case 'date':
      return <TextField {...common} value={one} type="date" />
    case 'text':
      return field.lines === true ? (
        <TextArea {...common} value={one} />
      ) : (
        <TextField {...common} value={one} />
      )
    case 'choices':
      return <Checks {...common} options={optionsOf(field.options, page.locale)} chosen={written} />
    case 'choice':
    case 'yes-no':
      return <Select {...common} value={one} options={answersTo(field, page)} />
  }
})

export interface FieldsFormProps extends PageProps {
  /** Those that people fill in themselves. */
  readonly fields: readonly EventField[]
  readonly values: FieldValues
  readonly sent?: Submitted<unknown> | undefined
}

/** All of the event's own fields in the profile. Since 0.2. */
export const fieldsForm = viewSeam('fields.form', (props: FieldsFormProps) => {
  const { page, fields, values, sent } = props
  return (
    <>
      {fields.map((field) =>
        page.show(fieldInput, { page, field, value: values[field.name] ?? null, sent }),
      )}
    </>
  )
})

/** A field's name with its unit: `Import volume (t)`. */
export function labelOf(field: EventField, locale: string): string {
  const label = inLocale(field.label, locale)
  return 'unit' in field && field.unit !== undefined ? `${label} (${field.unit})` : label
}

export interface Option {
  readonly value: string
  readonly label: string
}

export const optionsOf = (
  options: Readonly<Record<string, Words>>,
  locale: string,
): readonly Option[] =>
  Object.entries(options).map(([value, words]) => ({ value, label: inLocale(words, locale) }))

/** The answers to a question that has one; the first is none at all. */
function answersTo(
  field: Extract<EventField, { type: 'choice' | 'yes-no' }>,
  page: PageProps['page'],
): readonly Option[] {
  const t = page.texts(fieldMessages)
  const answers = field.type === 'choice' ? optionsOf(field.options, page.locale) : yesAndNo(page)
  return [{ value: '', label: t('none') }, ...answers]
}

export function yesAndNo(page: PageProps['page']): readonly Option[] {
  const t = page.texts(fieldMessages)
  return [
    { value: YES, label: t('yes') },
    { value: NO, label: t('no') },
  ]
}

/** The event's own hint, and who sees the answer where that is not everybody. */
function hintOf({ page, field }: FieldInputProps): string | undefined {
  const t = page.texts(fieldMessages)
  const own = field.hint === undefined ? [] : [inLocale(field.hint, page.locale)]
  const seen = { public: [], contacts: [t('contacts')], organisers: [t('own')] }[field.visibility]
  const lines = [...own, ...seen]
  return lines.length === 0 ? undefined : lines.join(' ')
}
