import type { Words } from '../../seam/words.ts'

/**
 * Who sees a person's value: whoever may see the person; those who exchanged contacts or met; only
 * organisers and the event's own code.
 */
export type FieldVisibility = 'public' | 'contacts' | 'organisers'

interface FieldOfAnyType {
  /** What it is called. */
  readonly label: Words
  /** One line below the label in the profile. */
  readonly hint?: Words
  readonly visibility: FieldVisibility
  /** Whether the directory can be narrowed by it: for those who see it, so attendees by public ones. */
  readonly filterable?: boolean
  /** Whether a profile without it is sent back. */
  readonly required?: boolean
  /** `false`: not in the profile. Organisers import it, or a route of the event sets it. */
  readonly editable?: boolean
  /** `false`: not in organisers' exports. What people download of themselves has it anyway. */
  readonly exported?: boolean
  /** Days after the event's last day until its values are deleted. Unless given they stay with the person. */
  readonly retention?: number
}

export interface NumberField extends FieldOfAnyType {
  readonly type: 'number'
  /** Written after the number: `t`, `€`. */
  readonly unit?: string
  readonly min?: number
  readonly max?: number
}

export interface TextField extends FieldOfAnyType {
  readonly type: 'text'
  /** Characters; 200 unless given, 2,000 at most. */
  readonly max?: number
  /** Whether it has several lines. */
  readonly lines?: boolean
}

export interface ChoiceField extends FieldOfAnyType {
  readonly type: 'choice'
  /** Id → what it is called, in the order in which they are offered. Ids begin with a letter. */
  readonly options: Readonly<Record<string, Words>>
}

export interface ChoicesField extends FieldOfAnyType {
  readonly type: 'choices'
  /** As for `choice`. */
  readonly options: Readonly<Record<string, Words>>
  /** How many may be chosen; all unless given. */
  readonly max?: number
}

export interface DateField extends FieldOfAnyType {
  readonly type: 'date'
  /** `YYYY-MM-DD`. */
  readonly min?: string
  readonly max?: string
}

export interface YesNoField extends FieldOfAnyType {
  readonly type: 'yes-no'
}

/** One more thing that an event knows of its people. */
export type FieldDefinition =
  | NumberField
  | TextField
  | ChoiceField
  | ChoicesField
  | DateField
  | YesNoField

/** A field with its name, as pages have it. */
export type EventField = FieldDefinition & { readonly name: string }

/** A number, a text, an option's id, several of them, a date as `YYYY-MM-DD`, yes or no. */
export type FieldValue = string | number | boolean | readonly string[]

/** A person's values by field; what is not known is not there. */
export type FieldValues = Readonly<Record<string, FieldValue>>

/** What the base itself calls by these names: no event's field may. */
export const BASE_FIELDS = [
  'id',
  'externalId',
  'email',
  'name',
  'organisation',
  'role',
  'bio',
  'group',
  'locale',
  'language',
  'offers',
  'seeks',
  'offersText',
  'seeksText',
  'listed',
  'phone',
  'fields',
] as const

/** The fields of an event. Names are `volume`, `licenceNo` or `licence-no`. */
export type EventFields = Readonly<Record<string, FieldDefinition>> & {
  readonly [Name in (typeof BASE_FIELDS)[number]]?: never
}
