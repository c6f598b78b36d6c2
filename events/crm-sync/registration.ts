import { Hono } from 'hono'
import { type EventEnv, receiveWebhook, type Registration } from 'usher/kit'

/** The client's ticket shop: who buys a ticket is on the list a second later. */
export const routes = new Hono<EventEnv>().post('/hooks/registration', (c) =>
  receiveWebhook(c, {
    secret: 'REGISTRATION',
    subject: (data) => readTicket(data)?.externalId ?? null,
    async receive({ type, data, register }) {
      const person = readTicket(data)
      if (person === null || !TYPES.has(type)) return
      const done = await register(person)
      if (!done.ok) throw new Error(`Ticket ${person.externalId}: ${done.error.field} is wrong.`)
    },
  }),
)

const TYPES: ReadonlySet<string> = new Set(['ticket.issued', 'ticket.changed'])

const GROUPS: Readonly<Record<string, string>> = {
  STD: 'attendees',
  EXH: 'exhibitors',
  VIP: 'buyers',
}

/** Their words in ours; null for what is no ticket. Nothing of it is trusted before it is looked at. */
function readTicket(data: unknown): Registration | null {
  if (typeof data !== 'object' || data === null) return null
  const { ticket, mail, first, last, company, category } = data as Readonly<Record<string, unknown>>
  if (typeof ticket !== 'string' || typeof mail !== 'string') return null
  const name = [first, last].filter((part) => typeof part === 'string').join(' ')
  const group = GROUPS[String(category)] ?? 'attendees'
  const organisation = typeof company === 'string' ? { organisation: company } : {}
  return { externalId: ticket, email: mail, name, group, ...organisation }
}
