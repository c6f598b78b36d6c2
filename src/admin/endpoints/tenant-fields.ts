import * as v from 'valibot'
import { ask, authorship } from '../api/ask-registrar.ts'
import { type Endpoint, endpoint } from '../api/endpoint.ts'
import { wrote } from '../api/wrote.ts'
import { eventKey, fieldSchema, writeQuery, written } from './schemas.ts'

/** Parts of a record that are set on their own. */
const FIELDS = {
  schedule: 'Set when the status changes by itself',
  settings: 'Set the settings of an event',
  redirects: 'Set where old addresses lead',
  theme: 'Set the theme of an event',
  notice: 'Close an event for a while, or open it again',
  farewell: 'Set what becomes of an archived event',
} as const

const setField = (field: keyof typeof FIELDS, summary: string): Endpoint =>
  endpoint({
    method: 'PUT',
    path: `/tenants/{key}/${field}`,
    id: `set${field.charAt(0).toUpperCase()}${field.slice(1)}`,
    tag: 'Events',
    summary,
    role: 'operator',
    params: { key: eventKey },
    query: writeQuery,
    body: v.strictObject({ [field]: fieldSchema(field) }),
    answer: written,
    answers: 'It is set.',
    gives: 'json',
    status: 200,
    wantsRevision: true,
    once: 'registrar',
    problems: ['conflict'],
    async handle(turn, { params: { key }, query, body: patch }) {
      const by = authorship(turn, query)
      return wrote(await ask(turn, 'tenants.change', { by, key, ifRevision: turn.revision, patch }))
    },
  })

export const fieldEndpoints: readonly Endpoint[] = [
  setField('schedule', FIELDS.schedule),
  setField('settings', FIELDS.settings),
  setField('redirects', FIELDS.redirects),
  setField('theme', FIELDS.theme),
  setField('notice', FIELDS.notice),
  setField('farewell', FIELDS.farewell),
]
