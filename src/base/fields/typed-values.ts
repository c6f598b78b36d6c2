import type { FieldValues } from './field.ts'

/** What a person may say in a field of this definition. */
type ValueOf<Field> = Field extends {
  readonly type: 'choice'
  readonly options: infer Options
}
  ? keyof Options & string
  : Field extends { readonly type: 'choices'; readonly options: infer Options }
    ? readonly (keyof Options & string)[]
    : Field extends { readonly type: 'number' }
      ? number
      : Field extends { readonly type: 'yes-no' }
        ? boolean
        : string

/** A person's values by the fields of one event; what is not known is not there. */
export type ValuesOf<Fields> = string extends keyof Fields
  ? FieldValues
  : { readonly [Name in keyof Fields]?: ValueOf<Fields[Name]> }

/** As far as scorers are told them: no texts of several lines. */
export type ScoredValuesOf<Fields> = ValuesOf<
  string extends keyof Fields
    ? Fields
    : {
        readonly [
          Name in keyof Fields as Fields[Name] extends { readonly lines: true } ? never : Name
        ]: Fields[Name]
      }
>
