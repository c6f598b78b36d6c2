import type { Feature } from '../feature.ts'
import { fieldFilter } from './filters.tsx'
import { fieldInput, fieldsForm } from './inputs.tsx'
import { fieldMessages } from './messages.ts'
import { fieldsList, fieldValue } from './shown.tsx'
import { fieldsStore } from './store.ts'

/** What an event wants to know of its people beyond what the base asks. */
export const fieldsFeature = {
  name: 'fields',
  messages: fieldMessages,
  views: [fieldsForm, fieldInput, fieldsList, fieldValue, fieldFilter],
  store: fieldsStore,
} as const satisfies Feature
