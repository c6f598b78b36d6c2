import type { EventFields } from '../base/fields/field.ts'
import type { CheckedDefinition, EventDefinition, EventMessages } from './definition.ts'

/** The one public door for events: everything an event module may import from the platform. */
export type { AgendaDayProps } from '../base/agenda/agenda-day.tsx'
export type { AgendaProps } from '../base/agenda/agenda-props.ts'
export type { Schedule, Session, Speaker } from '../base/agenda/schedule.ts'
export type { Day } from '../base/agenda/days.ts'
export { agendaMessages } from '../base/agenda/messages.ts'
export { sessionCard } from '../base/agenda/session-card.tsx'
export { publishedSchedule, readSchedule } from '../base/agenda/store.ts'
export { directoryMessages } from '../base/directory/messages.ts'
export { type PersonCard, searchDirectory } from '../base/directory/store.ts'
export type { DirectoryListProps } from '../base/directory/pages.tsx'
export { personCard } from '../base/directory/person-card.tsx'
export { errorMessages } from '../base/errors/messages.ts'
export type {
  EventField,
  EventFields,
  FieldDefinition,
  FieldValue,
  FieldValues,
} from '../base/fields/field.ts'
export { type FieldInputProps, fieldInput, fieldsForm } from '../base/fields/inputs.tsx'
export { fieldMessages } from '../base/fields/messages.ts'
export { type FieldValueProps, fieldsList, fieldValue } from '../base/fields/shown.tsx'
export { readOwnFields, setOwnFields } from '../base/fields/store.ts'
export { hero } from '../base/home/hero.tsx'
export { facts, people, topics } from '../base/home/home.tsx'
export type { HomeProps } from '../base/home/home-content.ts'
export { homeMessages } from '../base/home/messages.ts'
export { layoutMessages } from '../base/layout/messages.ts'
export { programme } from '../base/home/programme.tsx'
export type { HookEnv, Http, HttpInit } from '../contract.ts'
export type { ContactFact } from '../base/badge/hooks.ts'
export type { GuardFacts } from '../base/guarded.tsx'
export type { MeetingCardProps } from '../base/meetings/meeting-card.tsx'
export type { CancelRuleFacts, RequestRuleFacts } from '../base/meetings/rules.ts'
export type { MeetingFact } from '../base/meetings/hooks.ts'
export type { Page, PageProps } from '../base/page.ts'
export type { AttendeeFact, FactPerson } from '../base/people/hooks.ts'
export type { PersonFacts } from '../base/people/person-facts.ts'
export type { Reason, ScoreContext, Scored, ScoredPerson } from '../base/recommendations/scorer.ts'
export { type Entry, scheduleDays } from '../base/schedule/entries.ts'
export { scheduleMessages } from '../base/schedule/messages.ts'
export { schedulePage } from '../base/schedule/schedule-page.tsx'
export type { Registration, RegistrationRefusal } from '../base/people/register-person.ts'
export { readOwnProfile } from '../base/people/store.ts'
export { readOwnSchedule } from '../base/schedule/store.ts'
export {
  receiveWebhook,
  type WebhookMessage,
  type WebhookReceiver,
} from '../base/webhooks/receive-webhook.ts'
export { sendWebhook, type Webhook } from '../base/webhooks/send-webhook.ts'
export { localPath } from '../base/sign-in/local-path.ts'
export { PASS } from '../seam/guard.ts'
export { ALLOW } from '../seam/rule.ts'
export type { Words } from '../seam/words.ts'

export { image } from './image.ts'
export { reword } from './reword.ts'
export { views } from './views.ts'
export { pageOf, show, signInFirst, type Shown } from './show.tsx'
export type { EventDefinition, EventEnv, EventMessages, MessageKey, Scorer } from './definition.ts'

export type EventTheme = NonNullable<EventDefinition['theme']>

/** An event's module: the default export of `events/<key>/event.tsx`. */
export const defineEvent = <
  const Texts extends EventMessages,
  const Fields extends EventFields = EventFields,
>(
  definition: EventDefinition<Fields> & CheckedDefinition<Texts, Fields>,
): EventDefinition<Fields> => definition
