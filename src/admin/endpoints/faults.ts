import * as v from 'valibot'
import { ok } from '../../contract.ts'
import { ask } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { faultCount } from './fault-schema.ts'
import { eventKey, moment } from './schemas.ts'

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
  answer: v.strictObject({
    faults: v.array(faultCount),
    history: v.pipe(
      v.array(v.strictObject({ seam: v.string(), at: moment, openings: v.number() })),
      v.description('The same in steps of five minutes.'),
    ),
  }),
  answers: 'Over all isolates, most first.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params: { key } }) {
    const found = await ask(turn, 'tenants.get', { key })
    if (!found.ok) return found
    const { recentFaults, faultHistory } = turn.parts
    const [faults, history] = await Promise.all([recentFaults(key), faultHistory(key)])
    return ok({ body: { faults, history } })
  },
})
