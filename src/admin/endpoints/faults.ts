import * as v from 'valibot'
import { ok } from '../../contract.ts'
import { ask } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { alertState, faultCount, outboundCount } from './fault-schema.ts'
import { eventKey, moment } from './schemas.ts'

export const listFaults = endpoint({
  method: 'GET',
  path: '/tenants/{key}/faults',
  id: 'listFaults',
  tag: 'Work and faults',
  summary: 'What fails of an event, and whom it calls',
  role: 'viewer',
  params: { key: eventKey },
  query: {},
  body: null,
  answer: v.strictObject({
    faults: v.pipe(v.array(faultCount), v.description('Given up in the last hour, most first.')),
    history: v.pipe(
      v.array(v.strictObject({ seam: v.string(), at: moment, openings: v.number() })),
      v.description('The same in steps of five minutes.'),
    ),
    outbound: v.pipe(v.array(outboundCount), v.description('By host, most first.')),
    alerts: alertState,
  }),
  answers: 'Over all isolates.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params: { key } }) {
    const found = await ask(turn, 'tenants.get', { key })
    if (!found.ok) return found
    const { recentFaults, faultHistory, outboundCalls, alertState: stateOf } = turn.parts
    const [faults, history, outbound, alerts] = await Promise.all([
      recentFaults(key),
      faultHistory(key),
      outboundCalls(key),
      stateOf(key),
    ])
    return ok({ body: { faults, history, outbound, alerts } })
  },
})

export const listAlerts = endpoint({
  method: 'GET',
  path: '/alerts',
  id: 'listAlerts',
  tag: 'Work and faults',
  summary: 'What is wrong with the platform itself',
  description: 'Publishing that lags, and faults that are no event’s.',
  role: 'viewer',
  everything: true,
  params: {},
  query: {},
  body: null,
  answer: alertState,
  answers: 'What the operator was told, and how.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle({ parts }) {
    return ok({ body: await parts.alertState('') })
  },
})
