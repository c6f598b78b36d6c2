import type { FieldValues } from '../../src/base/fields/field.ts'
import type { EventDefinition } from '../../src/kit/kit.ts'
import { invented } from './people.ts'

/** A field of every visibility. */
export const FIELDS = {
  volume: {
    type: 'number',
    label: { en: 'Import volume' },
    unit: 't',
    visibility: 'public',
    filterable: true,
    min: 0,
  },
  market: {
    type: 'choices',
    label: { en: 'Markets' },
    visibility: 'public',
    filterable: true,
    options: { eu: { en: 'Europe' }, asia: { en: 'Asia' } },
  },
  assistant: { type: 'text', label: { en: 'Assistant' }, visibility: 'contacts' },
  licence: {
    type: 'text',
    label: { en: 'Licence no.' },
    visibility: 'organisers',
    filterable: true,
    required: true,
  },
  nda: {
    type: 'text',
    label: { en: 'NDA' },
    visibility: 'organisers',
    editable: false,
    exported: false,
  },
} satisfies NonNullable<EventDefinition['fields']>

export const BOB: FieldValues = {
  volume: 1200.5,
  market: ['eu', 'asia'],
  assistant: 'Zoe Assistant',
  licence: 'LIC-4711',
  nda: 'v2',
}

/** Of four people one has filled in everything. */
export const people = ['ada', 'bob', 'cleo', 'dora'].map((name) =>
  invented(name, name === 'bob' ? { fields: BOB } : {}),
)
