import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { ask } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { problem } from '../api/problem.ts'
import { change, eventKey, moment, pageQuery, waiting } from './schemas.ts'

export const listAudit = endpoint({
  method: 'GET',
  path: '/audit',
  id: 'listAudit',
  tag: 'Registry',
  summary: 'Who changed what, when and why',
  description: 'With a token that is limited to some events, `key` has to name one of them.',
  role: 'viewer',
  params: {},
  query: {
    key: v.exactOptional(eventKey),
    actor: v.exactOptional(v.pipe(v.string(), v.maxLength(400))),
    action: v.exactOptional(v.pipe(v.string(), v.maxLength(40))),
    from: v.exactOptional(moment),
    to: v.exactOptional(moment),
    ...pageQuery(500, 100),
  },
  body: null,
  answer: v.strictObject({
    entries: v.array(
      v.strictObject({
        number: v.number(),
        at: moment,
        actor: v.string(),
        action: v.string(),
        key: v.nullable(v.string()),
        revision: v.nullable(v.number()),
        reason: v.nullable(v.string()),
        changes: v.array(change),
      }),
    ),
    next: v.nullable(v.string()),
  }),
  answers: 'A page of the log, the newest first.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { query }) {
    const { events } = turn.actor
    if (events !== 'all' && (query.key === undefined || !events.includes(query.key))) {
      return err(problem('not-allowed', 'Say which of your events, with "key".'))
    }
    const page = await ask(turn, 'audit.list', query)
    return page.ok ? ok({ body: page.value, next: page.value.next }) : page
  },
})

export const showPublishing = endpoint({
  method: 'GET',
  path: '/registry/publishing',
  id: 'showPublishing',
  tag: 'Registry',
  summary: 'What lags behind what was decided',
  role: 'viewer',
  everything: true,
  params: {},
  query: {},
  body: null,
  answer: v.strictObject({ waiting: v.array(waiting), waitingInAll: v.number() }),
  answers: 'The longest first, at most 100.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn) {
    const state = await ask(turn, 'registry.publishing', {})
    return state.ok ? ok({ body: state.value }) : state
  },
})
