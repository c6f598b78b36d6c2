import * as v from 'valibot'
import { err, ok, type Result } from '../../contract.ts'
import { mayTouch } from '../access/actor.ts'
import { endpoint, type Turn } from '../api/endpoint.ts'
import { requestIdOf } from '../api/kept-answer.ts'
import { NOT_FOUND, NOT_YOURS } from '../api/perform.ts'
import { type Problem, problem } from '../api/problem.ts'
import type { EventBounces } from '../event-work.ts'
import { moment } from './schemas.ts'

const event = v.pipe(v.string(), v.description('The event’s key, or one of its hosts.'))

async function bouncesOf(
  { parts, actor, keepAlive }: Turn,
  name: string,
): Promise<Result<EventBounces, Problem>> {
  const found = await parts.bouncesOf(name, keepAlive)
  if (found === null) return err(NOT_FOUND)
  return mayTouch(actor, found.event) ? ok(found) : err(NOT_YOURS)
}

export const listBounces = endpoint({
  method: 'GET',
  path: '/tenants/{event}/bounces',
  id: 'listBounces',
  tag: 'Work and faults',
  summary: 'Mails of an event that came back',
  role: 'viewer',
  params: { event },
  query: {},
  body: null,
  answer: v.strictObject({
    bounces: v.array(
      v.strictObject({
        person: v.pipe(v.string(), v.description('The person’s id in this event.')),
        at: moment,
        reason: v.string(),
        times: v.number(),
      }),
    ),
  }),
  answers: 'The latest first.',
  gives: 'json',
  status: 200,
  problems: [],
  async handle(turn, { params }) {
    const found = await bouncesOf(turn, params.event)
    return found.ok ? ok({ body: { bounces: await found.value.list() } }) : found
  },
})

export const noteBounce = endpoint({
  method: 'POST',
  path: '/tenants/{event}/bounces',
  id: 'noteBounce',
  tag: 'Work and faults',
  summary: 'Note that a mail came back',
  description: 'For whatever receives the mails that come back.',
  role: 'operator',
  params: { event },
  query: {},
  body: v.strictObject({
    email: v.pipe(v.string(), v.minLength(1), v.maxLength(320)),
    reason: v.optional(v.pipe(v.string(), v.maxLength(1000)), ''),
  }),
  answer: v.strictObject({ noted: v.number() }),
  answers: 'It is noted with its person.',
  gives: 'json',
  status: 200,
  once: 'kept',
  problems: ['not-found'],
  async handle(turn, { params, body }) {
    const found = await bouncesOf(turn, params.event)
    if (!found.ok) return found
    if (await found.value.note(body, await requestIdOf(turn))) return ok({ body: { noted: 1 } })
    return err(problem('not-found', 'Nobody on the list has that address.'))
  },
})
