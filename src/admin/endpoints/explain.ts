import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { endpoint } from '../api/endpoint.ts'
import { NOT_YOURS } from '../api/perform.ts'
import { problem } from '../api/problem.ts'
import { METHODS, tell } from '../told.ts'
import { alertState, faultCount } from './fault-schema.ts'
import { moment, status } from './schemas.ts'

const explained = v.strictObject({
  url: v.string(),
  method: v.string(),
  outcome: v.pipe(v.string(), v.description('Where the way ends, and why when it ends early.')),
  event: v.nullable(
    v.strictObject({
      key: v.string(),
      name: v.string(),
      revision: v.number(),
      status,
      statusNow: status,
      schedule: v.array(v.strictObject({ at: v.string(), to: status })),
    }),
  ),
  readAt: v.nullable(moment),
  lane: v.nullable(v.string()),
  release: v.nullable(v.string()),
  app: v.nullable(
    v.strictObject({
      layer: v.nullable(
        v.strictObject({ by: v.picklist(['event', 'page', 'base']), pattern: v.string() }),
      ),
      allowed: v.array(v.string()),
      seams: v.record(v.string(), v.array(v.string())),
      settings: v.nullable(
        v.array(v.strictObject({ name: v.string(), value: v.string(), from: v.string() })),
      ),
      givenUp: v.array(v.string()),
      ifItFaults: v.string(),
      ifItDoesNotLoad: v.nullable(v.string()),
    }),
  ),
  recentFaults: v.nullable(v.array(faultCount)),
  alerts: v.nullable(alertState),
})

export const explainRequest = endpoint({
  method: 'GET',
  path: '/explain',
  id: 'explain',
  tag: 'Work and faults',
  summary: 'Explain a request',
  description: 'What the router would do with it, told without running any event’s handlers.',
  role: 'viewer',
  params: {},
  query: {
    url: v.pipe(v.string(), v.description('Absolute, http or https.')),
    method: v.optional(v.picklist(METHODS), 'GET'),
  },
  body: null,
  answer: explained,
  answers: 'What would answer, and why.',
  gives: 'json',
  status: 200,
  problems: ['not-found'],
  async handle({ parts, actor, keepAlive }, { query }) {
    const told = await tell(parts, actor, query, keepAlive)
    if (told === 'not-yours') return err(NOT_YOURS)
    if (told !== 'no-address') return ok({ body: told })
    const detail = 'Give an absolute http address, like https://my-fair.example/agenda.'
    const errors = [{ parameter: 'url', detail }]
    return err(problem('invalid-query', `url: ${detail}`, { errors }))
  },
})
