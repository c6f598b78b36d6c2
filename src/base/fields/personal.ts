import { inLocale } from '../../seam/words.ts'
import type { Personal, PlainData } from '../../store/feature.ts'
import type { KeptField } from './kept-field.ts'

interface Row {
  readonly field: string
  readonly value: string | number
  readonly definition: string | null
}

/** What the event wants to know of its people: all that is kept, shown or not. */
export const fieldsPersonal: Personal = {
  export(sql, person): PlainData {
    const rows = sql.all<Row>(
      `SELECT v.field, v.value, d.definition FROM fields_values v
         LEFT JOIN fields_definitions d ON d.name = v.field
       WHERE v.person = ? ORDER BY v.field, v.item`,
      person,
    )
    const byField = Map.groupBy(rows, ({ field }) => field)
    return Object.fromEntries(
      [...byField].map(([field, [first, ...more]]) => {
        const kept = first?.definition ? (JSON.parse(first.definition) as KeptField) : null
        const values = [first, ...more].map((row) => inWords(kept, row?.value ?? ''))
        const several = values.length > 1 || kept?.type === 'choices'
        return [
          kept === null ? field : inLocale(kept.label, 'en'),
          several ? values : (values[0] ?? null),
        ]
      }),
    )
  },
  erase(sql, person) {
    sql.all('DELETE FROM fields_values WHERE person = ?', person)
  },
}

const inWords = (field: KeptField | null, value: string | number): PlainData =>
  field?.type === 'yes-no' ? value === 1 : value
