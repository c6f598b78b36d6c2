import * as v from 'valibot'
import { err, ok } from '../../contract.ts'
import { ask, authorship } from '../api/ask-registrar.ts'
import { endpoint } from '../api/endpoint.ts'
import { problem } from '../api/problem.ts'
import { verifyRegistry } from '../transfer/verify-registry.ts'
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

const flag = (text: string) => v.optional(v.pipe(v.boolean(), v.description(text)), false)

export const verify = endpoint({
  method: 'POST',
  path: '/registry:verify',
  id: 'verifyRegistry',
  tag: 'Registry',
  summary: 'Compare what requests read with what was decided',
  description:
    'KV shows changes up to a minute late, so a host that was just changed may be found. The last line is `done`, or `failed`.',
  role: 'operator',
  everything: true,
  params: {},
  query: {
    repair: flag('Mends what is found.'),
    adopt: flag('Registers what KV has of events that were never registered.'),
  },
  body: null,
  answer: v.variant('type', [
    v.strictObject({
      type: v.literal('finding'),
      target: v.pipe(v.string(), v.description('`host:<hostname>` or `live-events`.')),
      problem: v.picklist(['missing', 'different', 'nobodys', 'unknown-event']),
      repaired: v.pipe(v.boolean(), v.description('Mended, or on its way.')),
    }),
    v.strictObject({ type: v.literal('progress'), done: v.number(), total: v.number() }),
    v.strictObject({ type: v.literal('done'), findings: v.number(), repaired: v.number() }),
    v.strictObject({ type: v.literal('failed'), detail: v.string(), requestId: v.string() }),
  ]),
  answers: 'What is found and how far it is, a line each.',
  gives: 'lines',
  status: 200,
  once: 'alike',
  problems: [],
  async handle(turn, { query }) {
    return ok({ body: verifyRegistry(turn, { by: authorship(turn), ...query }) })
  },
})
