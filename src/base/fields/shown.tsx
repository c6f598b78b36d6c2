import { viewSeam } from '../../seam/view.ts'
import { inLocale } from '../../seam/words.ts'
import type { PageProps } from '../page.ts'
import type { EventField, FieldValue, FieldValues } from './field.ts'
import { fieldMessages } from './messages.ts'

export interface FieldValueProps extends PageProps {
  readonly field: EventField
  readonly value: FieldValue
}

/** A value of one of the event's own fields, in words. Since 0.2. */
export const fieldValue = viewSeam('fields.value', (props: FieldValueProps) => (
  <bdi class={props.field.type === 'text' ? 'lines' : undefined}>{inWords(props)}</bdi>
))

export interface FieldsListProps extends PageProps {
  readonly fields: readonly EventField[]
  /** What the visitor may see of somebody. */
  readonly values: FieldValues
}

/** What a person's page shows of the event's own fields. Since 0.2. */
export const fieldsList = viewSeam('fields.list', ({ page, fields, values }: FieldsListProps) => {
  const shown = fields.flatMap((field) => {
    const value = values[field.name]
    return value === undefined ? [] : [{ field, value }]
  })
  if (shown.length === 0) return <></>
  return (
    <dl class="fields">
      {shown.map(({ field, value }) => (
        <div>
          <dt>{inLocale(field.label, page.locale)}</dt>
          <dd>{page.show(fieldValue, { page, field, value })}</dd>
        </div>
      ))}
    </dl>
  )
})

/** A value as people read it. */
function inWords({ page, field, value }: FieldValueProps): string {
  if (typeof value === 'number') {
    const unit = field.type === 'number' ? field.unit : undefined
    return [page.formats.number(value), unit].filter(Boolean).join('\u00a0')
  }
  if (typeof value === 'boolean') return page.texts(fieldMessages)(value ? 'yes' : 'no')
  if (field.type === 'date' && typeof value === 'string') return page.formats.days(value, value)
  if (typeof value === 'string' && field.type !== 'choice') return value
  const chosen = typeof value === 'string' ? [value] : value
  const names = chosen.map((id) => nameOf(field, id, page.locale))
  return new Intl.ListFormat(page.locale, { type: 'unit' }).format(names)
}

/** An option that this version of the event does not have is shown by its id. */
function nameOf(field: EventField, id: string, locale: string): string {
  const options = 'options' in field ? field.options : {}
  const words = Object.hasOwn(options, id) ? options[id] : undefined
  return words === undefined ? id : inLocale(words, locale)
}
