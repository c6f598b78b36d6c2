import * as v from 'valibot'
import { ok } from '../../contract.ts'
import { ask } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { faultCount } from './fault-schema.ts'
import { eventKey } from './schemas.ts'

export const listFaults = endpoint({
  method: 'GET',
  path: '/tenants/{key}/faults',
  id: 'listFaults',
  tag: 'Work and faults',
  summary: 'What was given up of an event in the last hour',
  role: 'viewer',
  params: { key: eventKey },
  query: {},
  body: null,
  answer: v.strictObject({ faults: v.array(faultCount) }),
  answers: 'Over all isolates, most first.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params: { key } }) {
    const found = await ask(turn, 'tenants.get', { key })
    return found.ok ? ok({ body: { faults: await turn.parts.recentFaults(key) } }) : found
  },
})
