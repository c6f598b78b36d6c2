import type { Feature } from '../feature.ts'
import { attendeeChanged, attendeeErased, attendeeRegistered } from './hooks.ts'
import { peopleMessages } from './messages.ts'
import { peopleStore } from './store.ts'

/** Who is on the event's list, and the words they use. */
export const peopleFeature = {
  name: 'people',
  messages: peopleMessages,
  hooks: [attendeeRegistered, attendeeChanged, attendeeErased],
  store: peopleStore,
} as const satisfies Feature
