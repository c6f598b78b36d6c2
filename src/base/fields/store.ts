import { err, ok, type Result } from '../../contract.ts'
import { command, query, type StoreFeature } from '../../store/feature.ts'
import { personOf, requireSystem, type SignedOut, signedOut } from '../people/signed-in.ts'
import { shredFields } from './define.ts'
import type { FieldValue, FieldValues } from './field.ts'
import type { KeptField } from './kept-field.ts'
import { fieldsPersonal } from './personal.ts'
import { fieldMigrations } from './schema.ts'
import {
  checkFields,
  type GivenFields,
  readAllFields,
  readDefinitions,
  readFields,
  type RefusedField,
  writeFields,
} from './values.ts'

/** The caller's own values of all the event's fields, those for organisers too. One statement. */
export const readOwnFields = query(
  'fields.own',
  (sql, _input: object, context): Result<FieldValues, SignedOut> => {
    const person = personOf(context)
    return person === null ? signedOut : ok(readFields(sql, person.id, 'self'))
  },
)

/**
 * Sets some of the caller's own fields, also those that the profile does not show: for the event's own
 * routes. null takes a value away. Refused as a whole when one cannot be kept.
 */
export const setOwnFields = command(
  'fields.set-own',
  (
    sql,
    given: Readonly<Record<string, FieldValue | null>>,
    context,
  ): Result<null, SignedOut | ({ readonly tag: 'refused' } & RefusedField)> => {
    const person = personOf(context)
    if (person === null) return signedOut
    const { values, refused } = checkFields(readDefinitions(sql), given satisfies GivenFields)
    const [first] = refused
    if (first !== undefined) return err({ tag: 'refused', ...first })
    writeFields(sql, person.id, values)
    return ok(null)
  },
)

/** Everybody's values of those fields that organisers take out of the event. */
export interface ExportedFields {
  readonly fields: readonly Pick<KeptField, 'name' | 'label' | 'type'>[]
  /** By person's id. */
  readonly values: Readonly<Record<string, FieldValues>>
}

/** For organisers' exports: what is `exported`, whoever sees it in the event. Two statements. System only. */
export const exportFields = query(
  'fields.export',
  (sql, _input: object, context): ExportedFields => {
    requireSystem(context)
    const all = [...readDefinitions(sql)].filter(([, { exported }]) => exported)
    const fields = all.map(([, { name, label, type }]) => ({ name, label, type }))
    return { fields, values: Object.fromEntries(readAllFields(sql, new Map(all))) }
  },
)

export const fieldsStore: StoreFeature = {
  name: 'fields',
  migrations: fieldMigrations,
  personal: fieldsPersonal,
  setUp: 'none',
  wake: (sql, { now }) => shredFields(sql, now),
  operations: [readOwnFields, setOwnFields, exportFields],
}
