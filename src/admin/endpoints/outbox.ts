import * as v from 'valibot'
import { err, ok, type Result } from '../../contract.ts'
import { mayTouch } from '../access/actor.ts'
import { endpoint, type Turn } from '../api/endpoint.ts'
import { NOT_FOUND, NOT_YOURS } from '../api/perform.ts'
import { type Problem, problem } from '../api/problem.ts'
import type { EventOutbox } from '../event-work.ts'
import { moment } from './schemas.ts'

const event = v.pipe(v.string(), v.description('The event’s key, or one of its hosts.'))

const parkedWork = v.strictObject({
  id: v.string(),
  topic: v.string(),
  subject: v.string(),
  planned: moment,
  parked: moment,
  tries: v.number(),
  error: v.pipe(v.string(), v.description('Of the last try.')),
  waiting: v.pipe(v.number(), v.description('How much waits for it.')),
})

const outboxTold = v.strictObject({
  event: v.string(),
  parked: v.pipe(v.array(parkedWork), v.description('The longest first, at most 100.')),
  parkedInAll: v.number(),
  open: v.pipe(v.number(), v.description('How much is not given up.')),
  due: v.nullable(moment),
})

async function outboxOf(
  { parts, actor, keepAlive }: Turn,
  name: string,
): Promise<Result<EventOutbox, Problem>> {
  const found = await parts.outboxOf(name, keepAlive)
  if (found === null) return err(NOT_FOUND)
  return mayTouch(actor, found.event) ? ok(found) : err(NOT_YOURS)
}

export const showOutbox = endpoint({
  method: 'GET',
  path: '/tenants/{event}/outbox',
  id: 'showOutbox',
  tag: 'Work and faults',
  summary: 'Work of an event that waits or was given up',
  role: 'viewer',
  params: { event },
  query: {},
  body: null,
  answer: outboxTold,
  answers: 'How the event’s work stands.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params }) {
    const found = await outboxOf(turn, params.event)
    if (!found.ok) return found
    const { event: key, outbox } = found.value
    return ok({ body: { event: key, ...(await outbox.state()) } })
  },
})

const EITHER = 'Give one of "replay" and "drop".'

const act = v.pipe(
  v.strictObject({
    replay: v.optional(v.pipe(v.string(), v.description('An id, or `all`: tried again.'))),
    drop: v.optional(v.pipe(v.string(), v.description('An id: given up for good.'))),
  }),
  v.check(({ replay, drop }) => (replay === undefined) !== (drop === undefined), EITHER),
)

export const settleOutbox = endpoint({
  method: 'POST',
  path: '/tenants/{event}/outbox',
  id: 'settleOutbox',
  tag: 'Work and faults',
  summary: 'Try work again that was given up, or drop it',
  role: 'operator',
  params: { event },
  query: {},
  body: act,
  answer: v.union([
    v.strictObject({ replayed: v.number() }),
    v.strictObject({ dropped: v.number() }),
  ]),
  answers: 'How much it was.',
  gives: 'json',
  status: 200,
  once: 'kept',
  problems: ['not-found'],
  async handle(turn, { params, body }) {
    const found = await outboxOf(turn, params.event)
    return found.ok ? settle(found.value, body) : found
  },
})

async function settle(
  { outbox }: EventOutbox,
  { replay, drop }: v.InferOutput<typeof act>,
): Promise<
  Result<{ readonly body: { readonly replayed: number } | { readonly dropped: number } }, Problem>
> {
  if (drop !== undefined) {
    return (await outbox.drop(drop)).ok ? ok({ body: { dropped: 1 } }) : err(NOT_PARKED)
  }
  const isAll = replay === 'all'
  const replayed = await outbox.replay(isAll ? null : (replay ?? ''))
  return replayed === 0 && !isAll ? err(NOT_PARKED) : ok({ body: { replayed } })
}

export const NOT_PARKED = problem('not-found', 'Nothing of that id is given up.')
