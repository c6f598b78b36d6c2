import { type AttendeeFact, type HookEnv, type MeetingFact, sendWebhook } from 'usher/kit'

const CRM = { url: 'https://crm.example.com/hooks/usher', secret: 'CRM' }

/**
 * What the CRM is told of a meeting: its own ids, and when. What it does not take is sent again until
 * it does; by `webhook-id` it can tell what it has already.
 */
export const tellMeeting = (type: string) => (fact: MeetingFact, env: HookEnv) => {
  const { meeting, requester, invitee, time, by } = fact
  const contacts = [requester.externalId, invitee.externalId]
  const starts = time === null ? null : new Date(time.start).toISOString()
  return sendWebhook(env, { ...CRM, type, data: { meeting, contacts, starts, by } })
}

/** Who is erased here is to be erased there. */
export const tellErased = ({ person }: AttendeeFact, env: HookEnv) =>
  sendWebhook(env, { ...CRM, type: 'contact.erase', data: { contact: person.externalId } })
